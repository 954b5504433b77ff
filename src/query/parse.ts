import { allOf } from './combine.ts'
import { nameAt } from './field-name.ts'
import { addressKey } from './network.ts'
import type { LikePart, Query, TextTest } from './query.ts'
import type { QueryError } from './query-error.ts'
import { type Grammar, readOr } from './read-boolean.ts'
import { isWhole, readField } from './read-field.ts'
import { literalOf } from './read-value.ts'
import { checkRegexPiece } from './regex-piece.ts'
import { addError, countTerm, isWordEnd, type Scan, scanPiece, skipSpaces } from './scan.ts'

export type ParsedQuery = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly errors: readonly QueryError[] }

export interface ParseOptions {
  /** What `time>=-2h` counts from, microseconds since 1970 UTC; without it such times are mistakes. */
  readonly nowUs?: bigint
}

export const longestQuery = 10_000

/**
 * Reads the text of a search. Never throws: mistakes come with their places, several at once. The time it takes is proportional to the length of the text.
 * No text, or `*`, is every event.
 */
export function parseQuery(text: string, { nowUs }: ParseOptions = {}): ParsedQuery {
  if (text.length > longestQuery) {
    const message = `This search has ${text.length} characters; at most ${longestQuery} are read`
    return { ok: false, errors: [{ message, start: longestQuery, end: text.length, hint: 'Search in several steps, or with * for many values' }] }
  }
  const scan: Scan = { text, nowUs, errors: [], at: 0, depth: 0, terms: 0, regexes: 0, isStopped: false }
  const found: Query[] = []
  skipSpaces(scan)
  while (scan.at < text.length) {
    found.push(readOr(scan, terms))
    if (scan.text[scan.at] !== ')') continue
    addError(scan, { message: 'This parenthesis closes nothing', start: scan.at, end: scan.at + 1, hint: 'Take it out, or put it in quotes' })
    scan.at++
    skipSpaces(scan)
  }
  return scan.errors.length > 0 ? { ok: false, errors: scan.errors } : { ok: true, query: allOf(found) }
}

const terms: Grammar = { read: readTerm, mayJuxtapose: true }

function readTerm(scan: Scan): Query {
  const start = scan.at
  // An address of version 6 is full of colons, and no field.
  const name = isAddressAt(scan) ? undefined : nameAt(scan)
  if (name !== undefined) return readField(scan, name)
  if (!countTerm(scan)) return { kind: 'everything' }
  const quote = "'‘’“”„«»`".includes(scan.text.charAt(start)) ? scan.text.charAt(start) : undefined
  const piece = scanPiece(scan)
  if (quote !== undefined) {
    addError(scan, {
      message: `${quote} is no quotation mark here`,
      start,
      end: start + 1,
      hint: 'A phrase stands in straight double quotes: "rm -rf"',
    })
    return { kind: 'everything' }
  }
  if (!isWhole(scan, piece)) return { kind: 'everything' }
  if (piece.kind !== 'regex') return textOf(scan, { parts: piece.parts, start, end: piece.end })
  return checkRegexPiece(scan, piece) ? { kind: 'text', test: { op: 'matches', source: literalOf(piece.parts) ?? '' } } : { kind: 'everything' }
}

/** Text is looked for anywhere, so that wildcards at its ends say nothing. */
function textOf(scan: Scan, { parts, start, end }: { parts: readonly LikePart[]; start: number; end: number }): Query {
  const inner = parts.slice(isStar(parts[0]) ? 1 : 0, parts.length > 1 && isStar(parts.at(-1)) ? -1 : undefined)
  if (parts.length > 0 && inner.length === 0) return { kind: 'everything' }
  const text = literalOf(inner)
  if (text === '') addError(scan, { message: 'There is nothing between these quotes', start, end, hint: 'Write what to search for' })
  const test: TextTest['test'] = text === undefined ? { op: 'like', pattern: inner } : { op: 'contains', text }
  return { kind: 'text', test }
}

function isStar(part: LikePart | undefined): boolean {
  return typeof part === 'object' && part.wild === '*'
}

function isAddressAt({ text, at }: Scan): boolean {
  let end = at
  while (end - at <= 64 && !isWordEnd(text.charAt(end))) end++
  return addressKey(text.slice(at, end)) !== undefined
}
