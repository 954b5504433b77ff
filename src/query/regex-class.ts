import { type CharTest, refuse, type RegexScan, withCase } from './regex-tree.ts'

const isDigit: CharTest = (code) => code >= 48 && code <= 57
const isUpper: CharTest = (code) => code >= 65 && code <= 90
const isLower: CharTest = (code) => code >= 97 && code <= 122
const isAlpha: CharTest = (code) => isUpper(code) || isLower(code)
const isWord: CharTest = (code) => isAlpha(code) || isDigit(code) || code === 95
const isPrinted: CharTest = (code) => code >= 33 && code <= 126

/** The classes behind a backslash; in RE2 they know ASCII only, and \s leaves out the vertical tab. */
const perlClasses: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  w: isWord,
  s: (code) => code === 9 || code === 10 || code === 12 || code === 13 || code === 32,
}

const posixClasses: Readonly<Record<string, CharTest>> = {
  alnum: (code) => isAlpha(code) || isDigit(code),
  alpha: isAlpha,
  ascii: (code) => code < 128,
  blank: (code) => code === 9 || code === 32,
  cntrl: (code) => code < 32 || code === 127,
  digit: isDigit,
  graph: isPrinted,
  lower: isLower,
  print: (code) => isPrinted(code) || code === 32,
  punct: (code) => isPrinted(code) && !isAlpha(code) && !isDigit(code),
  space: (code) => (code >= 9 && code <= 13) || code === 32,
  upper: isUpper,
  word: isWord,
  xdigit: (code) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
}

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }

/** Reads `[…]`; the bracket was read. */
export function readClass(scan: RegexScan): CharTest {
  const { source } = scan
  const start = scan.at - 1
  const isNegated = source[scan.at] === '^'
  if (isNegated) scan.at++
  const parts: CharTest[] = []
  for (let isFirst = true; source[scan.at] !== ']' || isFirst; isFirst = false) {
    if (scan.at >= source.length)
      refuse('A bracket of this regular expression is not closed', 'Close it with ], or write \\[', { start, end: start + 1 })
    parts.push(readClassPart(scan))
  }
  scan.at++
  const has = withCase((code) => parts.some((part) => part(code)), scan.flags)
  return isNegated ? (code) => !has(code) : has
}

function readClassPart(scan: RegexScan): CharTest {
  const { source, at: start } = scan
  const posix = /^\[:(\^?)([a-z]{1,10}):\]/.exec(source.slice(start, start + 20))
  if (posix !== null) {
    const has = posixClasses[posix[2] ?? '']
    scan.at += posix[0].length
    if (has === undefined)
      return refuse(`There is no class ${posix[0]}`, 'Classes are [:alpha:], [:digit:], [:xdigit:] and the like', { start, end: scan.at })
    return posix[1] === '^' ? (code) => !has(code) : has
  }
  const low = readMember(scan)
  if (typeof low === 'function') return low
  if (source[scan.at] !== '-' || source[scan.at + 1] === ']' || scan.at + 1 >= source.length) return (code) => code === low
  scan.at++
  const high = readMember(scan)
  const place = { start, end: scan.at }
  if (typeof high === 'function') return refuse('A class cannot end a range', 'Put the hyphen last: [a\\d-]', place)
  if (high < low) return refuse('This range runs backwards', 'Write the smaller character first', place)
  return (code) => code >= low && code <= high
}

function readMember(scan: RegexScan): number | CharTest {
  const code = scan.source.codePointAt(scan.at) ?? 0
  if (code === 92) return readEscape(scan)
  scan.at += code > 0xffff ? 2 : 1
  return code
}

/** Reads `\…`, which stands here, as the character or the class it means. Assertions and quotes are not for this function. */
export function readEscape(scan: RegexScan): number | CharTest {
  const { source, at: start } = scan
  const code = source.codePointAt(start + 1)
  if (code === undefined) return refuse('This regular expression ends in a backslash', 'Write \\\\ for a backslash', { start, end: start + 1 })
  const character = String.fromCodePoint(code)
  scan.at += 1 + character.length
  const perl = perlClasses[character.toLowerCase()]
  if (perl !== undefined) return character === character.toLowerCase() ? perl : (other) => !perl(other)
  if (character === 'p' || character === 'P') return readProperty(scan, start)
  const known = controls[character]
  if (known !== undefined) return known
  const number = /^(?:[0-7]{2,3}|0|x(?:[0-9a-f]{2}|\{[0-9a-f]{1,8}\}))/i.exec(source.slice(start + 1, start + 13))
  if (number !== null) return readCode(scan, { start, text: number[0] })
  const place = { start, end: scan.at }
  if (/[1-9k]/.test(character)) return refuse('References back to a group are not supported', 'Write out what the group stands for', place)
  if (code > 127 || /[A-Za-z0-9]/.test(character))
    return refuse(`\\${character} means nothing`, 'A letter needs no backslash; a backslash is written \\\\', place)
  return code
}

function readCode(scan: RegexScan, { start, text }: { start: number; text: string }): number {
  scan.at = start + 1 + text.length
  const code = /^x/i.test(text) ? Number.parseInt(text.replace(/[x{}]/gi, ''), 16) : Number.parseInt(text, 8)
  return code <= 0x10ffff ? code : refuse('There is no character of this number', 'The largest is \\x{10FFFF}', { start, end: scan.at })
}

/** `\pL`, `\p{Greek}`, `\p{^L}`: a general category or a script. */
function readProperty(scan: RegexScan, start: number): CharTest {
  const match = /^\\[pP](?:([A-Z])|\{(\^?)([A-Za-z_]{1,30})\})/.exec(scan.source.slice(start, start + 36))
  if (match !== null) scan.at = start + match[0].length
  const name = match?.[1] ?? match?.[3] ?? ''
  const expression = name === 'Any' ? /[^]/u : property(/^[CLMNPSZ][a-z]?$/.test(name) ? name : `Script=${name}`)
  if (expression === undefined)
    return refuse('There is no such Unicode class', 'Write \\pL, \\p{Lu} or a script such as \\p{Greek}', {
      start,
      end: Math.max(scan.at, start + 2),
    })
  const isNegated = (scan.source[start + 1] === 'P') !== (match?.[2] === '^')
  return (code) => expression.test(String.fromCodePoint(code)) !== isNegated
}

function property(name: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${name}}$`, 'u')
  } catch {
    return undefined
  }
}
