/** How far two evidence items hold the same records, in the stretch of time that both cover. */
export interface SharedRecords {
  /** Records of one that have a counterpart in the other: the n-th of equal ones with the n-th. */
  readonly shared: number
  /** Records of each in that stretch. */
  readonly first: number
  readonly second: number
}

/** Fewer equal records than this may be chance. */
const leastShared = 3

/**
 * True where two items are exports of the same log: at least half of the records of either in their common stretch are in the other too. Two servers that
 * wrote a few equal lines do not overlap; an item of fewer than three records does only where all of it is in the other.
 */
export function itemsOverlap({ shared, first, second }: SharedRecords): boolean {
  const smaller = Math.min(first, second)
  if (shared === 0 || smaller === 0) return false
  return shared >= leastShared ? shared * 2 >= smaller : shared === smaller && first === second
}

/** What is asked of an event to tell whether it repeats another. */
export interface ComparedEvent {
  readonly id: string
  /** Its item's place among all, in the order they were collected. */
  readonly place: number
  readonly offset: number
  /** 0, or which of several events of one record it is. */
  readonly part: number
  readonly dataset: string
  readonly sourceId?: string
  readonly recordHash: bigint
  /** As the source told it, microseconds since 1970. */
  readonly told: bigint
}

/**
 * The id of the event that each repeats, by the id of the repetition; never that of a repetition itself. The same event: the same source gave it the same
 * id; or the same record stands in two items that overlap, the n-th of equal records of one being the n-th of the other. Equal records within one item are
 * several events. The item collected first counts.
 */
export function duplicatesOf(events: readonly ComparedEvent[]): Map<string, string> {
  const ordered = events.toSorted((a, b) => a.place - b.place || a.offset - b.offset || a.part - b.part)
  const found = bySourceId(ordered)
  for (const [id, of] of byRecord(ordered)) if (!found.has(id)) found.set(id, of)
  // Ordered: whatever an event repeats was settled before it.
  for (const { id } of ordered) {
    const of = found.get(id)
    const root = of === undefined ? undefined : found.get(of)
    if (root !== undefined) found.set(id, root)
  }
  return found
}

function bySourceId(ordered: readonly ComparedEvent[]): Map<string, string> {
  const first = new Map<string, string>()
  const found = new Map<string, string>()
  for (const { id, dataset, sourceId, part } of ordered) {
    if (sourceId === undefined) continue
    const key = JSON.stringify([dataset, sourceId, part])
    const of = first.get(key)
    if (of === undefined) first.set(key, id)
    else found.set(id, of)
  }
  return found
}

/** Events of an item by the record and how many equal ones stand before it. */
type Occurrences = ReadonlyMap<string, ComparedEvent>

function byRecord(ordered: readonly ComparedEvent[]): Map<string, string> {
  const items = [...Map.groupBy(ordered, ({ place }) => place).values()].map((events) => ({ events, occurrences: occurrencesOf(events) }))
  const found = new Map<string, string>()
  for (const [index, later] of items.entries()) {
    for (const earlier of items.slice(0, index)) {
      if (!itemsOverlap(sharedRecords(earlier, later))) continue
      for (const [key, { id }] of later.occurrences) {
        const of = earlier.occurrences.get(key)
        if (of !== undefined && !found.has(id)) found.set(id, of.id)
      }
    }
  }
  return found
}

function occurrencesOf(events: readonly ComparedEvent[]): Occurrences {
  const counts = new Map<string, number>()
  return new Map(
    events.map((event) => {
      const record = `${event.recordHash}.${event.part}`
      const count = (counts.get(record) ?? 0) + 1
      counts.set(record, count)
      return [`${record}.${count}`, event]
    }),
  )
}

interface Item {
  readonly events: readonly ComparedEvent[]
  readonly occurrences: Occurrences
}

function sharedRecords(a: Item, b: Item): SharedRecords {
  const from = bigger(earliest(a.events), earliest(b.events))
  const to = smaller(latest(a.events), latest(b.events))
  const isCounted = ({ told, part }: ComparedEvent) => part <= 1 && told >= from && told <= to
  const shared = [...a.occurrences].filter(([key, event]) => isCounted(event) && b.occurrences.has(key)).length
  return { shared, first: a.events.filter(isCounted).length, second: b.events.filter(isCounted).length }
}

const bigger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const earliest = (events: readonly ComparedEvent[]): bigint => events.reduce((least, { told }) => smaller(least, told), events[0]?.told ?? 0n)
const latest = (events: readonly ComparedEvent[]): bigint => events.reduce((most, { told }) => bigger(most, told), events[0]?.told ?? 0n)
