import { endOfPrecision, formatInstant, type Instant, parseWrittenTime, type Precision, precisions } from '../../base/instant.ts'
import { instantsInZone, isZone } from '../../base/zone.ts'
import type { Interval } from '../../model/interval.ts'

/** An interval, or what was wrong with the text and how to write it. */
export type ReadInterval = { readonly ok: true; readonly interval: Interval } | { readonly ok: false; readonly problem: string }

interface Bound {
  readonly earliest: Instant
  readonly latest: Instant
  readonly precision: Precision
}

const example = '2026-03-01 10:15 Europe/Berlin'
const zoneAtEnd = /^(.{1,200}?)\s+([A-Za-z][A-Za-z0-9_+-]{0,30}(?:\/[A-Za-z0-9_+-]{1,30}){0,2}|[+-]\d{2}:?\d{2})$/

/**
 * Reads what a person writes for a time: `2026-03-01 10:15 Europe/Berlin`, `2026-03-01T10:15:02Z`, `2026-03-01`, `2026-03`, `2026`, or two of them
 * with "to", "and" or a dash between; the second needs no day where it is the same. A time without a zone is read in `defaultZone`. The interval is
 * as wide as what was written: 10:15 lasts until 10:15:59.
 */
export function readInterval(text: string, defaultZone: string): ReadInterval {
  const cut = zoneAtEnd.exec(text.trim().replace(/^between\s+/i, ''))
  const words = cut?.[1] ?? text.trim().replace(/^between\s+/i, '')
  const named = cut?.[2]
  if (named !== undefined && !isZone(named)) {
    // Words where the date should be: their last one was never meant as a zone.
    if (!/^\d{4}\b/.test(words)) return { ok: false, problem: problemOf(text.trim()) }
    return { ok: false, problem: `"${named}" is no time zone. Write an IANA name such as Europe/Berlin, or UTC, or +02:00.` }
  }
  const zone = named ?? defaultZone
  const parts = words.split(/\s+(?:to|and|until|-)\s+|\s*–\s*/i)
  const [first = '', second = first] = parts
  const start = readBound(first, zone)
  const end = readBound(/^\d{1,2}:\d{2}/.test(second) ? `${first.slice(0, 10)} ${second}` : second, zone)
  if (parts.length > 2 || start === undefined || end === undefined) return { ok: false, problem: problemOf(start === undefined ? first : second) }
  if (end.latest < start.earliest) return { ok: false, problem: 'The second time lies before the first.' }
  const precision = finer(start.precision, end.precision)
  const stated = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(first)?.[0]
  return {
    ok: true,
    interval: { earliest: formatInstant(start.earliest, precision), latest: formatInstant(end.latest, precision), precision, zone: stated ?? zone },
  }
}

function problemOf(text: string): string {
  return `"${text}" is no date and time that exists. Write it like "${example}", or two of them with "to" between.`
}

function readBound(text: string, zone: string): Bound | undefined {
  const whole = /^(\d{4})(?:-(\d{2}))?$/.exec(text)
  if (whole !== null) return wholeOf(Number(whole[1]), whole[2] === undefined ? undefined : Number(whole[2]), zone)
  const written = parseWrittenTime(text)
  if (written === undefined) return undefined
  const { calendar, offsetMinutes, precision } = written
  const { earliest, latest } = instantsInZone(calendar, offsetMinutes === undefined ? zone : offsetText(offsetMinutes))
  return { earliest, latest: endOfPrecision(latest, precision), precision }
}

/** A whole year or month. */
function wholeOf(year: number, month: number | undefined, zone: string): Bound | undefined {
  if (month !== undefined && (month < 1 || month > 12)) return undefined
  const start = { year, month: month ?? 1, day: 1, hour: 0, minute: 0, second: 0, nanos: 0 }
  const next = month === undefined || month === 12 ? { ...start, year: year + 1, month: 1 } : { ...start, month: month + 1 }
  return {
    earliest: instantsInZone(start, zone).earliest,
    latest: instantsInZone(next, zone).latest - 1n,
    precision: month === undefined ? 'year' : 'month',
  }
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

function finer(a: Precision, b: Precision): Precision {
  return precisions.indexOf(a) > precisions.indexOf(b) ? a : b
}
