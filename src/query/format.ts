import { formatInstant } from '../base/instant.ts'
import { aliases, fieldText, kindOf } from './fields.ts'
import { clampTime } from './read-time.ts'
import type { FieldTest, LikePart, Query, QueryField, TextTest, TimeTest } from './query.ts'

/** How tightly a text holds together: what joins less tightly than where it is put needs parentheses. */
const tightness = { or: 0, and: 1, not: 2, term: 3 } as const

/**
 * The text of a search, in a form that `parseQuery` reads as the same search. What no text can say (an empty `and`, times before the year 1000) is
 * written as the nearest that can be said. Every event is no text.
 */
export function formatQuery(query: Query): string {
  return query.kind === 'everything' ? '' : format(query, tightness.or)
}

function format(query: Query, outer: number): string {
  switch (query.kind) {
    case 'everything':
      return '*'
    case 'and':
      return query.parts.length === 0
        ? '*'
        : inParentheses(
            query.parts.map((part) => format(part, part.kind === 'time' ? tightness.and : tightness.not)).join(' '),
            outer > tightness.and,
          )
    case 'or': {
      const texts = orTexts(query.parts)
      return inParentheses(texts.join(' or '), outer > tightness.or && texts.length > 1)
    }
    case 'not':
      return `-${format(query.part, tightness.term)}`
    case 'time':
      return formatTime(query, outer)
    case 'text':
      return formatText(query.test)
    case 'field':
      return formatField(fieldText(query.field), query)
  }
}

function inParentheses(text: string, isWanted: boolean): string {
  return isWanted ? `(${text})` : text
}

/** The same test of all fields of a short name is written with that name. */
function orTexts(parts: readonly Query[]): string[] {
  const texts: string[] = []
  for (let at = 0; at < parts.length; ) {
    const short = aliasAt(parts, at)
    const part = parts[at]
    if (part === undefined) break
    texts.push(short?.text ?? format(part, tightness.and))
    at += short?.length ?? 1
  }
  return texts.length === 0 ? ['*'] : texts
}

/** A short name that the tests from here on are spelled out of. */
export function aliasAt(parts: readonly Query[], at: number): { name: string; length: number; text: string } | undefined {
  for (const [name, fields] of Object.entries(aliases)) {
    if (fields.length < 2) continue
    const texts = fields.map((field, index) => {
      const part = parts[at + index]
      return part?.kind === 'field' && part.field.kind !== 'own' && part.field.name === field ? formatField(name, part) : undefined
    })
    const [text] = texts
    if (text !== undefined && texts.every((other) => other === text)) return { name, length: fields.length, text }
  }
  return undefined
}

function formatField(name: string, { field, test }: FieldTest): string {
  switch (test.op) {
    case 'exists':
      return `${name}:*`
    case 'is':
      return formatIs(name, field, test.value)
    case 'like':
      return `${name}:${formatLike(field, test.pattern)}`
    case 'matches':
      return `${name}:/${escapeSlashes(test.source)}/`
    case 'in':
      return `${name}:${test.network.text}`
    case 'compare':
      return `${name}${test.comparison}${String(test.value)}`
  }
}

function formatIs(name: string, field: QueryField, value: string): string {
  switch (kindOf(field)) {
    case 'number':
    case 'outcome':
      return `${name}:${value}`
    case 'long':
      return `${name}=${quote(value)}`
    case 'address':
      return `${name}:${quote(value)}`
    case 'hash':
      return /^[0-9a-f]{64}$/.test(value) ? `${name}:${value}` : `${name}:${quote(value)}`
    case 'text':
    case 'own':
      return value === '' ? `${name}=""` : `${name}:${valueText(value)}`
  }
}

function formatLike(field: QueryField, pattern: readonly LikePart[]): string {
  const [first, text, last, ...more] = pattern
  const isWithin = typeof first === 'object' && first.wild === '*' && typeof last === 'object' && last.wild === '*' && more.length === 0
  return isWithin && typeof text === 'string' && kindOf(field) === 'long' ? valueText(text) : patternText(pattern, /[\p{L}\p{N}_.@:/-]/u)
}

function formatText(test: TextTest['test']): string {
  switch (test.op) {
    case 'contains':
      return /^[\p{L}\p{N}_][\p{L}\p{N}_.@/-]*$/u.test(test.text) && !/^(?:and|or|not)$/i.test(test.text) ? test.text : quote(test.text)
    case 'like':
      return patternText(test.pattern, /[\p{L}\p{N}_.@]/u)
    case 'matches':
      return `/${escapeSlashes(test.source)}/`
  }
}

/** A value as it is read behind a colon: in quotes unless it is plain. */
export function valueText(value: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.:@-]*$/u.test(value) ? value : quote(value)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** A backslash before every character that is not safe, and before the first one that is no letter: it could open something. */
function patternText(pattern: readonly LikePart[], safe: RegExp): string {
  let text = ''
  for (const part of pattern) {
    if (typeof part !== 'string') text += part.wild
    else
      for (const character of part) text += safe.test(character) && (text !== '' || /[\p{L}\p{N}_]/u.test(character)) ? character : `\\${character}`
  }
  return text
}

function escapeSlashes(source: string): string {
  return source.replace(/\\[^]|\//g, (found) => (found === '/' ? '\\/' : found))
}

function formatTime({ from, before }: TimeTest, outer: number): string {
  const texts = [from === undefined ? undefined : `time>=${timeText(from)}`, before === undefined ? undefined : `time<${timeText(before)}`].filter(
    (text) => text !== undefined,
  )
  return texts.length === 0 ? '*' : inParentheses(texts.join(' '), texts.length > 1 && outer > tightness.and)
}

/** `2026-03-01T10:00:00Z`, with the fraction where there is one. Microseconds since 1970; from the year 1000 to 9999. */
export function timeText(micros: bigint): string {
  const said = clampTime(micros)
  return formatInstant(said * 1000n, said % 1_000_000n === 0n ? 'second' : said % 1000n === 0n ? 'millisecond' : 'microsecond')
}
