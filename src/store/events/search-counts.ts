import type { Row } from './duckdb.ts'
import type { Extent, Histogram, HistogramRequest, SearchRequest } from './event-store.ts'
import { histogramStep } from './histogram-steps.ts'
import { hourColumn, hourMicros, hourSql } from './hour-column.ts'
import type { SearchPlace } from './search-page.ts'
import { type Bounded, requestedSpan, segmentsWithin, spanOfSegments } from './search-window.ts'
import type { FileGroup } from './segment-source.ts'
import type { SegmentRow } from './segments.ts'
import { SqlValues } from './sql.ts'

export async function countEvents({ database, source }: SearchPlace, request: SearchRequest, segments: readonly SegmentRow[]): Promise<number> {
  const { incident, query, withDuplicates, signal } = request
  const span = requestedSpan(request)
  const near = segmentsWithin(segments, span)
  if (near.length === 0) return 0
  const values = new SqlValues()
  const groups = await source.groups({ incident, segments: near, span, query, withDuplicates }, { values, signal })
  const counts = groups.map(({ from }) => `SELECT count(*) AS n ${from}`)
  const [row] = await database.rows(values.sql(`SELECT sum(n)::BIGINT AS n FROM (${counts.join(' UNION ALL ')})`), signal)
  return countAt(row, 'n')
}

export async function histogramOf({ database, source }: SearchPlace, request: HistogramRequest, segments: readonly SegmentRow[]): Promise<Histogram> {
  const { incident, query, withDuplicates, signal, bars: wanted } = request
  const span = requestedSpan(request)
  const near = segmentsWithin(segments, span)
  const whole = spanOfSegments(near)
  const bounds = whole === undefined ? undefined : within(whole, span)
  const step = histogramStep(bounds ?? emptySpan, wanted)
  if (bounds === undefined) return { step, bars: [], total: 0 }
  const values = new SqlValues()
  const groups = await source.groups({ incident, segments: near, span, query, withDuplicates }, { values, signal })
  // Numbered from the first bar on, so that the numbers are small and never negative.
  const origin = bounds.from - (((bounds.from % step) + step) % step)
  const selects = groups.map((group) => `SELECT slot, count(*) AS n FROM (${barsOf(group, { origin, step, withDuplicates })}) GROUP BY slot`)
  const bar = step % hourMicros === 0n ? `((slot - ${origin / hourMicros}) // ${step / hourMicros})` : 'slot'
  const text = `SELECT ${bar}::INTEGER AS bar, sum(n)::BIGINT AS n FROM (${selects.join(' UNION ALL ')}) GROUP BY bar ORDER BY bar`
  const rows = await database.rows(values.sql(text), signal)
  const bars = rows.map((row) => ({ start: origin + BigInt(String(row['bar'])) * step, count: countAt(row, 'n') }))
  return { step, bars, total: bars.reduce((sum, { count }) => sum + count, 0) }
}

interface Bars extends Pick<HistogramRequest, 'withDuplicates'> {
  /** Start of the first bar, and width of all, in microseconds. */
  readonly origin: bigint
  readonly step: bigint
}

/** Where each event stands: its hour where bars are whole hours, which takes no times to read in most segments; else the number of its bar. */
function barsOf({ from, hasHours }: FileGroup, { origin, step, withDuplicates }: Bars): string {
  if (step % hourMicros !== 0n) return `SELECT ((epoch_us("time") - ${origin}) // ${step})::INTEGER AS slot ${from}`
  return `SELECT ${hasHours && withDuplicates !== true ? hourColumn : hourSql} AS slot ${from}`
}

const emptySpan: Bounded = { from: 0n, before: 1n }

/** What is asked for, where it is asked for; else what there is. */
function within(whole: Bounded, { from = whole.from, before = whole.before }: { from?: bigint; before?: bigint }): Bounded | undefined {
  return before > from ? { from, before } : undefined
}

export async function extentOf({ database, source }: SearchPlace, incident: string, segments: readonly SegmentRow[]): Promise<Extent | undefined> {
  const full = segments.filter(({ rows }) => rows > 0)
  const whole = spanOfSegments(full)
  if (whole === undefined) return undefined
  const events = await countEvents({ database, source }, { incident, query: { kind: 'everything' } }, full)
  const rows = full.reduce((sum, segment) => sum + segment.rows, 0)
  return { first: whole.from, last: whole.before - 1n, events, duplicates: rows - events }
}

export function countAt(row: Row | undefined, name: string): number {
  const value = row?.[name]
  return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : 0
}
