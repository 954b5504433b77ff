import { AppError } from '../../base/error.ts'
import type { Query } from '../../query/query.ts'
import { idCondition, queryCondition } from './compile-query.ts'
import type { EventKey } from './cursor.ts'
import { type DuckDb, openDuckDb } from './duckdb.ts'
import type { EventStore, FoundEvent, NeighbourRequest, Neighbours, SearchRequest } from './event-store.ts'
import { countEvents, extentOf, histogramOf } from './search-counts.ts'
import { MissingSegmentError } from './search-error.ts'
import { eventsInOrder, keyOf, type SearchPlace, searchPage, storedColumns } from './search-page.ts'
import { completeValues, ownFieldNames, topValues } from './search-values.ts'
import { segmentsWithin } from './search-window.ts'
import { SegmentSource } from './segment-source.ts'
import type { SegmentLedger, SegmentRow } from './segments.ts'
import { SqlValues } from './sql.ts'
import { storedEvent } from './stored-event.ts'

export interface ParquetEventsOptions {
  /** The data folder: segments lie in `<data>/events/<incident>/`. Absolute. */
  readonly dataFolder: string
  readonly ledger: Pick<SegmentLedger, 'segments'>
  /** Where DuckDB's own temporary folder is made. */
  readonly temporary?: string
  /** Bytes DuckDB may use; 400 MB unless told otherwise. */
  readonly memory?: number
  readonly threads?: number
}

/** The segments of a data folder, searched by one DuckDB in memory that is made at the first search. One a process. */
export function openParquetEvents({ dataFolder, ledger, ...options }: ParquetEventsOptions): EventStore {
  const database = openDuckDb({ folder: `${dataFolder}/events`, ...options })
  return new ParquetEvents({ database, ledger, source: new SegmentSource(dataFolder, database) })
}

const everything: Query = { kind: 'everything' }
const exportBatch = 1_000
const largestPiece = 20_000_000

class ParquetEvents implements EventStore {
  readonly #place: SearchPlace
  readonly #database: DuckDb
  readonly #ledger: Pick<SegmentLedger, 'segments'>

  constructor({ database, ledger, source }: SearchPlace & { ledger: Pick<SegmentLedger, 'segments'> }) {
    this.#place = { database, source }
    this.#database = database
    this.#ledger = ledger
  }

  page: EventStore['page'] = (request) => this.#read(request.incident, (segments) => searchPage(this.#place, request, segments))
  count: EventStore['count'] = (request) => this.#read(request.incident, (segments) => countEvents(this.#place, request, segments))
  histogram: EventStore['histogram'] = (request) => this.#read(request.incident, (segments) => histogramOf(this.#place, request, segments))
  top: EventStore['top'] = (request) => this.#read(request.incident, (segments) => topValues(this.#place, request, segments))
  values: EventStore['values'] = (request) => this.#read(request.incident, (segments) => completeValues(this.#place, request, segments))
  ownFields: EventStore['ownFields'] = (incident) => this.#read(incident, (segments) => ownFieldNames(this.#place, incident, segments))
  extent: EventStore['extent'] = (incident) => this.#read(incident, (segments) => extentOf(this.#place, incident, segments))

  async event(incident: string, id: string, signal?: AbortSignal): Promise<FoundEvent | undefined> {
    return (await this.#read(incident, (segments) => this.#one(incident, { id, signal }, segments)))?.event
  }

  async neighbours({ incident, id, before, after, query = everything, signal }: NeighbourRequest): Promise<Neighbours> {
    return this.#read(incident, async (segments) => {
      const found = await this.#one(incident, { id, signal }, segments)
      if (found === undefined) throw new AppError('not-found', `There is no event "${id.slice(0, 100)}" in ${incident}`)
      const beside = async (order: 'oldest' | 'newest', limit: number): Promise<readonly FoundEvent[]> =>
        limit < 1 ? [] : (await eventsInOrder(this.#place, { incident, query, order, limit, after: found.key, signal }, segments)).events
      const [earlier, later] = [await beside('newest', before), await beside('oldest', after)]
      return { before: [...earlier].reverse(), event: found.event, after: later }
    })
  }

  async *export(request: SearchRequest): AsyncGenerator<readonly FoundEvent[]> {
    let after: EventKey | undefined
    let firstPiece: number | undefined
    do {
      const page = { ...request, order: 'oldest' as const, limit: exportBatch, after, firstPiece }
      const { events, next, piece } = await this.#read(request.incident, (segments) => eventsInOrder(this.#place, page, segments))
      if (events.length > 0) yield events
      after = next
      // Where matches are far apart the next batch looks through as much at once.
      firstPiece = Math.min(piece, largestPiece)
    } while (after !== undefined)
  }

  async close(): Promise<void> {
    await this.#database.close()
  }

  /** An event by its id, with its place among all. */
  async #one(incident: string, { id, signal }: { id: string; signal?: AbortSignal }, segments: readonly SegmentRow[]) {
    const values = new SqlValues()
    const byParts = idCondition(id.toLowerCase())
    const test: Query = { kind: 'field', field: { kind: 'event', name: 'event.id' }, test: { op: 'is', value: id } }
    const full = segmentsWithin(segments, {})
    if (full.length === 0) return undefined
    const condition = byParts ?? queryCondition(test, { values, ownColumn: () => undefined, isEmpty: () => false })
    const { database, source } = this.#place
    const [row] = await database.rows(values.sql(`SELECT ${storedColumns} FROM ${source.files(incident, full)} WHERE ${condition} LIMIT 1`), signal)
    return row === undefined ? undefined : { event: storedEvent(row), key: keyOf(row) }
  }

  /** Runs a search over the segments that are there; anew where another process compacted some of them meanwhile. */
  async #read<T>(incident: string, search: (segments: readonly SegmentRow[]) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const segments = await this.#ledger.segments(incident)
      try {
        return await search(segments)
      } catch (error) {
        if (!(error instanceof MissingSegmentError)) throw error
        if (attempt >= 3) throw new AppError('missing', `A file of events of ${incident} is missing: check the data folder`, { cause: error.cause })
      }
    }
  }
}
