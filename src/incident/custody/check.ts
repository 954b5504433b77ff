import { type CustodyEntry, type CustodyHead, type DamagedCustody, hashOfCustody } from '../../model/custody.ts'
import { noHash } from '../../model/edit.ts'
import { checkItem } from './check-item.ts'
import { type CustodyFault, type CustodyItem, faultOf, stated } from './fault.ts'
import { missingOf } from './missing.ts'

/** What is checked: all entries of an incident in the order they were kept, its items, and where known how the chain ended. */
export interface CheckedCustody {
  readonly entries: readonly CustodyEntry[]
  /** Entries that cannot be read: one fault each, and none for what can only follow from that. */
  readonly damaged?: readonly DamagedCustody[]
  readonly items: readonly CustodyItem[]
  /** The last entry as it is known from elsewhere (the store, an anchor, a report): without it a shortened chain cannot be told from a short one. */
  readonly head?: CustodyHead
}

/**
 * Every fault of an incident's custody; none where the chain is intact and each item's story is whole: from its collection on, one holder after the
 * other, without a change of its bytes, and nothing disposed of that had to be kept.
 */
export function checkCustody({ entries, items, head, damaged = [] }: CheckedCustody): CustodyFault[] {
  const effective = withCorrections(entries)
  const byItem = Map.groupBy(effective, ({ sha256 }) => sha256)
  const all = byItem.get(undefined) ?? []
  const names = new Map(items.map((item) => [item.sha256, item]))
  const damagedItems = Map.groupBy(damaged, ({ sha256 }) => sha256)
  const hashes = [...new Set([...items.map(({ sha256 }) => sha256), ...byItem.keys()])].filter((sha256) => sha256 !== undefined)
  return [
    ...damaged.map(damagedFault),
    ...checkChain(entries, { head, damaged }),
    ...checkRecording(entries),
    ...checkCorrections(entries, damaged),
    ...effective.flatMap((entry) => missingOf(entry).map((message) => faultOf('incomplete', message, [entry]))),
    ...hashes.flatMap((sha256) =>
      checkItem({ sha256, item: names.get(sha256), own: byItem.get(sha256) ?? [], all, damaged: damagedItems.get(sha256) ?? [] }),
    ),
  ]
}

/** How a chain is known to have ended, and which of its entries cannot be read. */
interface AroundChain {
  readonly head?: CustodyHead | undefined
  readonly damaged?: readonly DamagedCustody[]
}

/** Breaks of the chain itself: numbers, links and hashes. Where an entry is damaged, the one behind it goes on from there. */
export function checkChain(entries: readonly CustodyEntry[], { head, damaged = [] }: AroundChain = {}): CustodyFault[] {
  const unread = new Set(damaged.map(({ seq }) => seq))
  const faults = entries.flatMap((entry, index) => checkLink(entry, entries[index - 1], unread))
  const last = entries.at(-1)
  let end = last?.seq ?? 0
  while (unread.has(end + 1)) end += 1
  if (head === undefined || (end === head.seq && (last?.seq !== end || last.hash === head.hash))) return faults
  const at = last === undefined ? 'there is none' : `the last one is entry ${last.seq} (${last.hash})`
  return [
    ...faults,
    { code: 'cut', seqs: last === undefined ? [] : [last.seq], message: `The custody should end with entry ${head.seq} (${head.hash}), but ${at}` },
  ]
}

/** One entry that cannot be read, as a fault. */
export function damagedFault({ seq, sha256, message }: DamagedCustody): CustodyFault {
  return { code: 'changed', seqs: [seq], message, ...(sha256 === undefined ? {} : { sha256 }) }
}

function checkLink(entry: CustodyEntry, before: CustodyEntry | undefined, unread: ReadonlySet<number>): CustodyFault[] {
  const faults: CustodyFault[] = []
  const next = (before?.seq ?? 0) + 1
  let expected = next
  while (unread.has(expected)) expected += 1
  if (entry.seq !== expected) {
    const after = before === undefined ? 'The first entry' : `The entry after number ${before.seq}`
    faults.push(
      faultOf('sequence', `${after} says it is number ${entry.seq}, not ${expected}: entries are missing, repeated or out of order`, [entry]),
    )
  }
  // Which hash an entry had that cannot be read is not known.
  if (expected === next && entry.previous !== (before?.hash ?? noHash)) {
    faults.push(faultOf('broken', `${stated(entry)} does not follow the entry before it: the hash it names is another`, [entry]))
  }
  if (entry.hash !== hashOfCustody(entry)) {
    faults.push(faultOf('changed', `${stated(entry)} was changed after it was kept: its hash does not match what it says`, [entry]))
  }
  return faults
}

/** The order in which entries were written down can be no other than that of the chain; what was done was done before it was written down. */
function checkRecording(entries: readonly CustodyEntry[]): CustodyFault[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1]
    const faults: CustodyFault[] = []
    if (before !== undefined && Date.parse(entry.recorded) < Date.parse(before.recorded)) {
      const message = `${stated(entry)} was recorded at ${entry.recorded}, before entry ${before.seq} (${before.recorded}): a clock was wrong, or was set back`
      faults.push(faultOf('time', message, [before, entry]))
    }
    if (Date.parse(entry.at) > Date.parse(entry.recorded)) {
      faults.push(faultOf('time', `${stated(entry)} tells of something after it was recorded (${entry.recorded})`, [entry]))
    }
    return faults
  })
}

/** What an entry corrects: an earlier one with the same action about the same item; undefined where it names something else. */
function correctedBy(entry: CustodyEntry, bySeq: ReadonlyMap<number, CustodyEntry>): CustodyEntry | undefined {
  const first = entry.corrects === undefined ? undefined : bySeq.get(entry.corrects)
  return first !== undefined && first.seq < entry.seq && first.action === entry.action && first.sha256 === entry.sha256 ? first : undefined
}

function checkCorrections(entries: readonly CustodyEntry[], damaged: readonly DamagedCustody[]): CustodyFault[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]))
  const unread = new Set(damaged.map(({ seq }) => seq))
  return entries.flatMap((entry) => {
    if (entry.corrects === undefined || unread.has(entry.corrects) || correctedBy(entry, bySeq) !== undefined) return []
    const message = `${stated(entry)} says it corrects entry ${entry.corrects}, which is no earlier entry with the same action about the same item`
    return [faultOf('correction', message, [entry])]
  })
}

/** The entries as they were stated last: a correction stands in the place of what it corrects, with the number of that place. */
export function withCorrections(entries: readonly CustodyEntry[]): CustodyEntry[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]))
  const last = new Map<number, CustodyEntry>()
  const origin = new Map<number, number>()
  for (const entry of entries) {
    const corrected = correctedBy(entry, bySeq)
    if (corrected === undefined) continue
    const first = origin.get(corrected.seq) ?? corrected.seq
    origin.set(entry.seq, first)
    last.set(first, { ...entry, seq: first })
  }
  return entries.filter(({ seq }) => !origin.has(seq)).map((entry) => last.get(entry.seq) ?? entry)
}
