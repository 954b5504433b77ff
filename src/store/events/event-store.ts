import type { Event } from '../../model/event.ts'
import type { Query } from '../../query/query.ts'

/**
 * Where the events of incidents are searched. Times are microseconds since 1970 UTC, corrected where a clock correction is known. Duplicates (the same
 * record in a second export) are left out everywhere unless `withDuplicates` asks for them. Failures are AppErrors: `not-found`, `cancelled`,
 * `too-costly` (the memory limit was reached: ask for a shorter time).
 */
export interface EventStore {
  page(request: PageRequest): Promise<EventPage>
  count(request: SearchRequest): Promise<number>
  histogram(request: HistogramRequest): Promise<Histogram>
  top(request: TopRequest): Promise<TopValues>
  /** Events just before and after one, of all sources; the event itself in between. */
  neighbours(request: NeighbourRequest): Promise<Neighbours>
  event(incident: string, id: string, signal?: AbortSignal): Promise<FoundEvent | undefined>
  /** All events that match, oldest first, a batch at a time; memory stays bounded however many there are. */
  export(request: SearchRequest): AsyncIterable<readonly FoundEvent[]>
  /** Most frequent values of a field that start like this, for completion. Bounded: it may look at a part of the events only. */
  values(request: ValuesRequest): Promise<readonly string[]>
  /** Names of the source's own fields (dotted), for completion; from a sample. */
  ownFields(incident: string): Promise<readonly string[]>
  /** First and last time and number of events, for the whole incident; undefined where it has none. */
  extent(incident: string): Promise<Extent | undefined>
  close(): Promise<void>
}

export interface SearchRequest {
  readonly incident: string
  readonly query: Query
  readonly from?: bigint
  readonly before?: bigint
  readonly withDuplicates?: boolean
  readonly signal?: AbortSignal
}

export interface PageRequest extends SearchRequest {
  readonly order: 'oldest' | 'newest'
  readonly limit: number
  /** Opaque: `next` of the page before. Stays valid while events are added, compacted or corrected. */
  readonly cursor?: string
}

/** An event as it was stored, with what became known of it later. */
export interface FoundEvent {
  readonly event: Event
  /** Corrected time, microseconds since 1970; that of the event where no correction is known. */
  readonly time: bigint
  /** What was added to the source's clock and how sure that is, in milliseconds; absent where nothing was. */
  readonly correction?: { readonly offsetMs: number; readonly uncertaintyMs: number }
  /** Id of the event that this one repeats. */
  readonly duplicateOf?: string
}

export interface EventPage {
  readonly events: readonly FoundEvent[]
  /** Absent on the last page. */
  readonly next?: string
}

export interface HistogramRequest extends SearchRequest {
  /** How many bars are wanted at most; the step is the smallest round one (1 ms to 1 year) that needs no more. */
  readonly bars: number
}

export interface Histogram {
  /** Width of a bar in microseconds. */
  readonly step: bigint
  /** Bars with events only, in order of their start. */
  readonly bars: readonly { readonly start: bigint; readonly count: number }[]
  readonly total: number
}

export interface TopRequest extends SearchRequest {
  /** A field as the search language names it. */
  readonly field: string
  readonly limit: number
  /** The rarest values first instead of the most frequent ones. */
  readonly isRarest?: boolean
}

export interface TopValues {
  readonly values: readonly { readonly value: string; readonly count: number }[]
  /** How many different values there are beyond those listed, and how many events have no value. */
  readonly others: number
  readonly absent: number
}

export interface NeighbourRequest {
  readonly incident: string
  readonly id: string
  readonly before: number
  readonly after: number
  readonly query?: Query
  readonly signal?: AbortSignal
}

export interface Neighbours {
  readonly before: readonly FoundEvent[]
  readonly event: FoundEvent
  readonly after: readonly FoundEvent[]
}

export interface ValuesRequest {
  readonly incident: string
  readonly field: string
  readonly prefix: string
  readonly limit: number
  readonly signal?: AbortSignal
}

export interface Extent {
  readonly first: bigint
  readonly last: bigint
  readonly events: number
  readonly duplicates: number
}
