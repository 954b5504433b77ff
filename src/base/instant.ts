/** Nanoseconds since 1970-01-01T00:00:00Z. */
export type Instant = bigint

/** How finely a source told the time, coarsest first. */
export const precisions = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond'] as const
export type Precision = (typeof precisions)[number]

/** A calendar time as it is written, before any zone is applied. `nanos` is the fraction of the second. */
export interface CalendarTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nanos: number
}

/** A written time: its calendar reading, the offset it states (minutes east of UTC) or none, and its precision. */
export interface WrittenTime {
  readonly calendar: CalendarTime
  readonly offsetMinutes: number | undefined
  readonly precision: Precision
}

const nanosPerSecond = 1_000_000_000n
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0)
}

/** False for 30 February, hour 24, second 61 and the like. A leap second (23:59:60) is accepted and read as the next second. */
export function isCalendarTime(time: CalendarTime): boolean {
  const { year, month, day, hour, minute, second } = time
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false
  return hour <= 23 && minute <= 59 && (second <= 59 || (second === 60 && minute === 59))
}

/** The instant of a calendar time read `offsetMinutes` east of UTC. */
export function instantFrom(time: CalendarTime, offsetMinutes = 0): Instant {
  const date = new Date(0)
  date.setUTCFullYear(time.year, time.month - 1, time.day)
  date.setUTCHours(time.hour, time.minute - offsetMinutes, time.second)
  return BigInt(date.getTime()) * 1_000_000n + BigInt(time.nanos)
}

// Bounded repetition only: every part has a fixed maximum, so hostile text cannot make it backtrack.
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/

/** Reads ISO 8601 and its common relatives (space instead of T, comma before the fraction, `UTC`); undefined where it is none or no real date. */
export function parseWrittenTime(text: string): WrittenTime | undefined {
  const match = iso.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match
  const calendar: CalendarTime = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    nanos: fraction === '' ? 0 : Number(fraction.padEnd(9, '0')),
  }
  if (!isCalendarTime(calendar)) return undefined
  const offsetMinutes = zone === undefined ? undefined : parseOffset(zone)
  if (zone !== undefined && offsetMinutes === undefined) return undefined
  return { calendar, offsetMinutes, precision: precisionOf({ hour, minute, second, fraction }) }
}

function precisionOf(parts: { hour?: string; minute?: string; second?: string; fraction: string }): Precision {
  if (parts.hour === undefined) return 'day'
  if (parts.minute === undefined) return 'hour'
  if (parts.second === undefined) return 'minute'
  return precisionOfFraction(parts.fraction.length)
}

/** The precision that a number of digits behind the second stands for. */
export function precisionOfFraction(digits: number): Precision {
  if (digits === 0) return 'second'
  if (digits <= 3) return 'millisecond'
  return digits <= 6 ? 'microsecond' : 'nanosecond'
}

/** Minutes east of UTC of `Z`, `UTC`, `+02:00`, `-0730`, `+02`; undefined beyond 18 hours or for anything else. */
export function parseOffset(text: string): number | undefined {
  if (/^(?:z|utc|gmt)$/i.test(text)) return 0
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  if (minutes > 18 * 60 || Number(match[3] ?? 0) > 59) return undefined
  return match[1] === '-' ? -minutes : minutes
}

/** The instant of an ISO text that states its zone; undefined where it states none or is no real date. */
export function parseInstant(text: string): Instant | undefined {
  const written = parseWrittenTime(text)
  if (written === undefined || written.offsetMinutes === undefined) return undefined
  return instantFrom(written.calendar, written.offsetMinutes)
}

/** The instant of an ISO text this program wrote itself; throws where it is none. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined) throw new TypeError(`Not an instant: "${text}"`)
  return instant
}

const fractionDigits: Partial<Record<Precision, number>> = { millisecond: 3, microsecond: 6, nanosecond: 9 }

/** ISO 8601 in UTC, with exactly the digits the precision has (at least whole seconds). */
export function formatInstant(instant: Instant, precision: Precision = 'second'): string {
  const seconds = floorDivide(instant, nanosPerSecond)
  const nanos = instant - seconds * nanosPerSecond
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5)
  const digits = fractionDigits[precision] ?? 0
  if (digits === 0) return `${whole}Z`
  return `${whole}.${nanos.toString().padStart(9, '0').slice(0, digits)}Z`
}

/** The last instant that still reads the same at this precision: 10:00 to the minute lasts until 10:00:59.999999999. */
export function endOfPrecision(instant: Instant, precision: Precision): Instant {
  const spans: Partial<Record<Precision, bigint>> = {
    day: 86_400n * nanosPerSecond,
    hour: 3_600n * nanosPerSecond,
    minute: 60n * nanosPerSecond,
    second: nanosPerSecond,
    millisecond: 1_000_000n,
    microsecond: 1_000n,
  }
  return instant + (spans[precision] ?? 1n) - 1n
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

/** Orders two ISO texts in UTC whatever their precision. */
export function compareInstantTexts(a: string, b: string): number {
  if (a === b) return 0
  // Texts of one length have the same digits: their order is that of the times.
  if (a.length === b.length) return a < b ? -1 : 1
  const secondsA = a.slice(0, 19)
  const secondsB = b.slice(0, 19)
  if (secondsA !== secondsB) return secondsA < secondsB ? -1 : 1
  const fractionA = a.slice(20, -1).padEnd(9, '0')
  const fractionB = b.slice(20, -1).padEnd(9, '0')
  return fractionA === fractionB ? 0 : fractionA < fractionB ? -1 : 1
}
