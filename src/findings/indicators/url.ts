import { atLength, code, dotLength, isDigit, isWord } from './characters.ts'
import { readDottedRun } from './dotted-run.ts'
import type { Host } from './host.ts'
import { readIpv6 } from './ipv6.ts'
import { type Search, keep } from './search.ts'

/** Schemes that reach another machine, with their defanged spellings. */
const schemes: ReadonlyMap<string, string> = new Map([
  ...['http', 'https', 'ftp', 'ftps', 'sftp', 'ws', 'wss', 'ldap', 'ldaps', 'rmi', 'smb', 'tcp', 'udp', 'ssh', 'rtsp', 'telnet', 'gopher', 'dns'].map(
    (scheme) => [scheme, scheme] as const,
  ),
  ['hxxp', 'http'],
  ['hxxps', 'https'],
  ['htxp', 'http'],
  ['htxps', 'https'],
  ['httxp', 'http'],
  ['httxps', 'https'],
  ['hxtp', 'http'],
  ['hxtps', 'https'],
  ['fxp', 'ftp'],
  ['fxps', 'ftps'],
])

const separators = ['://', '[:]//', '[://]', '(://)', ':[//]', '[:][//]', '[:]//', '(:)//', ':\\/\\/', '[:/]/', ':\\\\']

/** A URL longer than this is cut here; servers refuse far shorter ones. */
const longest = 16_384
const longestUserInfo = 256

/**
 * Reads a URL whose scheme is the word from `start` to `end`. Keeps the URL and, as a match of its own, its host. Returns the first place behind
 * what it took, or undefined where there is no URL; then nothing was kept.
 */
export function readUrl(search: Search, start: number, end: number): number | undefined {
  const { text } = search
  if (!maySeparate(text.charCodeAt(end + 1))) return undefined
  const scheme = end - start > 7 ? undefined : schemes.get(text.slice(start, end).toLowerCase())
  if (scheme === undefined) return undefined
  const separator = separators.find((each) => text.startsWith(each, end))
  if (separator === undefined) return undefined
  const hostStart = skipUserInfo(text, end + separator.length)
  const host = readUrlHost(search, hostStart)
  if (host === undefined) return undefined
  const stop = withoutMarkup(text, { start, end: trimmedEnd(text, host.behind, pathEnd(text, host.behind)), least: host.behind })
  const userInfo = text.slice(end + separator.length, hostStart)
  const value = `${scheme}://${userInfo}${host.shown}${refangPath(text.slice(host.behind, stop))}`
  keep(search, { type: 'url', value, observable: host.host.observable }, { start, end: stop })
  keep(search, host.host, host)
  return stop
}

interface UrlHost {
  readonly host: Host
  readonly start: number
  readonly end: number
  /** The first place behind the host and its closing bracket. */
  readonly behind: number
  /** As it stands in the normalised URL. */
  readonly shown: string
}

function readUrlHost(search: Search, start: number): UrlHost | undefined {
  const { text } = search
  if (text.charCodeAt(start) === code.openSquare) {
    const found = readIpv6(search, start + 1)
    if (found === undefined || text[found.end] !== ']') return undefined
    const { address, end } = found
    const shown = address.type === 'ipv6' ? `[${address.value}]` : address.value
    return { host: address, start: start + 1, end, behind: end + 1, shown }
  }
  if (!isWord(text.charCodeAt(start))) return undefined
  const run = readDottedRun(search, start)
  const host = run.value.toLowerCase() === 'localhost' ? localhost : search.memory.meant(run.value)
  return host === undefined ? undefined : { host, start, end: run.end, behind: run.end, shown: host.value }
}

const localhost: Host = { type: 'domain', value: 'localhost', observable: true }

/** The place behind `name:password@`, or `start` where there is none before the path begins. */
function skipUserInfo(text: string, start: number): number {
  const most = Math.min(text.length, start + longestUserInfo)
  for (let at = start; at < most; at += 1) {
    const character = text.charCodeAt(at)
    if (character === code.at) return at + atLength(text, at)
    if (character === code.slash || character === code.question || endsUrl(text, at)) return start
  }
  return start
}

/** The end of port, path, query and fragment; `start` where none of them follows. */
function pathEnd(text: string, start: number): number {
  let at = portEnd(text, start)
  const first = text[at]
  if (first !== '/' && first !== '?' && first !== '#' && !text.startsWith('\\/', at)) return at
  const most = Math.min(text.length, start + longest)
  let hasQuery = false
  while (at < most) {
    if (text.charCodeAt(at) === code.backslash && text.charCodeAt(at + 1) === code.slash) at += 2
    else if (text.charCodeAt(at) === code.openSquare && !hasQuery) {
      const length = dotLength(text, at)
      if (length === 0) return at
      at += length
    } else if (endsUrl(text, at)) return at
    else {
      if (text.charCodeAt(at) === code.question) hasQuery = true
      at += 1
    }
  }
  return at
}

function portEnd(text: string, start: number): number {
  const colon = text.startsWith('[:]', start) ? 3 : text.charCodeAt(start) === code.colon ? 1 : 0
  let end = start + colon
  while (end - start < 9 && isDigit(text.charCodeAt(end))) end += 1
  return colon === 0 || end === start + colon ? start : end
}

/** White space, quotes, brackets that cannot stand in a URL, and a comma before the next URL. */
function endsUrl(text: string, at: number): boolean {
  const character = text.charCodeAt(at)
  if (character <= 0x20 || (character >= 0x7f && character < 0xc0)) return true
  if (character >= 0xc0) return !isWord(character)
  if (character === code.comma || character === code.semicolon) return /^[,;]\s?h(?:tt|xx)ps?[:[]/i.test(text.slice(at, at + 9))
  return urlEnds[character] === 1
}

const urlEnds = new Uint8Array(128)
for (const character of '"\'<>`|\\^') urlEnds[character.charCodeAt(0)] = 1

/** Punctuation at the end belongs to the sentence, and a closing bracket to the text around, unless it was opened inside. */
function trimmedEnd(text: string, start: number, end: number): number {
  if (end === start || !isTrailing(text.charAt(end - 1))) return end
  const path = text.slice(start, end)
  const unopened = { ')': excess(path, '(', ')'), ']': excess(path, '[', ']'), '}': excess(path, '{', '}') }
  let last = end
  while (last > start) {
    const character = text.charAt(last - 1)
    if (character === ')' || character === ']' || character === '}') {
      if (unopened[character] <= 0) return last
      unopened[character] -= 1
    } else if (!isTrailing(character)) return last
    last -= 1
  }
  return last
}

function isTrailing(character: string): boolean {
  return '.,;:!?*_~)]}'.includes(character)
}

/** How many more brackets are closed in a text than opened. */
function excess(text: string, open: string, close: string): number {
  return text.split(close).length - text.split(open).length
}

/** AsciiDoc writes `++https://…++` for a literal. */
function withoutMarkup(text: string, url: { start: number; end: number; least: number }): number {
  const isMarked = text.startsWith('++', url.start - 2) && text.startsWith('++', url.end - 2)
  return isMarked && url.end - 2 >= url.least ? url.end - 2 : url.end
}

function refangPath(path: string): string {
  if (!/[[({\\]/.test(path)) return path
  const plain = path.startsWith('[:]') ? `:${path.slice(3)}` : path
  return plain
    .replaceAll('\\/', '/')
    .replaceAll('[.]', '.')
    .replaceAll('(.)', '.')
    .replaceAll('{.}', '.')
    .replace(/\[dot\]/gi, '.')
}

/** Behind the first character of a separator there is a slash, a colon, a bracket or a backslash. */
function maySeparate(character: number): boolean {
  return character === code.slash || character === code.colon || character === code.openSquare || character === code.backslash
}

/** True where the word that ends at `end` may be a scheme: cheap to ask before anything is compared. */
export function mayBeScheme(text: string, end: number): boolean {
  const character = text.charCodeAt(end)
  return character === code.colon || character === code.openSquare || character === code.openRound
}
