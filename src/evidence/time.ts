import { type CalendarTime, daysInMonth, formatInstant, type Precision, type WrittenTime } from '../base/instant.ts'
import { instantsInZone } from '../base/zone.ts'
import type { EventTime } from '../model/event.ts'
import { parseNotation } from './notation.ts'

/** Why a record has no time. */
export interface TimeProblem {
  readonly code: 'no-time' | 'bad-time'
  readonly message: string
}

/** Turns what a source wrote into event times. One per file: it remembers the zone and the conversions it made. */
export interface TimeReader {
  /** Any notation the program knows. */
  read(text: string): EventTime | TimeProblem
  /** A time that a format has taken apart itself. */
  convert(written: WrittenTime, yearAssumed?: boolean): EventTime | TimeProblem
}

export function isTime(value: EventTime | TimeProblem): value is EventTime {
  return 'at' in value
}

/** Years that a log of computers can speak of; 1601 and the like are the zero of some counter. */
const firstYear = 1970
const lastYear = 2199

/** Reads the times of one file. `zone` is what the user gave for times that state none; without it they are read as UTC, marked assumed. */
export function createTimeReader(zone: string | undefined): TimeReader {
  const local = createLocalReader(zone)
  let lastText = ''
  let last: EventTime | TimeProblem = noTime('')
  const convert = (written: WrittenTime, yearAssumed = false): EventTime | TimeProblem => {
    const { year } = written.calendar
    if (year < firstYear || year > lastYear) return { code: 'bad-time', message: `Time in the year ${year}, outside ${firstYear} to ${lastYear}` }
    const time = written.offsetMinutes === undefined ? local(written) : stated(written, written.offsetMinutes)
    return yearAssumed ? { ...time, assumed: [...(time.assumed ?? []), 'year'] } : time
  }
  const read = (text: string): EventTime | TimeProblem => {
    if (text === lastText) return last
    lastText = text
    last = canonical(text) ?? convertText(text, convert)
    return last
  }
  return { read, convert }
}

function convertText(text: string, convert: (written: WrittenTime) => EventTime | TimeProblem): EventTime | TimeProblem {
  if (text.trim() === '') return noTime(text)
  const written = parseNotation(text)
  return written === undefined ? { code: 'bad-time', message: `Not a real date and time: "${text.slice(0, 40)}"` } : convert(written)
}

export function noTime(text: string): TimeProblem {
  return { code: 'no-time', message: text === '' ? 'No time' : 'The time is empty' }
}

const canonicalShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3}|\.\d{6}|\.\d{9})?Z$/
const canonicalPrecision: Partial<Record<number, Precision>> = { 20: 'second', 24: 'millisecond', 27: 'microsecond', 30: 'nanosecond' }

/** The commonest notation is the one events keep: it is checked and passed through. */
function canonical(text: string): EventTime | undefined {
  const precision = canonicalPrecision[text.length]
  if (precision === undefined || !canonicalShape.test(text)) return undefined
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (text.slice(11, 13) > '23' || text.slice(14, 16) > '59' || text.slice(17, 19) > '59') return undefined
  return { at: text, precision, zone: 'Z' }
}

function stated(written: WrittenTime, offsetMinutes: number): EventTime {
  return { at: formatUtc(written, offsetMinutes), precision: written.precision, zone: zoneText(offsetMinutes) }
}

function zoneText(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'Z'
  const size = Math.abs(offsetMinutes)
  return `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}

const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

function pad(value: number): string {
  return twoDigits[value] ?? String(value)
}

const minutesOfDay = 24 * 60

const digitsOf: Partial<Record<Precision, number>> = { millisecond: 3, microsecond: 6, nanosecond: 9 }

/** ISO 8601 in UTC of a calendar time read `offsetMinutes` east of it, with the digits of its precision. */
function formatUtc({ calendar, precision }: WrittenTime, offsetMinutes: number): string {
  const { year, month, day, hour, minute, second, nanos } = calendar
  const minutes = hour * 60 + minute - offsetMinutes
  const isSameDay = minutes >= 0 && minutes < minutesOfDay && second < 60
  const seconds = isSameDay
    ? `${year}-${pad(month)}-${pad(day)}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:${pad(second)}`
    : new Date(Date.UTC(year, month - 1, day, hour, minute - offsetMinutes, second)).toISOString().slice(0, 19)
  const digits = digitsOf[precision]
  return digits === undefined ? `${seconds}Z` : `${seconds}.${String(nanos).padStart(9, '0').slice(0, digits)}Z`
}

/** Reads local times. The offset of an hour is looked up once; an hour in which a clock changes is looked at time by time. */
function createLocalReader(zone: string | undefined): (written: WrittenTime) => EventTime {
  if (zone === undefined) return (written) => ({ at: formatUtc(written, 0), precision: written.precision, zone: 'UTC', assumed: ['zone'] })
  const offsets = new Map<number, number | 'changes'>()
  return (written) => {
    const hour = hourKey(written.calendar)
    let offset = offsets.get(hour)
    if (offset === undefined) {
      offset = offsetOfHour(written.calendar, zone)
      if (offsets.size > 50_000) offsets.clear()
      offsets.set(hour, offset)
    }
    if (offset !== 'changes') return { at: formatUtc(written, offset), precision: written.precision, zone }
    const { earliest, latest } = instantsInZone(written.calendar, zone)
    const time: EventTime = { at: formatInstant(earliest, written.precision), precision: written.precision, zone }
    return latest === earliest ? time : { ...time, latest: formatInstant(latest, written.precision) }
  }
}

function hourKey({ year, month, day, hour }: CalendarTime): number {
  return ((year * 12 + month) * 31 + day) * 24 + hour
}

/** Minutes east of UTC in this local hour, or 'changes' where its first and last second differ or are not unique. */
function offsetOfHour(calendar: CalendarTime, zone: string): number | 'changes' {
  const start: CalendarTime = { ...calendar, minute: 0, second: 0, nanos: 0 }
  const end: CalendarTime = { ...start, minute: 59, second: 59 }
  const first = uniqueOffset(start, zone)
  return first !== undefined && first === uniqueOffset(end, zone) ? first : 'changes'
}

function uniqueOffset(calendar: CalendarTime, zone: string): number | undefined {
  const { earliest, latest } = instantsInZone(calendar, zone)
  if (earliest !== latest) return undefined
  const { year, month, day, hour, minute, second } = calendar
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  return (asUtc - Number(earliest / 1_000_000n)) / 60_000
}
