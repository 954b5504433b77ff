import { type Precision, endOfPrecision, formatInstant, instantOf } from '../../base/instant.ts'
import type { Interval } from '../../model/interval.ts'

/** How many characters of "2026-03-01 10:15:20" each precision prints; finer ones print their digits too. */
const lengths: Partial<Record<Precision, number>> = { year: 4, month: 7, day: 10, hour: 13, minute: 16 }

/** An instant in UTC as people read it, with the digits its precision has: "2026-03-01 10:15 UTC", "2026-03-01". */
export function instantText(instant: string, precision: Precision): string {
  const digits = digitsOf(instant, precision)
  return needsZone(precision) ? `${digits} UTC` : digits
}

/**
 * An interval in UTC as people read it: "2026-03-01 10:15 UTC", "2026-03-01", "between 2026-03-01 09:12 and 09:40 UTC". What the source left out
 * is said: "(time zone assumed)".
 */
export function intervalText(interval: Interval): string {
  return rangeText(interval) + assumedText(interval)
}

function rangeText(interval: Interval): string {
  const { earliest, latest, precision } = interval
  if (isOneTick(interval)) return instantText(earliest, precision)
  const from = digitsOf(earliest, precision)
  const to = digitsOf(latest, precision)
  if (from === to) return instantText(earliest, precision)
  const sameDay = from.slice(0, 10) === to.slice(0, 10) && needsZone(precision)
  return `between ${from} and ${sameDay ? to.slice(11) : to}${needsZone(precision) ? ' UTC' : ''}`
}

function isOneTick(interval: Interval): boolean {
  return instantOf(interval.latest) <= endOfPrecision(instantOf(interval.earliest), interval.precision)
}

function digitsOf(instant: string, precision: Precision): string {
  const text = formatInstant(instantOf(instant), precision).slice(0, -1).replace('T', ' ')
  const digits = text.slice(0, lengths[precision] ?? text.length)
  return precision === 'hour' ? `${digits}:00` : digits
}

function needsZone(precision: Precision): boolean {
  return precision !== 'year' && precision !== 'month' && precision !== 'day'
}

function assumedText(interval: Interval): string {
  const words = { zone: 'time zone assumed', year: 'year assumed' }
  const assumed = interval.assumed ?? []
  return assumed.length === 0 ? '' : ` (${assumed.map((what) => words[what]).join(', ')})`
}
