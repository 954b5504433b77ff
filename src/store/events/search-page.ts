import { DuckDBTimestampValue } from '@duckdb/node-api'
import { eventColumns } from './columns.ts'
import { type EventKey, readCursor, writeCursor } from './cursor.ts'
import type { DuckDb, Row } from './duckdb.ts'
import type { EventPage, FoundEvent, PageRequest } from './event-store.ts'
import { nextPiece, overlap, requestedSpan, type Bounded, segmentsWithin, type Span, spanOfSegments } from './search-window.ts'
import type { SegmentSource } from './segment-source.ts'
import type { SegmentRow } from './segments.ts'
import { quoteName, SqlValues, timeLiteral } from './sql.ts'
import { storedEvent } from './stored-event.ts'

export interface SearchPlace {
  readonly database: DuckDb
  readonly source: SegmentSource
}

/** About how many events the first piece of time holds that a page is looked for in; each further piece holds more, by this factor. */
const firstPiece = 20_000
const growth = 8

export const mostOnPage = 5_000

/** What `storedEvent` and `keyOf` need. Never `*`: segments differ in their columns of own fields. */
export const storedColumns = [...eventColumns.map(({ name }) => quoteName(name)), 'file', 'file_row_number'].join(', ')

/** An event that was found, and where: its file and row. */
interface FoundKey extends EventKey {
  readonly file: string
  readonly row: bigint
}

/** Where to look from: a key that was the last, or a whole span. */
export type KeyRequest = Omit<PageRequest, 'cursor'> & { readonly after?: EventKey; readonly firstPiece?: number }

/**
 * One page. The events are found piece of time by piece of time with the columns that the search needs; only those of the page are then read as a whole.
 */
export async function searchPage(place: SearchPlace, { cursor, ...request }: PageRequest, segments: readonly SegmentRow[]): Promise<EventPage> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const { events, next } = await eventsInOrder(place, { ...request, ...(after === undefined ? {} : { after }) }, segments)
  return { events, ...(next === undefined ? {} : { next: writeCursor(next) }) }
}

/** The events behind a key in an order; `next` is the last one's where there are more, `piece` how much time had to be looked through. */
export async function eventsInOrder(
  place: SearchPlace,
  request: KeyRequest,
  segments: readonly SegmentRow[],
): Promise<{ events: FoundEvent[]; next?: EventKey; piece: number }> {
  const limit = Math.min(Math.max(1, Math.floor(request.limit)), mostOnPage)
  const { keys, piece } = await findKeys(place, { ...request, limit: limit + 1 }, segments)
  const page = keys.slice(0, limit)
  const events = await fetchEvents(place, { incident: request.incident, keys: page, signal: request.signal }, segments)
  const last = page.at(-1)
  return { events, piece, ...(keys.length > limit && last !== undefined ? { next: last } : {}) }
}

async function findKeys(place: SearchPlace, request: KeyRequest, segments: readonly SegmentRow[]): Promise<{ keys: FoundKey[]; piece: number }> {
  const { order, after } = request
  const span = overlap(requestedSpan(request), after === undefined ? {} : order === 'oldest' ? { from: after.time } : { before: after.time + 1n })
  const near = segmentsWithin(segments, span)
  const whole = spanOfSegments(near)
  const keys: FoundKey[] = []
  let piece = request.firstPiece ?? firstPiece
  let left = whole === undefined ? undefined : boundedBy(span, whole)
  while (left !== undefined && left.before > left.from && keys.length < request.limit) {
    const now = nextPiece(near, { span: left, rows: piece, order })
    keys.push(...(await keysWithin(place, { ...request, limit: request.limit - keys.length }, { span: now, segments: segmentsWithin(near, now) })))
    left = order === 'oldest' ? { from: now.before, before: left.before } : { from: left.from, before: now.from }
    if (keys.length < request.limit) piece *= growth
  }
  return { keys, piece }
}

function boundedBy({ from, before }: Span, whole: Bounded): Bounded {
  return {
    from: from === undefined || from < whole.from ? whole.from : from,
    before: before === undefined || before > whole.before ? whole.before : before,
  }
}

async function keysWithin(
  { database, source }: SearchPlace,
  request: KeyRequest,
  { span, segments }: { span: Span; segments: readonly SegmentRow[] },
): Promise<FoundKey[]> {
  const { incident, query, withDuplicates, order, after, signal } = request
  if (segments.length === 0) return []
  const values = new SqlValues()
  const condition = after === undefined ? undefined : behindKey(after, order, values)
  const groups = await source.groups({ incident, segments, span, query, withDuplicates, condition }, { values, signal })
  const selects = groups.map(({ from }) => `SELECT "time", evidence, "offset", part, file, file_row_number ${from}`)
  const way = order === 'oldest' ? 'ASC' : 'DESC'
  const by = ['"time"', 'evidence', '"offset"', 'part'].map((column) => `${column} ${way}`).join(', ')
  const rows = await database.rows(values.sql(`${selects.join(' UNION ALL ')} ORDER BY ${by} LIMIT ${request.limit}`), signal)
  return rows.map(keyOf)
}

function behindKey({ time, evidence, offset, part }: EventKey, order: 'oldest' | 'newest', values: SqlValues): string {
  const [sign, at] = [order === 'oldest' ? '>' : '<', timeLiteral(time)]
  const item = values.add(evidence)
  const inItem = `("offset" ${sign} ${offset} OR ("offset" = ${offset} AND part ${sign} ${part}))`
  return `("time" ${sign} ${at} OR ("time" = ${at} AND (evidence ${sign} ${item} OR (evidence = ${item} AND ${inItem}))))`
}

/** The key of a row that has its columns, with where it stands. */
export function keyOf(row: Row): FoundKey {
  const { time, evidence, offset, part, file } = {
    time: row['time'],
    evidence: row['evidence'],
    offset: row['offset'],
    part: row['part'],
    file: row['file'],
  }
  const isKey = time instanceof DuckDBTimestampValue && typeof offset === 'bigint' && typeof part === 'number'
  if (!isKey) throw new TypeError('A row of a segment has no key')
  return { time: time.micros, evidence: String(evidence), offset, part, file: String(file), row: BigInt(String(row['file_row_number'])) }
}

/** Whole events by where they stand, in the order of the keys. */
async function fetchEvents(
  { database, source }: SearchPlace,
  { incident, keys, signal }: { incident: string; keys: readonly FoundKey[]; signal?: AbortSignal },
  segments: readonly SegmentRow[],
): Promise<FoundEvent[]> {
  const names = new Map(segments.map(({ name }) => [source.path(incident, name), name]))
  const rowsByFile = Map.groupBy(keys, ({ file }) => file)
  const selects = [...rowsByFile].map(([file, found]) => {
    const rows = found.map(({ row }) => row)
    const bounds = `file_row_number BETWEEN ${least(rows)} AND ${most(rows)}`
    return `SELECT ${storedColumns} FROM ${source.files(incident, [{ name: names.get(file) ?? '' }])} WHERE ${bounds} AND file_row_number IN (${rows.join(', ')})`
  })
  if (selects.length === 0) return []
  const rows = await database.rows({ text: selects.join(' UNION ALL '), values: [] }, signal)
  const byPlace = new Map(rows.map((row) => [`${String(row['file_row_number'])} ${String(row['file'])}`, row]))
  return keys.map(({ row, file }) => {
    const found = byPlace.get(`${row} ${file}`)
    if (found === undefined) throw new TypeError('A row of a segment that was found cannot be read')
    return storedEvent(found)
  })
}

function least(rows: readonly bigint[]): bigint {
  return rows.reduce((a, b) => (b < a ? b : a))
}

function most(rows: readonly bigint[]): bigint {
  return rows.reduce((a, b) => (b > a ? b : a))
}
