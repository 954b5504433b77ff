import { type CalendarTime, isCalendarTime, parseOffset, parseWrittenTime, precisionOfFraction, type WrittenTime } from '../base/instant.ts'
import { writtenFromEpoch } from './epoch.ts'

const slash = 47
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** 1 to 12 for an English month name or its first three letters; 0 for anything else. */
export function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

type Part = 'year' | 'month' | 'name' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'zone'

/** Ways of writing a time that log producers use besides ISO 8601. Every repetition is bounded. Day-first number dates are not read: 02/03 is ambiguous. */
const written: readonly { readonly pattern: RegExp; readonly order: readonly Part[] }[] = [
  // 10/Oct/2000:13:55:36 -0700 (web servers)
  {
    pattern: /^(\d{1,2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?([+-]\d{4}|Z)?$/,
    order: ['day', 'name', 'year', 'hour', 'minute', 'second', 'fraction', 'zone'],
  },
  // Mon, 02 Jan 2006 15:04:05 -0700 (RFC 5322), 2 Jan 2006 15:04:05
  {
    pattern:
      /^(?:[A-Za-z]{3,9},? )?(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}),? (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)? ?([+-]\d{2}:?\d{2}|Z|UTC|GMT)?$/,
    order: ['day', 'name', 'year', 'hour', 'minute', 'second', 'fraction', 'zone'],
  },
  // Mon Jan  2 15:04:05 UTC 2006 (date, ctime)
  {
    pattern: /^(?:[A-Za-z]{3} )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? (?:(UTC|GMT|Z|[+-]\d{4}) )?(\d{4})$/,
    order: ['name', 'day', 'hour', 'minute', 'second', 'fraction', 'zone', 'year'],
  },
  // Jan 2, 2006 3:04:05 PM, Jan 2 2006 15:04:05
  {
    pattern:
      /^([A-Za-z]{3,9}) {1,2}(\d{1,2}),? (\d{4}),? (?:@ )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?([AaPp][Mm]))? ?([+-]\d{2}:?\d{2}|Z|UTC|GMT)?$/,
    order: ['name', 'day', 'year', 'hour', 'minute', 'second', 'fraction', 'half', 'zone'],
  },
  // 2006/01/02 15:04:05
  {
    pattern: /^(\d{4})\/(\d{2})\/(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?([+-]\d{2}:?\d{2}|Z|UTC|GMT)?$/,
    order: ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'zone'],
  },
  // 1/2/2006 3:04:05 PM: with AM or PM it is the American order
  {
    pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)? ([AaPp][Mm])$/,
    order: ['month', 'day', 'year', 'hour', 'minute', 'second', 'fraction', 'half'],
  },
]
const notations = written.map(({ pattern, order }) => ({ pattern, places: placesOf(order) }))

/** Which group of the pattern holds each part; 0 (the whole match) where none does. */
function placesOf(order: readonly Part[]): Readonly<Record<Part, number>> {
  const place = (part: Part): number => order.indexOf(part) + 1
  return {
    year: place('year'),
    month: place('month'),
    name: place('name'),
    day: place('day'),
    hour: place('hour'),
    minute: place('minute'),
    second: place('second'),
    fraction: place('fraction'),
    half: place('half'),
    zone: place('zone'),
  }
}

/** Reads a time in ISO 8601, as an epoch count, or in one of the notations of log producers; undefined where it is none or no real date. */
export function parseNotation(text: string): WrittenTime | undefined {
  const trimmed = text.trim()
  if (trimmed.length < 8 || trimmed.length > 64) return undefined
  if (!startsWithDay(trimmed)) {
    const iso = parseWrittenTime(trimmed) ?? parseWrittenTime(trimmed.replace(/ (?:UTC|GMT)$/, ''))
    if (iso !== undefined) return iso.precision === 'day' ? undefined : iso
    if (/^-?\d/.test(trimmed)) {
      const epoch = writtenFromEpoch(trimmed)
      if (epoch !== undefined) return epoch
    }
  }
  for (const notation of notations) {
    const match = notation.pattern.exec(trimmed)
    if (match !== null) return fromMatch(match, notation)
  }
  return undefined
}

/** `10/Oct/2000…`: neither ISO 8601 nor a count. */
function startsWithDay(text: string): boolean {
  return text.charCodeAt(1) === slash || text.charCodeAt(2) === slash
}

function fromMatch(match: RegExpExecArray, { places }: { places: Readonly<Record<Part, number>> }): WrittenTime | undefined {
  const part = (name: Part): string | undefined => (places[name] === 0 ? undefined : match[places[name]])
  const fraction = part('fraction') ?? ''
  const name = part('name')
  const calendar: CalendarTime = {
    year: Number(part('year')),
    month: name === undefined ? Number(part('month')) : monthNumber(name),
    day: Number(part('day')),
    hour: hourOf(Number(part('hour')), part('half')),
    minute: Number(part('minute')),
    second: Number(part('second') ?? 0),
    nanos: fraction === '' ? 0 : Number(fraction.padEnd(9, '0')),
  }
  if (!isCalendarTime(calendar)) return undefined
  const zone = part('zone')
  const offsetMinutes = zone === undefined ? undefined : parseOffset(zone)
  if (zone !== undefined && offsetMinutes === undefined) return undefined
  return { calendar, offsetMinutes, precision: part('second') === undefined ? 'minute' : precisionOfFraction(fraction.length) }
}

/** 24 for an hour that no 12-hour clock has, so that the calendar check refuses it. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return 24
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}
