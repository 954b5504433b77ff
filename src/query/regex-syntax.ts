import { readClass, readEscape } from './regex-class.ts'
import { type Assertion, RegexError, type RegexFault, type RegexFlags, type RegexNode, type RegexScan, refuse, withCase } from './regex-tree.ts'

export const longestRegex = 1_000
/** Largest number of repetitions, nested ones multiplied: RE2's own limit. */
const mostRepetitions = 1_000
/** Characters of an expression with its counted repetitions written out. */
const largestRegex = 5_000
const deepest = 50

export type ParsedRegex = { readonly ok: true; readonly node: RegexNode } | { readonly ok: false; readonly fault: RegexFault }

/** Why an expression is none in RE2's syntax, or needs too much; undefined where it can be run in time proportional to any text. */
export function checkRegex(source: string): RegexFault | undefined {
  const parsed = parseRegex(source)
  return parsed.ok ? undefined : parsed.fault
}

/**
 * Reads the syntax of RE2 (https://github.com/google/re2/wiki/Syntax) as the tree of an expression in which letters match in either case, unless it says
 * `(?-i)`. What RE2 cannot run in linear time (look-around, references back) is refused with its place. Of RE2's syntax \C alone is missing: events are
 * characters, not bytes.
 */
export function parseRegex(source: string): ParsedRegex {
  const scan: RegexScan = { source, at: 0, depth: 0, flags: { isFolded: true, isMultiline: false, hasDotNewline: false } }
  try {
    const whole = { start: 0, end: source.length }
    if (source.length > longestRegex) refuse(`This regular expression has more than ${longestRegex} characters`, 'Search with a shorter one', whole)
    const node = readChoice(scan)
    const place = { start: scan.at, end: scan.at + 1 }
    if (scan.at < source.length) refuse('This parenthesis of the regular expression closes nothing', 'Write \\) for a parenthesis', place)
    if (repetitionsOf(node) > mostRepetitions || sizeOf(node) > largestRegex)
      refuse('This regular expression repeats too much', `Counted repetitions, one inside another multiplied, go up to ${mostRepetitions}`, whole)
    return { ok: true, node }
  } catch (error) {
    if (error instanceof RegexError) return { ok: false, fault: error.fault }
    throw error
  }
}

function readChoice(scan: RegexScan): RegexNode {
  const of = [readSequence(scan)]
  while (scan.source[scan.at] === '|') {
    scan.at++
    of.push(readSequence(scan))
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'choice', of }
}

function readSequence(scan: RegexScan): RegexNode {
  const of: RegexNode[] = []
  while (scan.at < scan.source.length && scan.source[scan.at] !== '|' && scan.source[scan.at] !== ')') of.push(...readRepeated(scan))
  return { kind: 'sequence', of }
}

/** One thing and its repetition; nothing for flags, several for `\Q…\E`. */
function readRepeated(scan: RegexScan): readonly RegexNode[] {
  const nodes = readAtom(scan)
  const start = scan.at
  const bounds = readBounds(scan)
  if (bounds === undefined) return nodes
  const place = { start, end: scan.at }
  const last = nodes.at(-1)
  if (last === undefined) return refuse('Nothing stands before this repetition', 'Write \\*, \\+ or \\? for the sign', place)
  if (bounds.least > mostRepetitions || (bounds.most !== Number.POSITIVE_INFINITY && bounds.most > mostRepetitions))
    return refuse(`A repetition of more than ${mostRepetitions} is not supported`, 'Write * or + for any number', place)
  if (bounds.most < bounds.least) return refuse('This repetition has its bounds the wrong way round', 'Write the smaller one first', place)
  if (scan.source[scan.at] === '?') scan.at++
  const again = scan.at
  if (readBounds(scan) !== undefined) {
    const isPossessive = scan.source[again] === '+'
    const message = isPossessive ? 'Possessive repetition is not supported' : 'A repetition is repeated'
    return refuse(message, 'Put what is repeated twice into (?:…)', { start, end: scan.at })
  }
  return [...nodes.slice(0, -1), { kind: 'repeat', of: last, ...bounds }]
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`; anything else in braces is text. */
function readBounds(scan: RegexScan): { least: number; most: number } | undefined {
  const counted = countedAt(scan)
  if (counted !== undefined) {
    scan.at += counted[0].length
    const least = Number(counted[1])
    return { least, most: counted[2] === '' ? least : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]) }
  }
  const sign = scan.source.charAt(scan.at)
  if (sign !== '*' && sign !== '+' && sign !== '?') return undefined
  scan.at++
  return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
}

function countedAt({ source, at }: RegexScan): RegExpExecArray | undefined {
  const counted = /^\{(\d{1,9})(,?)(\d{0,9})\}/.exec(source.slice(at, at + 22))
  return counted !== null && (counted[2] === ',' || counted[3] === '') ? counted : undefined
}

function readAtom(scan: RegexScan): readonly RegexNode[] {
  const { source, flags } = scan
  const character = source.charAt(scan.at)
  switch (character) {
    case '*':
    case '+':
    case '?':
      return []
    case '(':
      return readGroup(scan)
    case '\\':
      return readBackslash(scan)
  }
  if (character === '{' && countedAt(scan) !== undefined) return []
  const code = source.codePointAt(scan.at) ?? 0
  scan.at += code > 0xffff ? 2 : 1
  switch (character) {
    case '[':
      return [{ kind: 'chars', has: readClass(scan) }]
    case '.':
      return [{ kind: 'chars', has: flags.hasDotNewline ? () => true : (other) => other !== 10 }]
    case '^':
      return [{ kind: 'assert', what: flags.isMultiline ? 'line-start' : 'start' }]
    case '$':
      return [{ kind: 'assert', what: flags.isMultiline ? 'line-end' : 'end' }]
    default:
      return [literalNode(code, flags)]
  }
}

function readGroup(scan: RegexScan): readonly RegexNode[] {
  const { source, at: start, flags } = scan
  if (++scan.depth > deepest) refuse(`This regular expression is nested deeper than ${deepest} levels`, 'Take groups out', { start, end: start + 1 })
  const opening = /^\((?:\?(?:([imsU]{0,8}(?:-[imsU]{1,8})?)([:)])|P<[A-Za-z_]\w{0,60}>))?/.exec(source.slice(start, start + 70))
  const head = opening?.[0] ?? '('
  scan.at = start + head.length
  if (head === '(' && source[scan.at] === '?') refuseGroup(source, start)
  const [letters, end] = [opening?.[1], opening?.[2]]
  if (letters !== undefined) scan.flags = withFlags(flags, letters)
  if (end === ')') {
    scan.depth--
    return []
  }
  const node = readChoice(scan)
  if (source[scan.at] !== ')')
    refuse('A parenthesis of this regular expression is not closed', 'Close it with ), or write \\(', { start, end: start + 1 })
  scan.at++
  scan.depth--
  scan.flags = flags
  return [node]
}

function refuseGroup(source: string, start: number): never {
  const kinds = [
    ['(?=', 'Looking ahead'],
    ['(?!', 'Looking ahead'],
    ['(?<=', 'Looking behind'],
    ['(?<!', 'Looking behind'],
    ['(?>', 'An atomic group'],
    ['(?P=', 'A reference back to a group'],
    ['(?#', 'A comment'],
    ['(?<', 'A name for a group'],
  ] as const
  const kind = kinds.find(([opening]) => source.startsWith(opening, start))
  const end = start + (kind?.[0].length ?? 2)
  const hint = 'Say it with the search instead: /a/ -/b/ finds events with a and without b'
  return refuse(kind === undefined ? 'There is no group that opens like this' : `${kind[1]} is not supported`, hint, { start, end })
}

function withFlags(flags: RegexFlags, letters: string): RegexFlags {
  const [on = '', off = ''] = letters.split('-')
  const set = (letter: string, before: boolean): boolean => (off.includes(letter) ? false : on.includes(letter) || before)
  return { isFolded: set('i', flags.isFolded), isMultiline: set('m', flags.isMultiline), hasDotNewline: set('s', flags.hasDotNewline) }
}

const assertions: Readonly<Record<string, Assertion>> = { A: 'start', z: 'end', b: 'boundary', B: 'no-boundary' }

function readBackslash(scan: RegexScan): readonly RegexNode[] {
  const { source, flags, at: start } = scan
  const character = source.charAt(start + 1)
  const what = assertions[character]
  if (what !== undefined) {
    scan.at += 2
    return [{ kind: 'assert', what }]
  }
  if (character === 'Q') {
    const close = source.indexOf('\\E', start + 2)
    scan.at = close === -1 ? source.length : close + 2
    return Array.from(source.slice(start + 2, close === -1 ? undefined : close), (one) => literalNode(one.codePointAt(0) ?? 0, flags))
  }
  const found = readEscape(scan)
  return [typeof found === 'number' ? literalNode(found, flags) : { kind: 'chars', has: withCase(found, flags) }]
}

function literalNode(code: number, flags: RegexFlags): RegexNode {
  return { kind: 'chars', has: withCase((other) => other === code, flags) }
}

function repetitionsOf(node: RegexNode): number {
  if (node.kind === 'repeat') return Math.max(1, Number.isFinite(node.most) ? node.most : node.least) * repetitionsOf(node.of)
  return node.kind === 'sequence' || node.kind === 'choice' ? Math.max(1, ...node.of.map(repetitionsOf)) : 1
}

function sizeOf(node: RegexNode): number {
  if (node.kind === 'repeat') return Math.max(1, Number.isFinite(node.most) ? node.most : node.least + 1) * (sizeOf(node.of) + 1)
  return node.kind === 'sequence' || node.kind === 'choice' ? node.of.reduce((sum, part) => sum + sizeOf(part) + 1, 1) : 1
}
