import type { LikePart } from './query.ts'
import type { QueryError } from './query-error.ts'

/** Where reading stands. `at` moves on; mistakes are collected, and reading goes on behind them. */
export interface Scan {
  readonly text: string
  /** What "now" is, where times may be counted from it; microseconds since 1970. */
  readonly nowUs: bigint | undefined
  readonly errors: QueryError[]
  at: number
  depth: number
  terms: number
  regexes: number
  /** True once a limit was passed: nothing more is read, and no mistake that follows from that is told. */
  isStopped: boolean
}

/** A word, a "phrase" or a /regular expression/ as it stands in the text. */
export interface Piece {
  readonly kind: 'word' | 'phrase' | 'regex'
  readonly start: number
  readonly end: number
  /** Literal text and wildcards (a word); the one text (a phrase); the source (a regular expression). */
  readonly parts: readonly LikePart[]
}

const mostErrors = 10
const mostTerms = 500
/** Characters of one value, so that comparing it with long texts stays quick. */
export const longestValue = 1_000

export function addError(scan: Scan, error: QueryError): void {
  if (scan.errors.length < mostErrors && !scan.isStopped) scan.errors.push(error)
}

/** Tells of a limit that was passed, and reads no further. */
export function stop(scan: Scan, error: QueryError): void {
  addError(scan, error)
  scan.isStopped = true
  scan.at = scan.text.length
}

/** False once there are too many terms; then nothing more is read. */
export function countTerm(scan: Scan): boolean {
  if (++scan.terms <= mostTerms) return true
  const hint = 'Search in several steps, or with * for many values'
  stop(scan, { message: `This search has more than ${mostTerms} terms`, start: scan.at, end: scan.at + 1, hint })
  return false
}

export function isSpace(character: string): boolean {
  return character !== '' && ' \t\n\r\f\v\u00a0\u2028\u2029\ufeff'.includes(character)
}

export function skipSpaces(scan: Scan): void {
  while (isSpace(scan.text.charAt(scan.at))) scan.at++
}

/** True where a word cannot go on. */
export function isWordEnd(character: string): boolean {
  return character === '' || isSpace(character) || character === '(' || character === ')' || character === '"'
}

/** Reads what stands here as a value: the caller has seen that a word does not end here. */
export function scanPiece(scan: Scan, mayBeRegex = true): Piece {
  const character = scan.text.charAt(scan.at)
  if (character === '"') return scanPhrase(scan)
  if (character === '/' && mayBeRegex) {
    const regex = scanRegex(scan)
    if (regex !== undefined) return regex
  }
  return scanWord(scan)
}

/** In a phrase `\"` and `\\` stand for the quote and the backslash; any other backslash is one, so that Windows paths can be pasted. */
function scanPhrase(scan: Scan): Piece {
  const start = scan.at
  let text = ''
  let at = start + 1
  for (; at < scan.text.length && scan.text[at] !== '"'; at++) {
    const next = scan.text.charAt(at + 1)
    if (scan.text[at] === '\\' && (next === '"' || next === '\\')) at++
    text += scan.text.charAt(at)
  }
  const isClosed = at < scan.text.length
  scan.at = isClosed ? at + 1 : at
  if (!isClosed) {
    const escaped = scan.text.indexOf('\\"', start) !== -1
    addError(scan, {
      message: 'This quote is not closed',
      start,
      end: start + 1,
      hint: escaped ? 'Close it with "; a backslash right before the closing quote is written \\\\' : 'Close it with "',
    })
  }
  return { kind: 'phrase', start, end: scan.at, parts: [text] }
}

/** A regular expression ends at the first slash that is not escaped, if nothing stands right behind it: `/etc/passwd` is a word. */
function scanRegex(scan: Scan): Piece | undefined {
  const { text, at: start } = scan
  let at = start + 1
  while (at < text.length && text[at] !== '/') at += text[at] === '\\' ? 2 : 1
  if (at >= text.length) return unclosedRegex(scan)
  // Letters match in either case anyway; /x/i is what other programs taught.
  const end = text[at + 1] === 'i' && isRegexEnd(text.charAt(at + 2)) ? at + 2 : at + 1
  if (at === start + 1 || !isRegexEnd(text.charAt(end))) return undefined
  scan.at = end
  return { kind: 'regex', start, end, parts: [text.slice(start + 1, at).replace(/\\\//g, '/')] }
}

function isRegexEnd(character: string): boolean {
  return character === '' || character === ')' || isSpace(character)
}

/** A slash and no second one: a path, unless it holds what only regular expressions do. */
function unclosedRegex(scan: Scan): Piece | undefined {
  const start = scan.at
  let end = start
  while (end < scan.text.length && !isSpace(scan.text.charAt(end))) end++
  if (!/[\\[\]^$|+{(]/.test(scan.text.slice(start, end))) return undefined
  scan.at = end
  addError(scan, {
    message: 'This regular expression is not closed',
    start,
    end,
    hint: 'Close it with /, and write a slash inside it as \\/; a path with signs in it stands in quotes',
  })
  return { kind: 'regex', start, end, parts: [''] }
}

/** In a word a backslash before anything but letters and digits makes it ordinary: `\*`, `\:`, `\ `; before those it is itself (`CORP\alice`). */
function scanWord(scan: Scan): Piece {
  const start = scan.at
  const parts: LikePart[] = []
  let literal = ''
  const flush = (): void => {
    if (literal !== '') parts.push(literal)
    literal = ''
  }
  for (; !isWordEnd(scan.text.charAt(scan.at)); scan.at++) {
    const character = scan.text.charAt(scan.at)
    if (character === '*' || character === '?') {
      flush()
      const last = parts.at(-1)
      if (character === '?' || typeof last !== 'object' || last.wild !== '*') parts.push({ wild: character })
    } else if (isEscape(scan.text, scan.at)) literal += scan.text.charAt(++scan.at)
    else literal += character
  }
  flush()
  return { kind: 'word', start, end: scan.at, parts }
}

/** True for a backslash that makes the next character an ordinary one. */
export function isEscape(text: string, at: number): boolean {
  return text[at] === '\\' && at + 1 < text.length && !/[\p{L}\p{N}_]/u.test(text.charAt(at + 1))
}
