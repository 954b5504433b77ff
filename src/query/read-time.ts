import { endOfPrecision, instantFrom, parseWrittenTime } from '../base/instant.ts'
import type { Comparison, TimeTest } from './query.ts'

/** A time as a search writes it: its first microsecond and the one after its last. */
export interface Span {
  readonly from: bigint
  readonly before: bigint
}

/** Why a time cannot be read, and what to write instead. */
export interface TimeFault {
  readonly fault: string
  readonly hint: string
}

const firstYear = 1000
const earliest = -30_610_224_000_000_000n
/** An hour before the year 10000 begins. */
const latest = 253_402_297_200_000_000n
const units: Readonly<Record<string, bigint>> = {
  s: 1_000_000n,
  m: 60_000_000n,
  min: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
  w: 604_800_000_000n,
}
const hint =
  'Write 2026-03, 2026-03-01, 2026-03-01T10:00Z, 2026-03-01T10:00:05.250+01:00, or a range 2026-03-01..2026-03-03 or 2026-03-01..; without a zone it is UTC'

/** Times between two written ones, `2026-03-01..2026-03-03`, the whole of both included, or with one end open; or one written time, all of it. */
export function readTimeRange(text: string, nowUs: bigint | undefined): TimeTest | TimeFault {
  const dots = text.indexOf('..')
  if (dots === -1) {
    const span = readSpan(text, nowUs)
    return 'fault' in span ? span : { kind: 'time', ...span }
  }
  const [start, end] = [text.slice(0, dots), text.slice(dots + 2)]
  if (end === '') return readTimeBound('>=', start, nowUs)
  if (start === '') return readTimeBound('<=', end, nowUs)
  const first = readSpan(start, nowUs)
  if ('fault' in first) return first
  const last = readSpan(end, nowUs)
  if ('fault' in last) return last
  if (last.before <= first.from) return { fault: 'The range ends before it begins', hint: 'Write the earlier time first' }
  return { kind: 'time', from: first.from, before: last.before }
}

/** The times before or after a written one. `>` a day is after the whole of it, `<=` a day includes the whole of it. */
export function readTimeBound(comparison: Comparison, text: string, nowUs: bigint | undefined): TimeTest | TimeFault {
  const span = readSpan(text, nowUs)
  if ('fault' in span) return span
  switch (comparison) {
    case '>=':
      return { kind: 'time', from: span.from }
    case '>':
      return { kind: 'time', from: span.before }
    case '<':
      return { kind: 'time', before: span.from }
    case '<=':
      return { kind: 'time', before: span.before }
  }
}

function readSpan(text: string, nowUs: bigint | undefined): Span | TimeFault {
  const relative = /^-(\d{1,6})(s|min|m|h|d|w)$/i.exec(text)
  if (relative !== null) return relativeSpan(BigInt(relative[1] ?? 0), (relative[2] ?? '').toLowerCase(), nowUs)
  if (text.toLowerCase() === 'now') return relativeSpan(0n, 's', nowUs)
  const coarse = /^(\d{4})(?:-(\d{2}))?$/.exec(text)
  const span = coarse === null ? calendarSpan(text) : coarseSpan(Number(coarse[1]), coarse[2])
  return span ?? { fault: `"${text}" is no date or time`, hint }
}

function relativeSpan(count: bigint, unit: string, nowUs: bigint | undefined): Span | TimeFault {
  if (nowUs === undefined) return { fault: 'A time counted from now has no meaning here', hint }
  const at = nowUs - count * (units[unit] ?? 1n)
  return said({ from: at, before: at + 1n })
}

/** Microseconds since 1970 kept within the years that four digits write, from 1000 on. */
export function clampTime(micros: bigint): bigint {
  return micros < earliest ? earliest : micros > latest ? latest : micros
}

function said({ from, before }: Span): Span {
  return { from: clampTime(from), before: clampTime(before) }
}

function coarseSpan(year: number, monthText: string | undefined): Span | undefined {
  const month = Number(monthText ?? 1)
  if (year < firstYear || month < 1 || month > 12) return undefined
  const nextMonth = monthText === undefined ? { year: year + 1, month: 1 } : { year: year + Math.floor(month / 12), month: (month % 12) + 1 }
  return said({ from: monthStart(year, month), before: monthStart(nextMonth.year, nextMonth.month) })
}

function monthStart(year: number, month: number): bigint {
  return instantFrom({ year, month, day: 1, hour: 0, minute: 0, second: 0, nanos: 0 }) / 1000n
}

function calendarSpan(text: string): Span | undefined {
  const written = parseWrittenTime(text)
  if (written === undefined || written.calendar.year < firstYear) return undefined
  const start = instantFrom(written.calendar, written.offsetMinutes ?? 0)
  return said({ from: floorMicros(start), before: floorMicros(endOfPrecision(start, written.precision)) + 1n })
}

/** Events are kept to the microsecond; a nanosecond stands for the microsecond it lies in. */
function floorMicros(nanos: bigint): bigint {
  return (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n
}
