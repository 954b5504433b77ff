import type { Event } from '../../model/event.ts'
import { compileDetection, type Predicate } from './compile.ts'
import { Decisions } from './decisions.ts'
import { createSlots, createView, type RecordView, type Slots } from './record-view.ts'
import { requiredValues } from './required.ts'
import type { Rule, RuleLogSource } from './rule.ts'

/** Rules ready to run. Keeps the last event it saw: one set serves one thread. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  /**
   * The rules that match an event, in the order of `rules`; mostly the same list for the same rules. Pass the same list of log sources for events of
   * the same kind: it is remembered.
   */
  match(event: Pick<Event, 'fields' | 'ecs'>, logsources: readonly RuleLogSource[]): readonly Rule[]
}

interface CompiledRule {
  readonly rule: Rule
  /** The list of this rule only. */
  readonly alone: readonly Rule[]
  readonly order: number
  readonly matches: Predicate
}

/** The rules for one kind of events: most are found by the value of a field they require, the rest is tried on every event. */
interface Selection {
  readonly indexes: readonly { readonly slot: number; readonly byValue: ReadonlyMap<string, readonly CompiledRule[]> }[]
  readonly always: readonly CompiledRule[]
  /** What was found before for events of which the same is true. */
  readonly decisions: Decisions<readonly Rule[]>
}

const noRules: readonly Rule[] = []

/** Compiles rules once. Rules that are not supported are kept in `rules` and never match. */
export function compileRules(rules: readonly Rule[]): RuleSet {
  const slots = createSlots()
  const compiled = rules.flatMap((rule, order): CompiledRule[] => {
    return rule.unsupported === undefined ? [{ rule, alone: [rule], order, matches: compileDetection(rule.detection, slots) }] : []
  })
  const required = new Map(compiled.map((one) => [one, requiredValues(one.rule.detection)]))
  for (const fields of required.values()) for (const field of fields.keys()) slots.of(field)
  const view = createView(slots)
  const selections = new WeakMap<readonly RuleLogSource[], Selection>()
  return {
    rules,
    match(event, logsources) {
      let selection = selections.get(logsources)
      if (selection === undefined) {
        const fitting = compiled.filter(({ rule }) => logsources.some((source) => fits(rule.logsource, source)))
        selection = indexRules(fitting, required, slots)
        selections.set(logsources, selection)
      }
      view.show(event)
      return selection.decisions.find(view.classOf) ?? learn(selection, view)
    },
  }
}

/** Each part of a rule's log source is absent or the same. */
export function fits(wanted: RuleLogSource, given: RuleLogSource): boolean {
  const same = (a: string | undefined, b: string | undefined) => a === undefined || a === b?.toLowerCase()
  return same(wanted.product, given.product) && same(wanted.service, given.service) && same(wanted.category, given.category)
}

/** Every rule goes under the field that the most rules require, so that few fields are looked up for each event. */
function indexRules(
  rules: readonly CompiledRule[],
  required: ReadonlyMap<CompiledRule, ReadonlyMap<string, ReadonlySet<string>>>,
  slots: Slots,
): Selection {
  const popularity = new Map<string, number>()
  for (const rule of rules) for (const field of required.get(rule)?.keys() ?? []) popularity.set(field, (popularity.get(field) ?? 0) + 1)
  const indexes = new Map<string, Map<string, CompiledRule[]>>()
  const always: CompiledRule[] = []
  for (const rule of rules) {
    const fields = required.get(rule) ?? new Map<string, ReadonlySet<string>>()
    const field = bestField([...fields.keys()], popularity)
    if (field === undefined) {
      always.push(rule)
      continue
    }
    const byValue = indexes.get(field) ?? new Map<string, CompiledRule[]>()
    indexes.set(field, byValue)
    for (const value of fields.get(field) ?? []) byValue.set(value, [...(byValue.get(value) ?? []), rule])
  }
  return { indexes: [...indexes].map(([field, byValue]) => ({ slot: slots.of(field), byValue })), always, decisions: new Decisions() }
}

/** Names of single acts tell rules apart better than names of services or outcomes, which many rules share. */
const broad = new Set(['eventSource', 'event.outcome', 'event.provider', 'Channel', 'Provider_Name', 'cs-method'])

function bestField(fields: readonly string[], popularity: ReadonlyMap<string, number>): string | undefined {
  const rank = (field: string) => (broad.has(field) ? 0 : 1_000_000) + (popularity.get(field) ?? 0)
  return fields.toSorted((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1))[0]
}

/** Tries the rules, and keeps what follows from what they asked of the event. */
function learn(selection: Selection, view: RecordView): readonly Rule[] {
  view.note()
  const found = matching(selection, view)
  const steps = view.noted()
  if (steps !== undefined) selection.decisions.learn(steps, found)
  return found
}

/** Fields that rules are looked up by come first: they decide most. Two texts of one class find the same rules, as each value is one of a test. */
function matching({ indexes, always }: Selection, view: RecordView): readonly Rule[] {
  let found: CompiledRule[] | undefined
  for (const { slot, byValue } of indexes) {
    for (const text of view.lowered(slot)) {
      const fitting = byValue.get(text)
      if (fitting === undefined) continue
      for (const rule of fitting) {
        if (found?.includes(rule) !== true && rule.matches(view)) (found ??= []).push(rule)
      }
    }
  }
  for (const rule of always) if (rule.matches(view)) (found ??= []).push(rule)
  const [only] = found ?? []
  if (found === undefined || only === undefined) return noRules
  if (found.length === 1) return only.alone
  return found.sort((a, b) => a.order - b.order).map((one) => one.rule)
}
