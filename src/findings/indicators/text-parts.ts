import { code, isDigit, wordEnd } from './characters.ts'
import type { Search } from './search.ts'
import type { TextCodes } from './text-codes.ts'

/** Longer parts are hardly ever repeated. */
const longestPart = 4_096

/*
 * No indicator goes over a quote, and how one is read depends on nothing behind a quote but a colon right there (the key of a JSON object). A text may
 * thus be cut at quotes, and what a part holds is the same wherever it stands.
 */

/** The end of the part that begins at `from`: of a few members of JSON source, or of what stands between quotes, or between them and others. */
export function partEnd(search: Search, from: number): number {
  return search.isJson ? memberEnd(search, from) : quoteEnd(search, from)
}

/** True where what the part holds follows from its characters alone. */
export function standsAlone({ codes, isJson }: Search, from: number, to: number): boolean {
  if (to - from > longestPart) return false
  return isJson || (codes[from] === code.quote && codes[to - 1] === code.quote && codes[to] !== code.colon)
}

/** The next quote behind a comma (and white space): there a member begins, or the next text of a list, or a text ends in a comma. */
function memberEnd({ text, codes }: Search, from: number): number {
  let comma = text.indexOf(',', from)
  while (comma !== -1) {
    let at = comma + 1
    while (isSpace(codes[at])) at += 1
    if (codes[at] === code.quote && !isInEscape(codes, at)) return at
    comma = text.indexOf(',', at)
  }
  return text.length
}

function isSpace(character: number | undefined): boolean {
  return character === code.space || character === code.lineFeed || character === code.carriageReturn || character === code.tab
}

/** True where the character may belong to an escape, of which `\u0022` is the longest. */
function isInEscape(codes: TextCodes, at: number): boolean {
  for (let before = Math.max(at - 5, 0); before < at; before += 1) if (codes[before] === code.backslash) return true
  return false
}

/** At a quote, the first place behind the next one; else the next quote. */
function quoteEnd({ text, codes }: Search, from: number): number {
  const isQuoted = codes[from] === code.quote
  const quote = text.indexOf('"', isQuoted ? from + 1 : from)
  if (quote === -1) return text.length
  return isQuoted ? quote + 1 : quote
}

/** Letters and digits of a UUID: no hash and no key has as many. */
const idLength = 36
/** `2024-03-01T10:00:00Z`, with a digit for each. */
const timeForm = [...'0000-00-00T00:00:00Z'].map((character) => character.charCodeAt(0))

/**
 * How many characters at the end of a member need not be looked at: those of a UUID or a time in UTC, which hardly ever come again and hold nothing, with
 * the quote and comma behind it. 0 where there is neither.
 */
export function plainTail(codes: TextCodes, from: number, to: number): number {
  if (codes[to - 1] !== code.comma || codes[to - 2] !== code.quote) return 0
  const id = to - 2 - idLength
  if (id > from && codes[id - 1] === code.quote) return wordEnd(codes, id) === to - 2 ? idLength + 2 : 0
  const time = to - 2 - timeForm.length
  return time > from && codes[time - 1] === code.quote && isTime(codes, time) ? timeForm.length + 2 : 0
}

function isTime(codes: TextCodes, start: number): boolean {
  for (let at = 0; at < timeForm.length; at += 1) {
    const character = codes[start + at] ?? 0
    if (timeForm[at] === code.zero ? !isDigit(character) : timeForm[at] !== character) return false
  }
  return true
}
