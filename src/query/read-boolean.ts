import { allOf, anyOf, noneOf } from './combine.ts'
import type { Query } from './query.ts'
import { addError, isSpace, isWordEnd, type Scan, skipSpaces, stop } from './scan.ts'

const deepest = 50

/** What stands between and, or, not and parentheses: the terms of a search, or the values of one field. */
export interface Grammar {
  /** Reads one operand; the text does not end here, and neither does a parenthesis. */
  readonly read: (scan: Scan) => Query
  /** Whether "and" may be left out. Between the values of a field it may not: nobody agrees on what that would mean. */
  readonly mayJuxtapose: boolean
}

/** Reads `a or b`, up to the end of the text or the parenthesis that closes it. "and" binds tighter than "or", "not" tighter than both. */
export function readOr(scan: Scan, grammar: Grammar): Query {
  const parts = [readAnd(scan, grammar)]
  while (takeWord(scan, 'or')) parts.push(readAnd(scan, grammar))
  return anyOf(parts)
}

/** Reads `(…)`; it opens here. */
export function readGroup(scan: Scan, grammar: Grammar): Query {
  const start = scan.at++
  skipSpaces(scan)
  if (scan.text[scan.at] === ')') {
    scan.at++
    addError(scan, { message: 'There is nothing in these parentheses', start, end: scan.at, hint: 'Take them out, or put them in quotes' })
    return { kind: 'everything' }
  }
  const query = deeper(scan, () => readOr(scan, grammar))
  if (scan.text[scan.at] === ')') scan.at++
  else addError(scan, { message: 'This parenthesis is not closed', start, end: start + 1, hint: 'Close it with ), or put it in quotes' })
  return query
}

function readAnd(scan: Scan, grammar: Grammar): Query {
  const parts: Query[] = []
  for (;;) {
    skipSpaces(scan)
    if (isOver(scan)) {
      missingOperand(scan)
      return allOf(parts)
    }
    parts.push(readNot(scan, grammar))
    skipSpaces(scan)
    if (isOver(scan)) return allOf(parts)
    if (takeWord(scan, 'and') || grammar.mayJuxtapose) continue
    const hint = 'Put "or" or "and" between values, and quotes around a value of several words'
    addError(scan, { message: 'There is no word between these two values', start: scan.at, end: scan.at + 1, hint })
  }
}

function readNot(scan: Scan, grammar: Grammar): Query {
  const start = scan.at
  if (takeWord(scan, 'and')) {
    const hint = 'Put something before it, or quotes around it'
    addError(scan, { message: 'There is nothing before this "and"', start, end: scan.at, hint })
    skipSpaces(scan)
    return isOver(scan) ? { kind: 'everything' } : deeper(scan, () => readNot(scan, grammar))
  }
  if (takeWord(scan, 'not')) {
    skipSpaces(scan)
    if (!isOver(scan)) return noneOf(deeper(scan, () => readNot(scan, grammar)))
    missingOperand(scan)
    return { kind: 'everything' }
  }
  const sign = scan.text.charAt(scan.at)
  if ((sign === '-' || sign === '!') && scan.text[scan.at + 1] !== '=') return readExcluded(scan, grammar)
  return sign === '(' ? readGroup(scan, grammar) : grammar.read(scan)
}

/** `-x`, `!x`: the sign stands right before what it excludes. */
function readExcluded(scan: Scan, grammar: Grammar): Query {
  const start = scan.at++
  const next = scan.text.charAt(scan.at)
  if (next === '-' || next === '!') {
    while (!isWordEnd(scan.text.charAt(scan.at))) scan.at++
    const hint = `To search for it as it is, put it in quotes: "${scan.text.slice(start, Math.min(scan.at, start + 60))}"`
    addError(scan, { message: 'A sign that excludes is not doubled', start, end: start + 2, hint })
    return { kind: 'everything' }
  }
  if (next === '' || next === ')' || isSpace(next)) {
    const hint = 'Write -x or "not x" without a space between sign and x; a sign alone stands in quotes'
    addError(scan, { message: 'A sign that excludes has nothing right behind it', start, end: start + 1, hint })
    return { kind: 'everything' }
  }
  return noneOf(deeper(scan, () => (next === '(' ? readGroup(scan, grammar) : grammar.read(scan))))
}

/** Reads one level deeper; beyond the limit nothing more is read, so that no text can exhaust the stack. */
function deeper(scan: Scan, read: () => Query): Query {
  if (scan.depth >= deepest) {
    stop(scan, {
      message: `This search is nested deeper than ${deepest} levels`,
      start: scan.at,
      end: scan.at + 1,
      hint: 'Take parentheses out, or search in two steps',
    })
    return { kind: 'everything' }
  }
  scan.depth++
  const query = read()
  scan.depth--
  return query
}

function missingOperand(scan: Scan): void {
  const hint = 'Words that join (and, or, not) stand before and between terms; to search for such a word put it in quotes'
  addError(scan, { message: 'Something to search for is missing here', start: scan.at, end: scan.at + Math.max(1, wordAt(scan, 'or')), hint })
}

/** The end of what is joined by "and". */
function isOver(scan: Scan): boolean {
  return scan.at >= scan.text.length || scan.text[scan.at] === ')' || wordAt(scan, 'or') > 0
}

const spellings = { and: ['and', '&&'], or: ['or', '||'], not: ['not'] } as const
type JoiningWord = keyof typeof spellings

/** The length of the joining word here, in either case; 0 where it is none, as in `order` and `or:x`. */
function wordAt({ text, at }: Scan, word: JoiningWord): number {
  const found = spellings[word].find((spelling) => text.slice(at, at + spelling.length).toLowerCase() === spelling)
  return found !== undefined && isWordEnd(text.charAt(at + found.length)) ? found.length : 0
}

function takeWord(scan: Scan, word: JoiningWord): boolean {
  const length = wordAt(scan, word)
  scan.at += length
  return length > 0
}
