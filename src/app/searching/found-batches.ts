import { AppError } from '../../base/error.ts'
import { readCursor } from '../../store/events/cursor.ts'
import type { EventStore, FoundEvent, SearchRequest } from '../../store/events/event-store.ts'
import { readQuery } from './read-query.ts'

/** Which of the events that match are wanted, and in which order. */
export interface FoundView {
  readonly order?: 'oldest' | 'newest'
  /** All where absent. */
  readonly limit?: number
  /** `next` of the batch that was the last: only what stands behind it. */
  readonly cursor?: string
}

/** Some of the events that were found. */
export interface FoundBatch {
  readonly events: readonly FoundEvent[]
  /** Where to go on; absent where nothing is left, or where all of them were asked for from the first one on. */
  readonly next?: string
}

const pageSize = 500

/** Events that match, a batch at a time: at once where all are wanted, else page by page. Throws `invalid` for a cursor that no page of this incident gave out. */
export async function* foundBatches(store: EventStore, request: SearchRequest, view: FoundView): AsyncGenerator<FoundBatch> {
  const isWhole = view.order !== 'newest' && view.limit === undefined && view.cursor === undefined
  if (isWhole) for await (const events of store.export(request)) yield { events }
  else yield* foundPages(store, request, view)
}

async function* foundPages(
  store: EventStore,
  request: SearchRequest,
  { order = 'oldest', limit = Infinity, cursor: first }: FoundView,
): AsyncGenerator<FoundBatch> {
  if (first !== undefined) await checkCursor(store, request, first)
  let cursor = first
  let left = limit
  do {
    const page = await store.page({ ...request, order, limit: Math.min(pageSize, left), ...(cursor === undefined ? {} : { cursor }) })
    if (page.events.length > 0) yield page
    left -= page.events.length
    cursor = page.next
  } while (cursor !== undefined && left > 0)
}

/** A cursor of another incident would be a place between events like any other: pages behind it would begin anywhere. */
async function checkCursor(store: EventStore, { incident, signal }: SearchRequest, cursor: string): Promise<void> {
  const { evidence } = readCursor(cursor)
  const query = readQuery(`evidence:${evidence}`)
  const page = await store.page({ incident, query, order: 'oldest', limit: 1, withDuplicates: true, ...(signal === undefined ? {} : { signal }) })
  if (page.events.length > 0) return
  throw new AppError(
    'invalid',
    `This cursor belongs to no event of ${incident}: its evidence is of another incident, or was taken out; start again without it`,
  )
}
