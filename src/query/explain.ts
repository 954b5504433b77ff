import { clip, formatNumber, listOf, showControls } from '../base/text.ts'
import { aliasWords, fieldWords } from './field-words.ts'
import { sameField } from './fields.ts'
import { aliasAt, timeText } from './format.ts'
import type { FieldTest, LikePart, Query, TextTest, TimeTest, ValueTest } from './query.ts'

/** The search in plain words, without a full stop: "user is alice, and source address is in 203.0.113.0/24, and outcome is not failure". */
export function explainQuery(query: Query): string {
  return explain(query, 'top')
}

/** Where a clause stands: what holds several clauses is bracketed unless it stands alone. */
type Place = 'top' | 'inside'

function explain(query: Query, place: Place): string {
  switch (query.kind) {
    case 'everything':
      return 'every event'
    case 'and':
      return bracketed(query.parts.map((part) => explain(part, 'inside')).join(', and '), place)
    case 'or':
      return explainOr(query.parts, { place, isNot: false })
    case 'not':
      return explainNot(query.part, place)
    case 'time':
      return explainTime(query)
    case 'text':
      return `${textWords(query.test)} occurs`
    case 'field':
      return `${fieldWords(query.field)} ${testWords(query.test, false)}`
  }
}

function explainNot(query: Query, place: Place): string {
  switch (query.kind) {
    case 'everything':
      return 'no event'
    case 'not':
      return explain(query.part, place)
    case 'time':
      return `not ${explainTime(query)}`
    case 'text':
      return `${textWords(query.test)} does not occur`
    case 'field':
      return `${fieldWords(query.field)} ${testWords(query.test, true)}`
    case 'or':
      return explainOr(query.parts, { place, isNot: true })
    case 'and':
      return `not (${explain(query, 'top')})`
  }
}

/** "action is a or b" where one field is asked for several values; "source or destination address is x" where a short name was written. */
function explainOr(parts: readonly Query[], { place, isNot }: { place: Place; isNot: boolean }): string {
  const values = valuesOfOne(parts)
  if (values !== undefined)
    return `${fieldWords(values.field)} is ${isNot ? 'neither ' : ''}${isNot ? values.texts.join(' nor ') : alternatives(values.texts)}`
  const clauses: string[] = []
  for (let at = 0; at < parts.length; ) {
    const [alias, part] = [aliasAt(parts, at), parts[at]]
    if (part === undefined) break
    const isAlone = alias !== undefined && alias.length === parts.length
    if (alias !== undefined && part.kind === 'field') clauses.push(`${aliasWords(alias.name)} ${testWords(part.test, isNot && isAlone)}`)
    else clauses.push(explain(part, 'inside'))
    if (isAlone) return clauses.join('')
    at += alias?.length ?? 1
  }
  return isNot ? `not (${clauses.join(', or ')})` : bracketed(clauses.join(', or '), place)
}

function alternatives(texts: readonly string[]): string {
  return texts.length < 3 ? texts.join(' or ') : `one of ${listOf(texts, 12)}`
}

function valuesOfOne(parts: readonly Query[]): { field: FieldTest['field']; texts: string[] } | undefined {
  const [first] = parts
  if (first?.kind !== 'field') return undefined
  const texts: string[] = []
  for (const part of parts) {
    if (part.kind !== 'field' || !sameField(part.field, first.field) || part.test.op !== 'is') return undefined
    texts.push(valueWords(part.test.value))
  }
  return { field: first.field, texts }
}

function bracketed(text: string, place: Place): string {
  return place === 'top' ? text : `(${text})`
}

const comparisons = { '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' } as const

function testWords(test: ValueTest, isNot: boolean): string {
  const is = isNot ? 'is not' : 'is'
  switch (test.op) {
    case 'is':
      return `${is} ${valueWords(test.value)}`
    case 'like':
      return likeWords(test.pattern, isNot)
    case 'matches':
      return `${isNot ? 'does not match' : 'matches'} ${regexWords(test.source)}`
    case 'in':
      return test.network.first === test.network.last ? `${is} ${test.network.text}` : `${is} in ${test.network.text}`
    case 'compare':
      return `${is} ${comparisons[test.comparison]} ${formatNumber(test.value)}`
    case 'exists':
      return isNot ? 'is absent' : 'is present'
  }
}

function likeWords(pattern: readonly LikePart[], isNot: boolean): string {
  const [first, second, third, ...more] = pattern
  const verb = (one: string, none: string): string => (isNot ? `does not ${none}` : one)
  if (typeof first === 'string' && isStar(second) && third === undefined) return `${verb('begins', 'begin')} with ${valueWords(first)}`
  if (isStar(first) && typeof second === 'string' && third === undefined) return `${verb('ends', 'end')} with ${valueWords(second)}`
  if (isStar(first) && typeof second === 'string' && isStar(third) && more.length === 0) return `${verb('contains', 'contain')} ${valueWords(second)}`
  return `is ${isNot ? 'not ' : ''}like ${patternWords(pattern)}`
}

function isStar(part: LikePart | undefined): boolean {
  return typeof part === 'object' && part.wild === '*'
}

function textWords(test: TextTest['test']): string {
  switch (test.op) {
    case 'contains':
      return `the text "${shown(test.text)}"`
    case 'like':
      return `text like ${patternWords(test.pattern)}`
    case 'matches':
      return `text that matches ${regexWords(test.source)}`
  }
}

function patternWords(pattern: readonly LikePart[]): string {
  return `"${shown(pattern.map((part) => (typeof part === 'string' ? part : part.wild)).join(''))}"`
}

function regexWords(source: string): string {
  return `/${shown(source)}/`
}

/** A value that could be taken for words of the sentence stands in quotes. */
function valueWords(value: string): string {
  return /^[\p{L}\p{N}_.:/@-]{1,100}$/u.test(value) ? value : `"${shown(value)}"`
}

function shown(text: string): string {
  return showControls(clip(text, 100)).replace(/\s/g, ' ')
}

function explainTime({ from, before }: TimeTest): string {
  const texts = [from === undefined ? undefined : `from ${timeWords(from)}`, before === undefined ? undefined : `before ${timeWords(before)}`]
  return `time ${listOf(texts.filter((text) => text !== undefined))}`
}

function timeWords(micros: bigint): string {
  const text = timeText(micros)
  return `${text.slice(0, 10)} ${text.slice(11, -1)} UTC`
}
