import { nearestWord } from '../base/nearest-word.ts'
import { kindOf } from './fields.ts'
import type { Operator } from './field-name.ts'
import { looksLikeNetwork, parseNetwork } from './network.ts'
import type { Comparison, LikePart, QueryField, ValueTest } from './query.ts'
import type { Piece } from './scan.ts'

/** Why a value does not fit its field, and what to write instead. */
export interface ValueFault {
  readonly fault: string
  readonly hint: string
}

const outcomes = ['success', 'failure', 'unknown'] as const
/** What people write for an outcome. */
const outcomeWords: Readonly<Record<string, (typeof outcomes)[number]>> = {
  ok: 'success',
  succeeded: 'success',
  allowed: 'success',
  fail: 'failure',
  failed: 'failure',
  denied: 'failure',
  error: 'failure',
}
const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** What was written: the name as it stands in the text (which faults quote), one of the fields it stands for, the operator and the value. */
export interface WrittenTest {
  readonly name: string
  readonly field: QueryField
  readonly operator: Operator
  readonly piece: Piece
}

/** The test that a value behind an operator stands for, by what the field holds. `!=` is read as `=`: the caller turns it around. */
export function readValue(written: WrittenTest): ValueTest | ValueFault {
  const { field, operator, piece } = written
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') return readComparison(written, operator)
  if (piece.kind === 'regex') return { op: 'matches', source: literalOf(piece.parts) ?? '' }
  const isExact = operator !== ':'
  const parts = isExact ? [rawText(piece.parts)] : piece.parts
  const text = literalOf(parts)
  if (text === undefined) return parts.length === 1 && isStar(parts[0]) ? { op: 'exists' } : { op: 'like', pattern: parts }
  if (text === '' && (kindOf(field) !== 'own' || !isExact)) return noValue(written.name)
  return isExact || piece.kind === 'phrase' ? readExact(written, { text, isExact }) : readWord(written, text)
}

/** A value in quotes, or behind `=`: as it is written. */
function readExact(written: WrittenTest, { text, isExact }: { text: string; isExact: boolean }): ValueTest | ValueFault {
  const kind = kindOf(written.field)
  if (kind === 'long' && !isExact) return within(text)
  return kind === 'number' || kind === 'outcome' || (kind === 'address' && isExact) ? readWord(written, text) : { op: 'is', value: text }
}

function readWord({ name, field }: WrittenTest, text: string): ValueTest | ValueFault {
  switch (kindOf(field)) {
    case 'text':
      return { op: 'is', value: text }
    case 'long':
      return within(text)
    case 'number':
      return readCount(name, text)
    case 'address':
      return readAddress(name, text)
    case 'outcome':
      return readOutcome(name, text)
    case 'hash':
      return readHash(text)
    case 'own':
      return looksLikeNetwork(text) ? readAddress(name, text) : { op: 'is', value: text }
  }
}

function readCount(name: string, text: string): ValueTest | ValueFault {
  const value = readNumber(text)
  return value === undefined ? notNumber(name, text) : { op: 'is', value: String(value) }
}

function within(text: string): ValueTest {
  return { op: 'like', pattern: [{ wild: '*' }, text, { wild: '*' }] }
}

function readAddress(name: string, text: string): ValueTest | ValueFault {
  const network = parseNetwork(text)
  if (network !== undefined) return { op: 'in', network }
  // Evidence holds impossible addresses (225.01.00.16); who looks for one finds it as it is written, in quotes.
  const hint = `Write ${name}:203.0.113.7, ${name}:203.0.113.0/24, ${name}:2001:db8::/32 or ${name}:203.0.*; in quotes any text is compared as it is`
  return { fault: `"${text}" is no address and no network`, hint }
}

function readOutcome(name: string, text: string): ValueTest | ValueFault {
  const lower = text.toLowerCase()
  const known = outcomes.find((outcome) => outcome === lower)
  if (known !== undefined) return { op: 'is', value: known }
  const near = Object.hasOwn(outcomeWords, lower) ? outcomeWords[lower] : nearestWord(lower, outcomes)
  return {
    fault: `An outcome is never "${text}"`,
    hint: near === undefined ? `It is success, failure or unknown` : `Write ${name}:${near}; an outcome is success, failure or unknown`,
  }
}

function readHash(text: string): ValueTest | ValueFault {
  if (!/^[0-9a-f]{1,64}$/i.test(text))
    return { fault: `"${text}" is no SHA-256`, hint: 'Write the 64 hex digits of the evidence item, or the first few' }
  return text.length === 64 ? { op: 'is', value: text.toLowerCase() } : { op: 'like', pattern: [text.toLowerCase(), { wild: '*' }] }
}

function readComparison({ name, field, piece }: WrittenTest, comparison: Comparison): ValueTest | ValueFault {
  const kind = kindOf(field)
  if (kind !== 'number' && kind !== 'own') return { fault: `${name} holds no numbers to compare`, hint: `Compare its text with ${name}:…` }
  const text = piece.kind === 'regex' ? undefined : literalOf(piece.parts)
  if (text === '') return noValue(name)
  const value = text === undefined ? undefined : readNumber(text)
  return value === undefined ? notNumber(name, text ?? rawText(piece.parts)) : { op: 'compare', comparison, value }
}

/** A decimal number, with a unit of bytes behind it where one is given (1.5MB is 1,500,000; 1KiB is 1,024). */
function readNumber(text: string): number | undefined {
  const match = /^(-?\d{1,25}(?:\.\d{1,25})?(?:e[+-]?\d{1,3})?)(|[kmgt]i?b)$/i.exec(text)
  if (match === null) return undefined
  const value = Number(match[1]) * (byteUnits[(match[2] ?? '').toLowerCase()] ?? 1)
  return Number.isFinite(value) ? value : undefined
}

function notNumber(name: string, text: string): ValueFault {
  const digits = /^(\d+)x+$/i.exec(text)?.[1]
  return { fault: `"${text}" is no number`, hint: `Write ${name}:${digits === undefined ? '404' : `${digits}*`}, ${name}>=1000 or ${name}>10MB` }
}

function noValue(name: string): ValueFault {
  return {
    fault: `There is no value for ${name}`,
    hint: `Write a value; ${name}:* is every event that has one, -${name}:* every event that has none`,
  }
}

/** The text of parts without wildcards; undefined where there are some. */
export function literalOf(parts: readonly LikePart[]): string | undefined {
  const [first = '', ...others] = parts
  return typeof first === 'string' && others.length === 0 ? first : undefined
}

/** The text with its wildcards taken as they are written. */
export function rawText(parts: readonly LikePart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.wild)).join('')
}

function isStar(part: LikePart | undefined): boolean {
  return typeof part === 'object' && part.wild === '*'
}
