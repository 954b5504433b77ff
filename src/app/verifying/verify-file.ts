import { compareInstantTexts } from '../../base/instant.ts'
import { sha256Hex } from '../../base/canonical-json.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { groupingOf, keyOf, type GroupingRule } from '../../findings/group.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { compileRules, type RuleSet } from '../../findings/sigma/rule-set.ts'
import type { RepeatedRange, SetCitation } from '../../model/citation.ts'
import type { Event } from '../../model/event.ts'
import type { ReadRequest } from '../reading/inspect.ts'
import { type EvidenceReading, readEvidence } from '../reading/read-evidence.ts'

/** One file to read again, and what is cited from it. */
export interface VerifyTask extends Pick<ReadRequest, 'path' | 'file' | 'zone' | 'year' | 'format'> {
  /** SHA-256 that the record names for the item that is read (of the member, where the file is compressed). */
  readonly recorded: string
  /** First bytes of the cited records. */
  readonly offsets: readonly number[]
  readonly selectors: readonly CitedSet[]
}

/** What a set is selected by from one item. */
export interface CitedSet {
  readonly selector: SetCitation['selector']
  /** Records that do not count, in their order. */
  readonly except: readonly Pick<RepeatedRange, 'from' | 'to'>[]
}

/** A cited record as it reads now. */
export interface RereadRecord {
  /** Counted from 1. */
  readonly number: number
  readonly offset: number
  readonly length: number
  readonly sha256: string
  /** Ids of its events, with the item's recorded hash in front. */
  readonly events: readonly string[]
  readonly sourceIds: readonly string[]
}

/** What a file holds of what is cited from it. */
export interface RereadFile {
  readonly readings: readonly EvidenceReading[]
  readonly records: readonly RereadRecord[]
  /** True where times were read in a zone that nobody stated. */
  readonly assumedZone: boolean
  /** For each selector, in the order asked: the events it selects here. */
  readonly sets: readonly { readonly members: readonly string[]; readonly first?: string; readonly last?: string }[]
}

interface SetReader extends CitedSet {
  readonly grouping: GroupingRule | undefined
  readonly members: string[]
  first: string | undefined
  last: string | undefined
}

/** Reads files again with the rules their sets are cited by. */
export function createVerifier(rules: readonly Rule[]): (task: VerifyTask) => Promise<RereadFile> {
  const ruleSet = compileRules(rules)
  const groupings = new Map(rules.map((rule) => [rule.hash, groupingOf(rule)]))
  return (task) => rereadFile(task, { ruleSet, groupings })
}

async function rereadFile(task: VerifyTask, rules: { ruleSet: RuleSet; groupings: ReadonlyMap<string, GroupingRule> }): Promise<RereadFile> {
  const wanted = new Set(task.offsets)
  const records = new Map<number, { number: number; length: number; sha256: string; events: string[]; sourceIds: string[] }>()
  const sets = task.selectors.map(({ selector, except }): SetReader => {
    return { selector, except, grouping: rules.groupings.get(selector.ruleHash), members: [], first: undefined, last: undefined }
  })
  let assumedZone = false
  const { offsets: _, selectors: __, recorded, ...request } = task
  const readings = await readEvidence({
    ...request,
    onEvent(event, record, bytes) {
      // Ids begin with the item's hash; where its bytes changed, the recorded hash keeps them comparable.
      const id = `${recorded.slice(0, 16)}${event.id.slice(16)}`
      assumedZone ||= event.time.assumed?.includes('zone') === true
      if (wanted.has(record.offset)) {
        const known = records.get(record.offset) ?? {
          number: record.number,
          length: record.length,
          sha256: sha256Hex(bytes),
          events: [],
          sourceIds: [],
        }
        known.events.push(id)
        if (event.sourceId !== undefined) known.sourceIds.push(event.sourceId)
        records.set(record.offset, known)
      }
      if (sets.length > 0) addToSets({ event, id, sets, ruleSet: rules.ruleSet })
    },
    onProblem: () => undefined,
  })
  return {
    readings,
    assumedZone,
    records: [...records].map(([offset, record]) => ({ offset, ...record })),
    sets: sets.map(({ members, first, last }) => ({ members, ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) })),
  }
}

function addToSets({ event, id, sets, ruleSet }: { event: Event; id: string; sets: readonly SetReader[]; ruleSet: RuleSet }): void {
  const format = formatNamed(event.dataset)
  if (format === undefined) return
  const matched = new Set(ruleSet.match(event, format.logsources).map((rule) => rule.hash))
  if (matched.size === 0) return
  for (const set of sets) {
    if (set.grouping === undefined || !matched.has(set.selector.ruleHash) || isExcepted(set, event.origin.offset)) continue
    const key = keyOf(set.grouping, event)
    if (!Object.entries(set.selector.where).every(([name, value]) => (key[name] ?? '') === value)) continue
    set.members.push(id)
    const { at } = event.time
    if (set.first === undefined || compareInstantTexts(at, set.first) < 0) set.first = at
    if (set.last === undefined || compareInstantTexts(at, set.last) > 0) set.last = at
  }
}

function isExcepted({ except }: SetReader, offset: number): boolean {
  let [low, high] = [0, except.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((except[middle]?.to ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return (except[low]?.from ?? Number.POSITIVE_INFINITY) <= offset
}
