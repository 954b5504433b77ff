import type {
  Completion,
  CompletionQuery,
  EventDetail,
  EventExtent,
  EventHistogram,
  ExportQuery,
  HistogramQuery,
  NeighboursAnswer,
  NeighboursQuery,
  PageQuery,
  SearchPage,
  SearchQuery,
  TopAnswer,
  TopQuery,
  WhyEmpty,
} from '../../api/search.ts'
import { parseInstant } from '../../base/instant.ts'
import { z } from 'zod'
import { AppError } from '../../base/error.ts'
import type { EventStore, Neighbours, SearchRequest } from '../../store/events/event-store.ts'
import { flatEvent } from '../reading/flat-event.ts'
import { completeAt } from './complete-at.ts'
import { eventRow, microsText } from './event-row.ts'
import { exportHeader, exportLine } from './export-lines.ts'
import { type FoundBatch, foundBatches, type FoundView } from './found-batches.ts'
import { markOf, readPageCursor, writePageCursor } from './page-cursor.ts'
import { ownPath, readField, readQuery } from './read-query.ts'
import { whyEmpty } from './why-empty.ts'

/** Searching the events of incidents. Every failure is an AppError: `not-found`, `invalid` (with the place in the search text), `cancelled`, `too-costly`. */
export interface SearchDesk {
  page(id: string, query: PageQuery, signal?: AbortSignal): Promise<SearchPage>
  histogram(id: string, query: HistogramQuery, signal?: AbortSignal): Promise<EventHistogram>
  top(id: string, query: TopQuery, signal?: AbortSignal): Promise<TopAnswer>
  complete(id: string, query: CompletionQuery, signal?: AbortSignal): Promise<Completion>
  event(id: string, event: string, signal?: AbortSignal): Promise<EventDetail>
  /** Events of all sources right before and after one, as they were found. */
  around(id: string, event: string, query: NeighboursQuery & { signal?: AbortSignal }): Promise<Neighbours>
  neighbours(id: string, event: string, query: NeighboursQuery & { signal?: AbortSignal }): Promise<NeighboursAnswer>
  extent(id: string): Promise<EventExtent>
  /** Every event that matches, oldest first, as text in parts. The search has begun to answer when this resolves. */
  export(id: string, query: ExportQuery, signal?: AbortSignal): Promise<EventExport>
  /** Events as they were found, a batch at a time, for what is printed in another way. `invalid` for a cursor that does not belong. */
  found(id: string, query: SearchQuery & FoundView, signal?: AbortSignal): AsyncIterable<FoundBatch>
  count(id: string, query: SearchQuery, signal?: AbortSignal): Promise<number>
  /** What to look at first where a search found nothing: terms that find nothing even alone. */
  whyEmpty(id: string, query: SearchQuery, signal?: AbortSignal): Promise<WhyEmpty>
  close(): Promise<void>
}

export type { FoundEvent } from '../../store/events/event-store.ts'
export type { EventHistogram as FoundHistogram, EventRow as FoundRow, TopAnswer as FoundTop } from '../../api/search.ts'

export type { FoundBatch, FoundView } from './found-batches.ts'

/** Events leaving the program as a file. */
export interface EventExport {
  readonly file: string
  readonly mediaType: string
  readonly parts: AsyncIterable<string>
}

/** What searching works with. */
export interface SearchTools {
  /** Opens where events are kept; called once, when something is first searched. */
  openEvents(): Promise<EventStore>
  /** Throws `not-found` where there is no such incident. */
  checkIncident(id: string): Promise<void>
  /** Evidence items of an incident, and how many of them have not been read into events. */
  items(id: string): Promise<{ readonly items: number; readonly unread: number }>
}

const mostDuplicates = 50
const exportTypes = { jsonl: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const

/** Opens the desk; where events are kept is opened when something is first searched. */
export function openSearchDesk(tools: SearchTools): SearchDesk {
  let opening: Promise<EventStore> | undefined
  const open = async (id: string): Promise<EventStore> => {
    await tools.checkIncident(id)
    opening ??= tools.openEvents().catch((error: unknown) => {
      // Asked again, it may be there.
      opening = undefined
      throw error
    })
    return opening
  }
  return {
    async page(id, query, signal) {
      const { order, limit, cursor, own } = query
      const store = await open(id)
      const columns = own.flatMap((name) => {
        const path = ownPath(name)
        return path === undefined ? [] : [{ name, path }]
      })
      const request = requestOf(id, query, signal)
      const mark = markOf(query.q, request, order)
      const page = await store.page({ ...request, order, limit, ...(cursor === undefined ? {} : { cursor: readPageCursor(cursor, mark) }) })
      const next = page.next === undefined ? {} : { next: writePageCursor(page.next, mark) }
      return { rows: page.events.map((found) => eventRow(found, columns)), ...next }
    },
    histogram: async (id, query, signal) => histogram(await open(id), { ...requestOf(id, query, signal), bars: query.bars }),
    async top(id, query, signal) {
      const store = await open(id)
      const field = readField(query.field)
      const isRarest = query.order === 'rare'
      const { values, others, absent } = await store.top({ ...requestOf(id, query, signal), field, limit: query.limit, isRarest })
      return { field, values: values.map((one) => ({ ...one })), others, absent }
    },
    complete: async (id, query, signal) => completeAt(await open(id), { incident: id, ...query, ...(signal === undefined ? {} : { signal }) }),
    event: async (id, event, signal) => detail(await open(id), { id, event, signal }),
    around: async (id, event, query) => neighboursOf(await open(id), { ...query, id, event }),
    async neighbours(id, event, query) {
      const around = await neighboursOf(await open(id), { ...query, id, event })
      return {
        before: around.before.map((found) => eventRow(found)),
        event: eventRow(around.event),
        after: around.after.map((found) => eventRow(found)),
      }
    },
    extent: async (id) => extent(await open(id), id, tools),
    export: async (id, query, signal) => exportOf(await open(id), id, query, signal),
    async *found(id, query, signal) {
      yield* foundBatches(await open(id), { ...requestOf(id, query, signal), q: query.q }, query)
    },
    count: async (id, query, signal) => (await open(id)).count(requestOf(id, query, signal)),
    whyEmpty: async (id, query, signal) => ({ terms: await whyEmpty(await open(id), requestOf(id, query, signal)) }),
    async close() {
      // What could not be opened needs no closing.
      await opening?.then(
        (store) => store.close(),
        () => undefined,
      )
    },
  }
}

function requestOf(incident: string, { q, from, before, duplicates }: SearchQuery, signal: AbortSignal | undefined): SearchRequest {
  return {
    incident,
    query: readQuery(q),
    ...(from === undefined ? {} : { from: microsOf(from) }),
    ...(before === undefined ? {} : { before: microsOf(before) }),
    ...(duplicates === '1' ? { withDuplicates: true } : {}),
    ...(signal === undefined ? {} : { signal }),
  }
}

/** Microseconds since 1970; a bound finer than that is moved to the next one, which asks for the same events. */
function microsOf(text: string): bigint {
  const instant = parseInstant(text)
  if (instant === undefined) throw new AppError('invalid', `"${text}" is no time with its zone; write it as 2026-03-01T10:00:00Z`)
  const micros = instant / 1_000n
  return micros * 1_000n < instant ? micros + 1n : micros
}

async function histogram(store: EventStore, request: SearchRequest & { readonly bars: number }): Promise<EventHistogram> {
  const { step, bars, total } = await store.histogram(request)
  return { stepMs: Number(step / 1_000n), bars: bars.map(({ start, count }) => ({ start: microsText(start, 'millisecond'), count })), total }
}

function neighboursOf(
  store: EventStore,
  wanted: NeighboursQuery & { readonly id: string; readonly event: string; readonly signal?: AbortSignal },
): Promise<Neighbours> {
  const { id, event, q, before, after, signal } = wanted
  const query = q.trim() === '' ? {} : { query: readQuery(q) }
  return store.neighbours({ incident: id, id: event, before, after, ...query, ...(signal === undefined ? {} : { signal }) })
}

async function detail(store: EventStore, wanted: { id: string; event: string; signal: AbortSignal | undefined }): Promise<EventDetail> {
  const { id, event, signal } = wanted
  const found = await store.event(id, event, signal)
  if (found === undefined) throw new AppError('not-found', `${id} has no event ${event}; its evidence may have been taken out or read anew`)
  const page = await store.page({
    incident: id,
    query: { kind: 'field', field: { kind: 'event', name: 'event.duplicate_of' }, test: { op: 'is', value: event } },
    order: 'oldest',
    limit: mostDuplicates,
    withDuplicates: true,
    ...(signal === undefined ? {} : { signal }),
  })
  return {
    row: eventRow(found),
    event: z.record(z.string(), z.json()).parse(flatEvent(found.event)),
    duplicates: page.events.map((one) => eventRow(one)),
  }
}

async function extent(store: EventStore, id: string, tools: SearchTools): Promise<EventExtent> {
  const [known, items] = await Promise.all([store.extent(id), tools.items(id)])
  if (known === undefined) return { events: 0, duplicates: 0, ...items }
  return { events: known.events, duplicates: known.duplicates, first: microsText(known.first), last: microsText(known.last), ...items }
}

async function exportOf(store: EventStore, id: string, query: ExportQuery, signal: AbortSignal | undefined): Promise<EventExport> {
  const { format } = query
  const batches = store.export(requestOf(id, query, signal))[Symbol.asyncIterator]()
  // The first batch before the first byte: what is wrong with a search is then an answer, not a file that breaks off.
  const first = await batches.next()
  async function* parts(): AsyncGenerator<string> {
    try {
      yield exportHeader(format)
      for (let batch = first; batch.done !== true; batch = await batches.next()) yield batch.value.map((found) => exportLine(format, found)).join('')
    } finally {
      await batches.return?.()
    }
  }
  return { file: `${id}-events.${format}`, mediaType: exportTypes[format], parts: parts() }
}
