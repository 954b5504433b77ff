import { type CalendarTime, type Precision, parseWrittenTime, precisionOfFraction, type WrittenTime } from '../../../base/instant.ts'
import { monthNumber } from '../../notation.ts'

/** The time at the start of a line. */
export type Stamp =
  | ({ readonly kind: 'yearless'; readonly text: string; readonly precision: Precision } & Omit<CalendarTime, 'year'>)
  | { readonly kind: 'written'; readonly text: string; readonly written: WrittenTime }
  | { readonly kind: 'impossible'; readonly text: string }
  | { readonly kind: 'none'; readonly text: string }

const start = /^(?:<\d{1,3}>(?:\d{1,2} )?)?(?:[A-Za-z]{3} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}|- )/

const space = 32
const colon = 58

/** True where bytes surely start a line that has a stamp: the layout of most lines (`Mar  1 09:15:02`), told without decoding them. */
export function hasPlainStamp(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at + 12] === colon &&
    bytes[at + 9] === colon &&
    bytes[at + 6] === space &&
    bytes[at + 3] === space &&
    isLetter(bytes[at]) &&
    isLetter(bytes[at + 1]) &&
    isLetter(bytes[at + 2]) &&
    (bytes[at + 4] === space || isDigit(bytes[at + 4])) &&
    isDigit(bytes[at + 5]) &&
    isDigit(bytes[at + 7]) &&
    isDigit(bytes[at + 8]) &&
    isDigit(bytes[at + 10]) &&
    isDigit(bytes[at + 11]) &&
    isDigit(bytes[at + 13]) &&
    isDigit(bytes[at + 14])
  )
}

export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && (code | 32) >= 97 && (code | 32) <= 122
}

/** True where a line starts with something shaped like a syslog time, real or not. */
export function hasStamp(line: string): boolean {
  return start.test(line) && (line.charCodeAt(0) !== 45 || line.startsWith('<'))
}

const yearless = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?= |:|$)/
const iso = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)(?= |:|$)/

/** Reads the time at the start of a text; undefined where there is none. */
export type StampReader = (text: string) => Stamp | undefined

/** Reads one stamp on its own. */
export function readStamp(text: string): Stamp | undefined {
  const match = yearless.exec(text)
  if (match !== null) return traditional(match)
  const written = iso.exec(text)?.[1]
  return written === undefined ? undefined : isoStamp(written)
}

type Yearless = Stamp & { readonly kind: 'yearless' }
const dayLength = 'Mar  1 '.length
const plainLength = 'Mar  1 09:15:02'.length

/**
 * Reads the stamps of one file: mostly a line is of the second of the line before, and gets the very same stamp, or else of the same day, and only
 * the time is read.
 */
export function createStampReader(): StampReader {
  let last: Yearless | undefined
  let lastDay = ''
  return (text) => {
    if (last !== undefined && text.startsWith(lastDay)) {
      const known = text.startsWith(last.text) && endsPlain(text) ? last : stampOfDay(text, last)
      if (known !== undefined) {
        last = known
        return known
      }
    }
    const stamp = readStamp(text)
    if (stamp?.kind === 'yearless' && stamp.text.length === plainLength) {
      last = stamp
      lastDay = stamp.text.slice(0, dayLength)
    }
    return stamp
  }
}

/** True where a stamp of the plain layout may end in this text. */
function endsPlain(text: string): boolean {
  const code = text.charCodeAt(plainLength)
  return code === space || code === colon || text.length === plainLength
}

/** A stamp of the plain layout whose day is known; undefined for any other text. */
function stampOfDay(text: string, { month, day }: Yearless): Yearless | undefined {
  const hour = twoDigits(text, 7)
  const minute = twoDigits(text, 10)
  const second = twoDigits(text, 13)
  if (hour === -1 || minute === -1 || second === -1 || text.charCodeAt(9) !== colon || text.charCodeAt(12) !== colon) return undefined
  if (!endsPlain(text)) return undefined
  return { kind: 'yearless', text: text.slice(0, plainLength), precision: 'second', month, day, hour, minute, second, nanos: 0 }
}

/** The number that two digits write; -1 where these are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/** Reads a time in ISO 8601. */
export function isoStamp(text: string): Stamp {
  const written = parseWrittenTime(text)
  return written === undefined ? { kind: 'impossible', text } : { kind: 'written', text, written }
}

function traditional(match: RegExpExecArray): Stamp {
  const [text, name = '', day, year, hour, minute, second, fraction = ''] = match
  const parts = {
    month: monthNumber(name),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanos: fraction === '' ? 0 : Number(fraction.padEnd(9, '0')),
  }
  if (parts.month === 0) return { kind: 'impossible', text }
  const precision = precisionOfFraction(fraction.length)
  if (year === undefined) return { kind: 'yearless', text, precision, ...parts }
  const isoText = `${year}-${pad(parts.month)}-${pad(parts.day)}T${hour}:${minute}:${second}`
  const written = parseWrittenTime(isoText)
  if (written === undefined) return { kind: 'impossible', text }
  return { kind: 'written', text, written: { ...written, calendar: { ...written.calendar, nanos: parts.nanos }, precision } }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
