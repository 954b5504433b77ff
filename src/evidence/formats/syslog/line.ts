import { type Precision, parseWrittenTime, precisionOfFraction, type WrittenTime } from '../../../base/instant.ts'
import { monthNumber } from '../../notation.ts'

/** The time at the start of a line. */
export type Stamp =
  | {
      readonly kind: 'yearless'
      readonly text: string
      readonly month: number
      readonly day: number
      readonly hour: number
      readonly minute: number
      readonly second: number
      readonly nanos: number
      readonly precision: Precision
    }
  | { readonly kind: 'written'; readonly text: string; readonly written: WrittenTime }
  | { readonly kind: 'impossible'; readonly text: string }
  | { readonly kind: 'none'; readonly text: string }

/** A syslog line taken apart. */
export interface Line {
  readonly stamp: Stamp
  /** NUL characters that a crash left in front of the line. */
  readonly nulls: number
  /** RFC 5424 priority: facility * 8 + severity. */
  readonly priority?: number
  readonly host?: string
  readonly program?: string
  readonly pid?: number
  readonly severity?: string
  readonly messageId?: string
  readonly structured?: string
  readonly message: string
}

const start = /^(?:<\d{1,3}>(?:\d{1,2} )?)?(?:[A-Za-z]{3} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}|- )/

/** True where a line starts with something shaped like a syslog time, real or not. */
export function hasStamp(line: string): boolean {
  return start.test(line) && (line.charCodeAt(0) !== 45 || line.startsWith('<'))
}

const priorityPart = /^<(\d{1,3})>(?:(\d{1,2}) )?/
const yearless = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?= |:|$)/
const iso = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)(?= |:|$)/

/** Takes a line apart; undefined where it does not start with a time. */
export function splitLine(text: string): Line | undefined {
  const nulls = text.charCodeAt(0) === 0 ? leadingNulls(text) : 0
  const line = nulls === 0 ? text : text.slice(nulls)
  const head = line.charCodeAt(0) === 60 ? priorityPart.exec(line) : null
  const priority = head === null ? undefined : Number(head[1])
  const rest = head === null ? line : line.slice(head[0].length)
  const known = priority === undefined || priority > 191 ? { nulls } : { nulls, priority }
  if (head?.[2] !== undefined) return splitProtocol(rest, known)
  const found = stampOf(rest)
  if (found === undefined) return undefined
  return { ...known, stamp: found, ...splitBody(rest.slice(found.text.length), found.kind === 'written') }
}

/** Only the time of a line, for a first pass that wants nothing else. */
export function stampIn(text: string): Stamp | undefined {
  const line = text.charCodeAt(0) === 0 ? text.slice(leadingNulls(text)) : text
  const head = line.charCodeAt(0) === 60 ? priorityPart.exec(line) : null
  return stampOf(head === null ? line : line.slice(head[0].length))
}

function leadingNulls(text: string): number {
  let count = 0
  while (text.charCodeAt(count) === 0) count += 1
  return count
}

function stampOf(text: string): Stamp | undefined {
  const match = yearless.exec(text)
  if (match !== null) return traditional(match)
  const written = iso.exec(text)?.[1]
  return written === undefined ? undefined : isoStamp(written)
}

function isoStamp(text: string): Stamp {
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

const tag = /^([^\s:[\]]{1,256}(?:\([a-z_-]{1,64}\))?)(?:\[(\d{1,10})\])?(?: <([A-Z][a-z]{2,10})>)?:(?: (.*)|)$/s
const tagOnly = /^([^\s:[\]]{1,256})\[(\d{1,10})\](?: (.*)|)$/s
const levels = /^(EMERG|ALERT|CRIT|ERR|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG)$/

type Body = Pick<Line, 'host' | 'program' | 'pid' | 'severity' | 'message'>

/** Host, program, process id and message of what follows the time. Some writers leave the host out; ChromeOS has the severity in its place. */
function splitBody(text: string, stampedInIso: boolean): Body {
  const body = text.startsWith(' ') ? text.slice(1) : text
  if (body.startsWith(':')) return { message: body.slice(1).trim() }
  const space = body.indexOf(' ')
  const first = space === -1 ? body : body.slice(0, space)
  if (first.endsWith(':') || /\[\d{1,10}\]:?$/.test(first)) return tagged(body) ?? { message: body }
  if (space === -1) return { message: body }
  const behind = body.slice(space + 1).trimStart()
  const rest = tagged(behind) ?? { message: behind }
  if (stampedInIso && levels.test(first)) return { ...rest, severity: first.toLowerCase() }
  return { host: first, ...rest }
}

function tagged(text: string): Body | undefined {
  const match = tag.exec(text)
  if (match !== null) {
    const [, program = '', pid, level, message = ''] = match
    return {
      program,
      ...(pid === undefined ? {} : { pid: Number(pid) }),
      ...(level === undefined ? {} : { severity: level.toLowerCase() }),
      message: message.trim(),
    }
  }
  const bare = tagOnly.exec(text)
  return bare === null ? undefined : { program: bare[1] ?? '', pid: Number(bare[2]), message: (bare[3] ?? '').trim() }
}

const header = /^(\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,128}) ?(.*)$/s

/** RFC 5424: time, host, program, process id, message id, structured data, message; `-` stands for nothing. */
function splitProtocol(text: string, known: { nulls: number; priority?: number }): Line | undefined {
  const match = header.exec(text)
  if (match === null) return undefined
  const [, time = '', host = '', program = '', process = '', messageId = '', rest = ''] = match
  const stamp: Stamp = time === '-' ? { kind: 'none', text: time } : isoStamp(time)
  const { structured, message } = splitStructured(rest)
  return {
    ...known,
    stamp,
    ...(host === '-' ? {} : { host }),
    ...(program === '-' ? {} : { program }),
    ...(/^\d{1,10}$/.test(process) ? { pid: Number(process) } : {}),
    ...(messageId === '-' ? {} : { messageId }),
    ...(structured === undefined ? {} : { structured }),
    message: message.replace(/^\ufeff/, '').trim(),
  }
}

function splitStructured(text: string): { structured?: string; message: string } {
  if (text.startsWith('-')) return { message: text.slice(1) }
  if (!text.startsWith('[')) return { message: text }
  let at = 0
  while (text[at] === '[') {
    const end = elementEnd(text, at)
    if (end === -1) return { message: text }
    at = end
  }
  return { structured: text.slice(0, at), message: text.slice(at) }
}

/** Index behind the `]` that closes the element; quotes may hold an escaped `]`. */
function elementEnd(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (character === ']' && !quoted) return at + 1
  }
  return -1
}
