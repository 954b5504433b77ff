import { isDigit, isoStamp, readStamp, type Stamp, type StampReader } from './stamp.ts'

/** A syslog line taken apart. */
export interface Line {
  readonly stamp: Stamp
  /** NUL characters that a crash left in front of the line. */
  readonly nulls: number
  /** RFC 5424 priority: facility * 8 + severity. */
  readonly priority: number | undefined
  readonly host: string | undefined
  readonly program: string | undefined
  readonly pid: number | undefined
  readonly severity: string | undefined
  readonly messageId: string | undefined
  readonly structured: string | undefined
  readonly message: string
}

const priorityPart = /^<(\d{1,3})>(?:(\d{1,2}) )?/
/** Takes a line apart; undefined where it does not start with a time. */
export function splitLine(text: string, stampOf: StampReader = readStamp): Line | undefined {
  const nulls = text.charCodeAt(0) === 0 ? leadingNulls(text) : 0
  const line = nulls === 0 ? text : text.slice(nulls)
  const head = line.charCodeAt(0) === 60 ? priorityPart.exec(line) : null
  const priority = head === null ? undefined : Number(head[1])
  const rest = head === null ? line : line.slice(head[0].length)
  const known = { nulls, priority: priority === undefined || priority > 191 ? undefined : priority }
  if (head?.[2] !== undefined) return splitProtocol(rest, known)
  const stamp = stampOf(rest)
  if (stamp === undefined) return undefined
  const { host, program, pid, severity, message } = splitBody(rest.slice(stamp.text.length), stamp.kind === 'written')
  return { stamp, nulls, priority: known.priority, host, program, pid, severity, messageId: undefined, structured: undefined, message }
}

/** Only the time of a line, for a first pass that wants nothing else. */
export function stampIn(text: string, stampOf: StampReader): Stamp | undefined {
  const line = text.charCodeAt(0) === 0 ? text.slice(leadingNulls(text)) : text
  const head = line.charCodeAt(0) === 60 ? priorityPart.exec(line) : null
  return stampOf(head === null ? line : line.slice(head[0].length))
}

function leadingNulls(text: string): number {
  let count = 0
  while (text.charCodeAt(count) === 0) count += 1
  return count
}

const tag = /^([^\s:[\]]{1,256}(?:\([a-z_-]{1,64}\))?)(?:\[(\d{1,10})\])?(?: <([A-Z][a-z]{2,10})>)?:(?: (.*)|)$/s
const tagOnly = /^([^\s:[\]]{1,256})\[(\d{1,10})\](?: (.*)|)$/s
const space = 32
const colon = 58
const opening = 91
const closing = 93
const longestTag = 256
const mostDigits = 10
const levels = /^(EMERG|ALERT|CRIT|ERR|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG)$/

type Body = Pick<Line, 'host' | 'program' | 'pid' | 'severity' | 'message'>
type Tagged = Omit<Body, 'host'>

function untagged(message: string): Tagged {
  return { program: undefined, pid: undefined, severity: undefined, message }
}

/** Host, program, process id and message of what follows the time. Some writers leave the host out; ChromeOS has the severity in its place. */
function splitBody(text: string, stampedInIso: boolean): Body {
  const body = text.startsWith(' ') ? text.slice(1) : text
  if (body.startsWith(':')) return { host: undefined, ...untagged(body.slice(1).trim()) }
  const end = body.indexOf(' ')
  const first = end === -1 ? body : body.slice(0, end)
  if (first.endsWith(':') || (first.endsWith(']') && /\[\d{1,10}\]$/.test(first))) return { host: undefined, ...(tagged(body) ?? untagged(body)) }
  if (end === -1) return { host: undefined, ...untagged(body) }
  const behind = body.slice(end + 1).trimStart()
  const { program, pid, severity, message } = tagged(behind) ?? untagged(behind)
  if (stampedInIso && levels.test(first)) return { host: undefined, program, pid, severity: first.toLowerCase(), message }
  return { host: first, program, pid, severity, message }
}

function tagged(text: string): Tagged | undefined {
  const plain = plainTag(text)
  if (plain !== undefined) return plain
  const match = tag.exec(text)
  if (match !== null) {
    const [, program = '', pid, level, message = ''] = match
    return { program, pid: pid === undefined ? undefined : Number(pid), severity: level?.toLowerCase(), message: message.trim() }
  }
  const bare = tagOnly.exec(text)
  return bare === null ? undefined : { program: bare[1] ?? '', pid: Number(bare[2]), severity: undefined, message: (bare[3] ?? '').trim() }
}

/** `sshd[612]: message` or `sudo: message`, as most lines have it; undefined for any other text, which the expression is asked about. */
function plainTag(text: string): Tagged | undefined {
  let at = 0
  let code = text.charCodeAt(0)
  while (code > space && code < 127 && code !== colon && code !== opening && code !== closing) code = text.charCodeAt(++at)
  const end = at
  if (end === 0 || end > longestTag) return undefined
  let pid: number | undefined
  if (code === opening) {
    pid = 0
    for (code = text.charCodeAt(++at); isDigit(code); code = text.charCodeAt(++at)) pid = pid * 10 + code - 48
    const digits = at - end - 1
    if (code !== closing || digits === 0 || digits > mostDigits) return undefined
    code = text.charCodeAt(++at)
  }
  if (code !== colon) return undefined
  const isEnd = at + 1 === text.length
  if (!isEnd && text.charCodeAt(at + 1) !== space) return undefined
  return { program: text.slice(0, end), pid, severity: undefined, message: text.slice(at + 2).trim() }
}

const header = /^(\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,128}) ?(.*)$/s

/** RFC 5424: time, host, program, process id, message id, structured data, message; `-` stands for nothing. */
function splitProtocol(text: string, { nulls, priority }: { nulls: number; priority: number | undefined }): Line | undefined {
  const match = header.exec(text)
  if (match === null) return undefined
  const [, time = '', host = '', program = '', process = '', messageId = '', rest = ''] = match
  const stamp: Stamp = time === '-' ? { kind: 'none', text: time } : isoStamp(time)
  const { structured, message } = splitStructured(rest)
  return {
    stamp,
    nulls,
    priority,
    host: named(host),
    program: named(program),
    pid: /^\d{1,10}$/.test(process) ? Number(process) : undefined,
    severity: undefined,
    messageId: named(messageId),
    structured,
    message: message.replace(/^\ufeff/, '').trim(),
  }
}

function named(text: string): string | undefined {
  return text === '-' ? undefined : text
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
