import type { Query } from '../../query/query.ts'
import type { SearchRequest } from './event-store.ts'
import type { SegmentRow } from './segments.ts'

/** A time span, microseconds since 1970 UTC: `from` included, `before` excluded; open where absent. */
export interface Span {
  readonly from?: bigint
  readonly before?: bigint
}

/** The span that a search asks for, by its bounds and by the times its query cannot do without. */
export function requestedSpan({ query, from, before }: Pick<SearchRequest, 'query' | 'from' | 'before'>): Span {
  return timesOf(query).reduce<Span>(overlap, { from, before })
}

function timesOf(query: Query): readonly Span[] {
  if (query.kind === 'time') return [query]
  return query.kind === 'and' ? query.parts.flatMap(timesOf) : []
}

/** The part of both spans; empty where `before` is not after `from`. */
export function overlap(a: Span, b: Span): Span {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from
  const before = a.before === undefined || (b.before !== undefined && b.before < a.before) ? b.before : a.before
  return { from, before }
}

/** Segments that may hold events of the span. */
export function segmentsWithin(segments: readonly SegmentRow[], { from, before }: Span): SegmentRow[] {
  return segments.filter(({ first, last, rows }) => rows > 0 && (from === undefined || last >= from) && (before === undefined || first < before))
}

/** Whether every event of a segment lies in the span. */
export function isWithin({ first, last }: SegmentRow, { from, before }: Span): boolean {
  return (from === undefined || first >= from) && (before === undefined || last < before)
}

/** The span of what segments hold; undefined where there are none. */
export function spanOfSegments(segments: readonly SegmentRow[]): { from: bigint; before: bigint } | undefined {
  const [one] = segments
  if (one === undefined) return undefined
  let from = one.first
  let last = one.last
  for (const segment of segments) {
    if (segment.first < from) from = segment.first
    if (segment.last > last) last = segment.last
  }
  return { from, before: last + 1n }
}

/**
 * The piece at the beginning of the span (its end, for the newest first) that holds about this many events, taking every segment's as spread evenly. Pages
 * are looked for in such pieces, so that the first page needs no sorting of all there is. Answers the whole span where it holds no more.
 */
export function nextPiece(
  segments: readonly SegmentRow[],
  { span, rows, order }: { span: Bounded; rows: number; order: 'oldest' | 'newest' },
): Bounded {
  const piece = (at: bigint): Bounded => (order === 'oldest' ? { from: span.from, before: at } : { from: at, before: span.before })
  let low = span.from
  let high = span.before
  if (rowsWithin(segments, span) <= rows) return span
  while (high - low > 1n) {
    const middle = low + (high - low) / 2n
    const isEnough = rowsWithin(segments, piece(middle)) >= rows
    if (isEnough === (order === 'oldest')) high = middle
    else low = middle
  }
  return piece(order === 'oldest' ? high : low)
}

export interface Bounded {
  readonly from: bigint
  readonly before: bigint
}

function rowsWithin(segments: readonly SegmentRow[], { from, before }: Bounded): number {
  let sum = 0
  for (const { first, last, rows } of segments) {
    const start = first > from ? first : from
    const end = last + 1n < before ? last + 1n : before
    if (end > start) sum += (rows * Number(end - start)) / Number(last + 1n - first)
  }
  return sum
}
