/** A line taken apart; the texts are as the server wrote them. */
export interface AccessLine {
  readonly vhost: string | undefined
  readonly client: string
  readonly ident: string
  readonly user: string
  readonly time: string
  readonly request: string
  readonly status: string
  readonly bytes: string
  /** What follows the size. */
  readonly rest: string
}

const space = 32
const quote = 34
const dash = 45
const opening = 91

/** Behind proxies the client is a list: each but the last ends in a comma. */
const front =
  /^(?:([^\s"[]{0,254}[^\s"[,]) )?([^\s"[]{0,254}[^\s"[,](?:, [^\s"[]{0,63}[^\s"[,]){0,10}) ([^\s"[]{1,255}) ([^"[]{1,255}) \[([^\]]{10,40})\] "/
/** A request whose quotes are escaped, as servers write it. */
const escapedRequest = /^((?:[^"\\]|\\.){0,65536})" (\d{3}|-) (\d{1,18}|-)(?= |$)/
/** A request with quotes of its own: it ends where a status and a size follow. */
const rawRequest = /^(.{0,65536}?)" (\d{3}) (\d{1,18}|-)(?= |$)/
const longestQuoted = 65_536

/** Takes a line apart; undefined where it is none of this format. Expressions read only lines that have something unusual. */
export function splitLine(line: string): AccessLine | undefined {
  const start = plainFront(line) ?? unusualFront(line)
  if (start === undefined) return undefined
  const end = plainEnd(line, start.length) ?? unusualEnd(line, start.length)
  if (end === undefined) return undefined
  const { vhost, client, ident, user, time } = start
  const { request, status, bytes, next } = end
  return { vhost, client, ident, user, time, request, status, bytes, rest: line.slice(next + 1) }
}

type Front = Pick<AccessLine, 'vhost' | 'client' | 'ident' | 'user' | 'time'> & {
  /** Characters up to the request. */
  readonly length: number
}

function unusualFront(line: string): Front | undefined {
  const match = front.exec(line)
  if (match === null) return undefined
  const [matched, vhost, client = '', ident = '', user = '', time = ''] = match
  return { vhost, client, ident, user, time, length: matched.length }
}

/** Three or four words with one space between them, and a time in brackets; undefined for any other text. */
function plainFront(line: string): Front | undefined {
  const first = wordEnd(line, 0)
  const second = wordEnd(line, first + 1)
  const third = wordEnd(line, second + 1)
  if (first === -1 || second === -1 || third === -1) return undefined
  const fourth = line.charCodeAt(third + 1) === opening ? undefined : wordEnd(line, third + 1)
  if (fourth === -1) return undefined
  const bracket = (fourth ?? third) + 1
  const end = line.indexOf(']', bracket)
  if (line.charCodeAt(bracket) !== opening || end - bracket < 11 || end - bracket > 41 || !line.startsWith('] "', end)) return undefined
  const time = line.slice(bracket + 1, end)
  const length = end + 3
  if (fourth === undefined) {
    return { vhost: undefined, client: line.slice(0, first), ident: line.slice(first + 1, second), user: line.slice(second + 1, third), time, length }
  }
  const client = line.slice(first + 1, second)
  return { vhost: line.slice(0, first), client, ident: line.slice(second + 1, third), user: line.slice(third + 1, fourth), time, length }
}

const longestWord = 255
const comma = 44

/** Where a word of ASCII without quotes and brackets ends, before one space; -1 where there is none, or it ends in a comma (a list of clients). */
function wordEnd(line: string, from: number): number {
  let at = from
  let code = line.charCodeAt(at)
  while (code > space && code < 127 && code !== quote && code !== opening) code = line.charCodeAt(++at)
  const isWord = code === space && at > from && at - from <= longestWord && line.charCodeAt(at - 1) !== comma
  return isWord ? at : -1
}

type End = Pick<AccessLine, 'request' | 'status' | 'bytes'> & {
  /** Index behind the size. */
  readonly next: number
}

function unusualEnd(line: string, from: number): End | undefined {
  const behind = line.slice(from)
  const match = escapedRequest.exec(behind) ?? rawRequest.exec(behind)
  if (match === null) return undefined
  const [matched, request = '', status = '', bytes = ''] = match
  return { request, status, bytes, next: from + matched.length }
}

/** A request without backslashes, a status and a size; undefined for any other text. */
function plainEnd(line: string, from: number): End | undefined {
  const end = quotedEnd(line, from)
  if (end === -1 || line.charCodeAt(end + 1) !== space) return undefined
  const status = numberEnd(line, end + 2)
  if (status - end - 2 !== (line.charCodeAt(end + 2) === dash ? 1 : 3) || line.charCodeAt(status) !== space) return undefined
  const size = numberEnd(line, status + 1)
  const length = size - status - 1
  if (length < 1 || length > 18 || (size !== line.length && line.charCodeAt(size) !== space)) return undefined
  return { request: line.slice(from, end), status: line.slice(end + 2, status), bytes: line.slice(status + 1, size), next: size }
}

/** Where a number, or the dash that stands for none, ends. */
function numberEnd(line: string, from: number): number {
  if (line.charCodeAt(from) === dash) return from + 1
  let at = from
  for (let code = line.charCodeAt(at); code >= 48 && code <= 57; code = line.charCodeAt(++at));
  return at
}

/** Index of the quote that ends a text without backslashes; -1 where there is none. */
function quotedEnd(line: string, from: number): number {
  const end = line.indexOf('"', from)
  if (end === -1 || end - from > longestQuoted) return -1
  const escape = line.indexOf('\\', from)
  return escape === -1 || escape > end ? end : -1
}

const quoted = /^"((?:[^"\\]|\\.){0,65536})"(?: |$)/

/** The quoted text at the start of another, and what follows it; undefined where there is none. */
function takeQuoted(text: string): { readonly value: string; readonly behind: string } | undefined {
  if (text.charCodeAt(0) !== quote) return undefined
  const end = quotedEnd(text, 1)
  if (end !== -1) {
    const isClosed = end + 1 === text.length || text.charCodeAt(end + 1) === space
    return isClosed ? { value: text.slice(1, end), behind: text.slice(end + 2) } : undefined
  }
  const match = quoted.exec(text)
  return match === null ? undefined : { value: match[1] ?? '', behind: text.slice(match[0].length) }
}

/** What follows the size of the answer. */
export interface Rest {
  readonly referrer: string | undefined
  readonly agent: string | undefined
  readonly extra: string | undefined
  /** True where the last quote is missing. */
  readonly cut: boolean
}

/** The quoted referrer and user agent behind the size, and what follows them. */
export function splitRest(rest: string): Rest {
  const referrer = takeQuoted(rest)
  if (referrer === undefined) return { referrer: undefined, agent: undefined, extra: present(rest), cut: rest.startsWith('"') }
  const { value, behind } = referrer
  const agent = takeQuoted(behind)
  if (agent !== undefined) return { referrer: value, agent: agent.value, extra: present(agent.behind), cut: false }
  const cut = behind === '' || behind.startsWith('"')
  return { referrer: value, agent: behind.startsWith('"') ? behind.slice(1) : undefined, extra: cut ? undefined : behind, cut }
}

function present(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** A request line taken apart; all undefined where it is none. */
export interface Request {
  readonly method: string | undefined
  readonly target: string | undefined
  readonly path: string | undefined
  readonly query: string | undefined
  readonly version: string | undefined
}

const unreadable: Request = { method: undefined, target: undefined, path: undefined, query: undefined, version: undefined }
const requestLine = /^([A-Za-z_-]{1,32}) (.{0,65536}?)(?: (HTTP\/\d(?:\.\d)?))?$/

export function splitRequest(request: string): Request {
  const plain = plainRequest(request)
  if (plain !== undefined) return plain
  const match = requestLine.exec(request)
  if (match === null) return unreadable
  const [, method = '', target = '', version] = match
  return requestOf(method, target, version)
}

const versions = ['HTTP/1.1', 'HTTP/2.0', 'HTTP/1.0', 'HTTP/3.0']
const versionLength = ' HTTP/1.1'.length
const longestMethod = 32

/** Capital letters, a target of ASCII, and a usual version; undefined for any other text. */
function plainRequest(request: string): Request | undefined {
  const version = versions.find((name) => request.endsWith(name))
  const end = request.length - versionLength
  if (version === undefined || request.charCodeAt(end) !== space) return undefined
  let at = 0
  for (let code = request.charCodeAt(at); code >= 65 && code <= 90; code = request.charCodeAt(++at));
  if (at === 0 || at > longestMethod || at >= end || request.charCodeAt(at) !== space || end - at > longestQuoted) return undefined
  for (let index = at; index < end; index += 1) {
    const code = request.charCodeAt(index)
    if (code < space || code > 126) return undefined
  }
  return requestOf(request.slice(0, at), request.slice(at + 1, end), version)
}

function requestOf(method: string, target: string, version: string | undefined): Request {
  const mark = target.indexOf('?')
  const isPlain = mark === -1
  return { method, target, path: isPlain ? target : target.slice(0, mark), query: isPlain ? undefined : target.slice(mark + 1), version }
}
