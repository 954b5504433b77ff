import type { Condition } from './condition.ts'
import { plainText } from './compile.ts'
import type { FieldTest } from './field-test.ts'
import type { Detection } from './rule.ts'
import type { Selection } from './selection.ts'

/** Field -> lower-cased values, one of which it must hold for a rule to match at all. */
export type Required = ReadonlyMap<string, ReadonlySet<string>>

const nothing: Required = new Map()

/** What every match of a detection has in common, as far as plain values tell: rules are looked up by it instead of tried. */
export function requiredValues({ selections, condition }: Detection): Required {
  return ofCondition(condition, selections)
}

function ofCondition(condition: Condition, selections: ReadonlyMap<string, Selection>): Required {
  switch (condition.kind) {
    case 'selection': {
      const selection = selections.get(condition.name)
      return selection === undefined ? nothing : ofSelection(selection)
    }
    case 'and':
      return ofAll(condition.of.map((part) => ofCondition(part, selections)))
    case 'or':
      return ofAny(condition.of.map((part) => ofCondition(part, selections)))
    default:
      return nothing
  }
}

function ofSelection(selection: Selection): Required {
  if (selection.kind === 'test') return ofTest(selection.test)
  const parts = selection.of.map(ofSelection)
  return selection.kind === 'and' ? ofAll(parts) : ofAny(parts)
}

function ofTest({ field, values, negated, all }: FieldTest): Required {
  if (field === undefined || negated) return nothing
  const texts = values.map(plainText)
  const known = texts.filter((text) => text !== undefined)
  if (known.length === 0 || (!all && known.length < texts.length)) return nothing
  return new Map([[field, new Set(all ? known.slice(0, 1) : known)]])
}

function ofAll(parts: readonly Required[]): Required {
  const joined = new Map<string, ReadonlySet<string>>()
  for (const part of parts) {
    for (const [field, values] of part) {
      const before = joined.get(field)
      if (before === undefined || values.size < before.size) joined.set(field, values)
    }
  }
  return joined
}

function ofAny(parts: readonly Required[]): Required {
  const [first = nothing, ...others] = parts
  const joined = new Map<string, ReadonlySet<string>>()
  for (const [field, values] of first) {
    const alternatives = others.map((other) => other.get(field))
    if (alternatives.some((other) => other === undefined)) continue
    joined.set(field, new Set([...values, ...alternatives.flatMap((other) => [...(other ?? [])])]))
  }
  return joined
}
