import { article } from '../../base/sentence.ts'
import { pluralOf } from '../../base/text.ts'

/** Something wrong with how a text is written, whatever it says. */
export interface Slip {
  readonly kind: 'number' | 'agreement' | 'article' | 'spacing' | 'punctuation' | 'value' | 'repetition' | 'range' | 'capital'
  readonly found: string
}

/** What this program counts: after 1 the word stands as it is here, after other numbers in the plural. */
const counted = [
  'account',
  'act',
  'action',
  'attempt',
  'attribute',
  'call',
  'citation',
  'credential',
  'day',
  'entry',
  'event',
  'hour',
  'indicator',
  'item',
  'minute',
  'problem',
  'proposal',
  'question',
  'recommendation',
  'record',
  'region',
  'request',
  'second',
  'session',
  'system',
  'thing',
  'time',
]
const many = counted.map(pluralOf)

const patterns: readonly (readonly [Slip['kind'], RegExp])[] = [
  ['number', new RegExp(String.raw`(?<![\d.,:-])1 (?:[a-z]+ )?(?:${many.join('|')})\b`, 'g')],
  ['number', new RegExp(String.raw`(?<![\d.,:+-])(?:[02-9]|[1-9]\d{1,2}|\d{1,3}(?:,\d{3})+) (?:${counted.join('|')})\b(?!-)`, 'g')],
  ['agreement', new RegExp(String.raw`(?<![\d.,:-])1 (?:${counted.join('|')}) (?:were|are|have)\b`, 'g')],
  ['agreement', new RegExp(String.raw`\d (?:[a-z]+ )?(?:${many.join('|')}) (?:was|has)\b`, 'g')],
  ['spacing', / {2,}|\S {1,3}[,;.](?=\s|$)|\( | \)|\s$|^\s/g],
  ['punctuation', /(?<![./\\])\.\.(?![./\\%])|,,|;;|\.,|,\.|:\.|;\.|\(\)|\band [.,;]|\bor [.,;]/g],
  ['value', /\bundefined\b|\bNaN\b|\[object |\bnull\b|\bInfinity\b|\{[a-z.]+\}|\bInvalid Date\b/g],
  ['repetition', /\b(?<word>the|a|an|of|to|and|in|on|at|by|from|was|were|is|are)\b \k<word>\b/gi],
  ['range', /\bbetween (?<end>[\w:+ -]{1,60}?) and \k<end>(?= |[.,;)]|$)/g],
  ['capital', /(?<=[a-z)\]"’”])(?<!\b(?:e\.g|i\.e|vs|approx))\. [a-z]/g],
]

/** Slips in one text of a report: wrong numbers, articles, spaces, stops, values that are none. For text this program wrote; people write as they like. */
export function findSlips(text: string): Slip[] {
  const found = patterns.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(([match]): Slip => ({ kind, found: match })))
  return [...found, ...wrongArticles(text)]
}

function wrongArticles(text: string): Slip[] {
  return [...text.matchAll(/(?<![\w.’'-])(an?) ([\w"“](?:[\w.-]*\w)?)/gi)].flatMap(([match, said = '', word = '']): Slip[] => {
    if (/^(?:A|a)$/.test(said) && /^(?:and|or|to|of|is|was|in|on|at)$/i.test(word)) return []
    return said.toLowerCase() === article(word) ? [] : [{ kind: 'article', found: match }]
  })
}

/** Whether a paragraph ends as prose does. */
export function isClosed(text: string): boolean {
  return /[.!?…:)"”’]$/.test(text.trimEnd())
}
