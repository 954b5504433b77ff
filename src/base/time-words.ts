import { endOfPrecision, formatInstant, type Instant, type Precision } from './instant.ts'
import { isZone, offsetAt } from './zone.ts'

/*
 * How times are written everywhere. In tables and technical text as ISO 8601 with a space ("2026-03-05 09:12:33 UTC"); in text for a board with the
 * month in words and to the minute ("5 March 2026, 09:12 UTC"). UTC always comes first, the display zone in brackets behind it, with the offset that
 * held at that very moment. The digits never claim more than the source gave.
 */

export type TimeStyle = 'iso' | 'written'

/** All that is known of when something was. `zone` is the one the source stated: a whole day is a day of that zone. */
export interface TimeSpan {
  readonly earliest: Instant
  readonly latest: Instant
  readonly precision: Precision
  readonly zone?: string
}

export interface TimeManner {
  readonly style?: TimeStyle
  /** Shown beside UTC; none where absent, UTC or unknown. */
  readonly displayZone?: string
}

const nanosPerMinute = 60_000_000_000n
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const shownCharacters: Partial<Record<Precision, number>> = { year: 4, month: 7, day: 10, hour: 16, minute: 16 }

/** One instant: `2026-03-05 09:12:33 UTC (10:12:33 +01:00)` or `5 March 2026, 09:12 UTC (10:12 +01:00)`. An hour is told as the span it is. */
export function instantWords(instant: Instant, precision: Precision, manner: TimeManner = {}): string {
  return spanWords({ earliest: instant, latest: instant, precision }, manner)
}

/**
 * An interval: one time where it is no wider than its precision, else `between 2026-03-05 09:12 and 09:40 UTC` or
 * `on 5 March 2026 between 09:12 and 09:40 UTC`; the date is not repeated on the same day.
 */
export function spanWords(span: TimeSpan, manner: TimeManner = {}): string {
  const { earliest, precision } = span
  if (isWholeDays(precision)) return dayWords(span, manner.style ?? 'iso')
  const latest = span.latest < earliest ? earliest : span.latest
  if (precision === 'hour')
    return rangeWords(earliest, latest > earliest ? latest : endOfPrecision(earliest, 'hour'), { ...manner, precision: 'minute' })
  return latest <= endOfPrecision(earliest, precision)
    ? pointWords(earliest, precision, manner)
    : rangeWords(earliest, latest, { ...manner, precision })
}

/** From the first to the last of several times, as a phrase behind a verb: "between 09:12 and 09:40 UTC on …", "at …" where both read the same. */
export function periodWords(first: Instant, last: Instant, manner: TimeManner & { precision?: Precision } = {}): string {
  const precision = manner.precision ?? (manner.style === 'written' ? 'minute' : 'second')
  const from = digits(first, precision)
  if (from === digits(last, precision)) return atWords(first, precision, manner)
  return rangeWords(first, last, { ...manner, precision })
}

/** A time behind a verb: "at 2026-03-05 09:12:33 UTC", "on 5 March 2026 at 09:12 UTC", "on 5 March 2026", "in March 2026". */
export function atWords(instant: Instant, precision: Precision, manner: TimeManner = {}): string {
  if (precision === 'month' || precision === 'year') return `in ${instantWords(instant, precision, manner)}`
  if (precision === 'day') return `on ${instantWords(instant, precision, manner)}`
  const told = instantWords(instant, precision, manner)
  if (precision === 'hour') return told
  return manner.style === 'written' ? `on ${told.replace(', ', ' at ')}` : `at ${told}`
}

/** A calendar day, ISO text in: "2026-03-05" or "5 March 2026". A text that is no day is given back. */
export function calendarDay(day: string, style: TimeStyle = 'iso'): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null || style === 'iso') return day
  return `${Number(match[3])} ${months[Number(match[2]) - 1] ?? ''} ${match[1]}`
}

/** An instant's date and time of day in UTC, with no more digits than its precision; for times no coarser than a minute. */
export function clockWords(instant: Instant, precision: Precision): { date: string; time: string } {
  const told = digits(instant, precision)
  return { date: told.slice(0, 10), time: told.slice(11) }
}

/** The same in another zone, with the offset that holds there; undefined where the zone is UTC, unknown or none. */
export function localClock(
  instant: Instant,
  precision: Precision,
  zone: string | undefined,
): { date: string; time: string; offset: string } | undefined {
  const there = localTime(instant, precision, zone)
  return there === undefined ? undefined : { date: there.text.slice(0, 10), time: there.text.slice(11), offset: there.offset }
}

function isWholeDays(precision: Precision): boolean {
  return precision === 'year' || precision === 'month' || precision === 'day'
}

/** Days, months and years are read in the zone of their source: midnight in Berlin is another day in UTC. */
function dayWords({ earliest, latest, precision, zone }: TimeSpan, style: TimeStyle): string {
  const own = zone === undefined || !isZone(zone) ? 'UTC' : zone
  const from = dateWords(inZone(earliest, own), precision, style)
  const to = dateWords(inZone(latest < earliest ? earliest : latest, own), precision, style)
  const named = offsetAt(own, earliest) === 0 ? '' : style === 'iso' ? ` ${own}` : ` (${own})`
  return from === to ? `${from}${named}` : `between ${from} and ${to}${named}`
}

function dateWords(iso: string, precision: Precision, style: TimeStyle): string {
  if (style === 'iso') return iso.slice(0, shownCharacters[precision] ?? 10)
  const [day = '', month = '', year = ''] = calendarDay(iso.slice(0, 10), 'written').split(' ')
  return precision === 'year' ? year : precision === 'month' ? `${month} ${year}` : `${day} ${month} ${year}`
}

function pointWords(instant: Instant, precision: Precision, { style = 'iso', displayZone }: TimeManner): string {
  const shown = style === 'written' ? 'minute' : precision
  const utc = digits(instant, shown)
  const local = beside(instant, shown, displayZone)
  return `${style === 'iso' ? utc : `${calendarDay(utc.slice(0, 10), 'written')}, ${utc.slice(11)}`} UTC${local === '' ? '' : ` (${local})`}`

  function beside(at: Instant, finest: Precision, zone: string | undefined): string {
    const there = localTime(at, finest, zone)
    if (there === undefined) return ''
    return `${there.text.slice(0, 10) === utc.slice(0, 10) ? there.text.slice(11) : dated(there.text, style)} ${there.offset}`
  }
}

function rangeWords(from: Instant, to: Instant, { style = 'iso', displayZone, precision }: TimeManner & { precision: Precision }): string {
  const shown = style === 'written' ? 'minute' : precision
  const [first, last] = [digits(from, shown), digits(to, shown)]
  if (first === last) return pointWords(from, shown, { style, ...(displayZone === undefined ? {} : { displayZone }) })
  const local = localRange({ from, to, shown, style, displayZone, utcDay: first.slice(0, 10) === last.slice(0, 10) ? first.slice(0, 10) : '' })
  if (first.slice(0, 10) !== last.slice(0, 10))
    return `between ${dated(first, style)}${style === 'written' ? ' UTC' : ''} and ${dated(last, style)} UTC${local}`
  const times = `${first.slice(11)} and ${last.slice(11)} UTC${local}`
  return style === 'written' ? `on ${calendarDay(first.slice(0, 10), 'written')} between ${times}` : `between ${first.slice(0, 10)} ${times}`
}

interface LocalRange {
  readonly from: Instant
  readonly to: Instant
  readonly shown: Precision
  readonly style: TimeStyle
  readonly displayZone: string | undefined
  /** The day in UTC where both ends lie on one. */
  readonly utcDay: string
}

/** " (10:12 to 10:40 +01:00)"; each end with its own offset where the clock was changed between them. */
function localRange({ from, to, shown, style, displayZone, utcDay }: LocalRange): string {
  const first = localTime(from, shown, displayZone)
  const last = localTime(to, shown, displayZone)
  if (first === undefined || last === undefined) return ''
  const told = (text: string): string => (text.slice(0, 10) === utcDay ? text.slice(11) : dated(text, style))
  const [a, b] = [told(first.text), first.text.slice(0, 10) === last.text.slice(0, 10) ? last.text.slice(11) : told(last.text)]
  return first.offset === last.offset ? ` (${a} to ${b} ${last.offset})` : ` (${a} ${first.offset} to ${b} ${last.offset})`
}

function dated(text: string, style: TimeStyle): string {
  return style === 'iso' ? text : `${calendarDay(text.slice(0, 10), 'written')}, ${text.slice(11)}`
}

function localTime(instant: Instant, shown: Precision, zone: string | undefined): { text: string; offset: string } | undefined {
  if (zone === undefined || zone === 'UTC' || !isZone(zone)) return undefined
  const offset = offsetAt(zone, instant)
  return { text: digits(instant + BigInt(offset) * nanosPerMinute, shown), offset: offsetText(offset) }
}

function inZone(instant: Instant, zone: string): string {
  return formatInstant(instant + BigInt(offsetAt(zone, instant)) * nanosPerMinute)
}

/** 60 -> "+01:00". */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** "2026-03-05 09:12:33", cut to what the precision says. */
function digits(instant: Instant, precision: Precision): string {
  const iso = formatInstant(instant, precision).slice(0, -1).replace('T', ' ')
  return iso.slice(0, shownCharacters[precision] ?? iso.length)
}
