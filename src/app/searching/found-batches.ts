import type { EventStore, FoundEvent, SearchRequest } from '../../store/events/event-store.ts'
import { markOf, readPageCursor, writePageCursor } from './page-cursor.ts'

/** Which of the events that match are wanted, and in which order. */
export interface FoundView {
  readonly order?: 'oldest' | 'newest'
  /** All where absent. */
  readonly limit?: number
  /** `next` of the batch that was the last: only what stands behind it. */
  readonly cursor?: string
}

/** A search, with its query as it was written too. */
export type FoundRequest = SearchRequest & { readonly q: string }

/** Some of the events that were found. */
export interface FoundBatch {
  readonly events: readonly FoundEvent[]
  /** Where to go on; absent where nothing is left, or where all of them were asked for from the first one on. */
  readonly next?: string
}

const pageSize = 500

/** Events that match, a batch at a time: at once where all are wanted, else page by page. Throws `invalid` for a cursor that no page of this search gave out. */
export async function* foundBatches(store: EventStore, request: FoundRequest, view: FoundView): AsyncGenerator<FoundBatch> {
  const isWhole = view.order !== 'newest' && view.limit === undefined && view.cursor === undefined
  if (isWhole) for await (const events of store.export(request)) yield { events }
  else yield* foundPages(store, request, view)
}

async function* foundPages(
  store: EventStore,
  request: FoundRequest,
  { order = 'oldest', limit = Infinity, cursor: first }: FoundView,
): AsyncGenerator<FoundBatch> {
  const mark = markOf(request.q, request, order)
  let cursor = first === undefined ? undefined : readPageCursor(first, mark)
  let left = limit
  do {
    const page = await store.page({ ...request, order, limit: Math.min(pageSize, left), ...(cursor === undefined ? {} : { cursor }) })
    if (page.events.length > 0) yield { events: page.events, ...(page.next === undefined ? {} : { next: writePageCursor(page.next, mark) }) }
    left -= page.events.length
    cursor = page.next
  } while (cursor !== undefined && left > 0)
}
