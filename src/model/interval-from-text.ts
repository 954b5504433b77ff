import {
  type CalendarTime,
  daysInMonth,
  endOfPrecision,
  formatInstant,
  type Instant,
  instantFrom,
  parseWrittenTime,
  type Precision,
} from '../base/instant.ts'
import { instantsInZone, isZone } from '../base/zone.ts'
import type { Interval } from './interval.ts'

/** An interval, or why a text is none. The message completes the sentence "Cannot read …: ". */
export type IntervalReading = { readonly ok: true; readonly interval: Interval } | { readonly ok: false; readonly message: string }

const wanted = 'wanted a time such as "2026-03-01 10:15 UTC", "2026-03-01 10:15 Europe/Berlin", "2026-03-01T10:15:20+01:00" or "2026-03-01"'

/**
 * Reads a time as people write it: ISO 8601 with a space or T, to any precision, with an offset, `UTC` or the name of a zone behind it. A time of day
 * needs a zone, its own or `zone`; a date without one is a day in `zone`, else in UTC. "A to B" gives everything from A to B; B may be the time alone.
 */
export function intervalFromText(text: string, zone?: string): IntervalReading {
  const parts = text
    .trim()
    .replace(/^between /i, '')
    .split(/ to | and | \.\. | – /i)
  const [from = '', to, ...rest] = parts
  if (rest.length > 0) return { ok: false, message: wanted }
  if (to === undefined) return readOne(from, zone)
  return readRange(from, to, zone)
}

function readRange(from: string, to: string, zone: string | undefined): IntervalReading {
  const end = readOne(/^\d{2}:/.test(to.trim()) ? `${from.trim().slice(0, 10)} ${to.trim()}` : to, zone)
  if (!end.ok) return end
  // A zone behind the second time goes for both.
  const start = readOne(from, end.interval.zone)
  if (!start.ok) return start
  if (start.interval.earliest > end.interval.latest) return { ok: false, message: 'the range ends before it begins' }
  return { ok: true, interval: { ...start.interval, latest: end.interval.latest } }
}

function readOne(text: string, defaultZone: string | undefined): IntervalReading {
  const { time, zone: named } = splitZone(text.trim())
  if (named !== undefined && !isZone(named))
    return { ok: false, message: `"${named}" is no time zone: write UTC, +01:00 or a name such as Europe/Berlin` }
  const written = parseWrittenTime(time)
  if (written === undefined) return readCoarse(time, named ?? defaultZone ?? 'UTC')
  const { calendar, precision, offsetMinutes } = written
  if (offsetMinutes !== undefined) {
    const instant = instantFrom(calendar, offsetMinutes)
    const zone = time.match(/(?:[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/)?.[0] ?? 'Z'
    return { ok: true, interval: intervalOf({ earliest: instant, latest: endOf(instant, precision) }, precision, zone) }
  }
  const zone = named ?? defaultZone
  if (zone === undefined && precision !== 'day')
    return { ok: false, message: `it states no time zone: write "${time} UTC" or "${time} Europe/Berlin"` }
  return { ok: true, interval: inZone(calendar, precision, zone ?? 'UTC') }
}

/** "2026-03" and "2026". */
function readCoarse(text: string, zone: string): IntervalReading {
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(text)
  const year = Number(match?.[1])
  const month = match?.[2] === undefined ? undefined : Number(match[2])
  if (match === null || (month !== undefined && (month < 1 || month > 12))) return { ok: false, message: wanted }
  const last = { year, month: month ?? 12, day: daysInMonth(year, month ?? 12), hour: 0, minute: 0, second: 0, nanos: 0 }
  const earliest = instantsInZone({ ...last, month: month ?? 1, day: 1 }, zone).earliest
  const latest = endOf(instantsInZone(last, zone).latest, 'day')
  return { ok: true, interval: intervalOf({ earliest, latest }, month === undefined ? 'year' : 'month', zone) }
}

function inZone(calendar: CalendarTime, precision: Precision, zone: string): Interval {
  const { earliest, latest } = instantsInZone(calendar, zone)
  return intervalOf({ earliest, latest: endOf(latest, precision) }, precision, zone)
}

// A time to the second (or finer) is told as that instant, as evidence tells it; a coarser one as all the time it may mean.
function endOf(instant: Instant, precision: Precision): Instant {
  return precision === 'day' || precision === 'hour' || precision === 'minute' ? endOfPrecision(instant, precision) : instant
}

function intervalOf(bounds: { earliest: Instant; latest: Instant }, precision: Precision, zone: string): Interval {
  const isOpen = precision === 'year' || precision === 'month' || precision === 'day' || precision === 'hour' || precision === 'minute'
  return {
    earliest: formatInstant(bounds.earliest, precision),
    latest: formatInstant(bounds.latest, isOpen ? 'nanosecond' : precision),
    precision,
    zone,
  }
}

/** The name of a zone behind a time, where it is not one that ISO 8601 writes itself. */
function splitZone(text: string): { time: string; zone: string | undefined } {
  const match = /^(.{4,40}?) ([A-Za-z][A-Za-z0-9_+-]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){0,2})$/.exec(text)
  const [, time = text, zone] = match ?? []
  return zone === undefined || /^(?:UTC|GMT|Z)$/i.test(zone) ? { time: text, zone: undefined } : { time, zone }
}
