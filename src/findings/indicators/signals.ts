import { code, isWord } from './characters.ts'
import type { TextCodes } from './text-codes.ts'

const joint = 1
const colon = 2
const escape = 4

/** What a character may signal, by its code: that words are joined (by a dot, colon, at sign or bracket), an address (`::`), an escape. */
const signals = new Uint8Array(65_536)
for (const c of [code.dot, code.at, code.openSquare, code.openRound, code.openCurly]) signals[c] = joint
for (const c of [code.percent, code.backslash]) signals[c] = escape
signals[code.colon] = joint | colon

/** Which signals count behind a character: a joint only behind a word, perhaps with a space between them, and a second colon only behind a colon. */
const awaited = new Uint8Array(65_536).fill(escape)
for (let c = 0; c < awaited.length; c += 1) if (isWord(c) || c === code.space) awaited[c] = escape | joint
awaited[code.colon] = escape | colon

/**
 * The next place at or behind `start` where the search must look closer: a dot, colon, at sign or bracket behind a word (or a space), the second of two
 * colons, a percent sign or a backslash. What stands before `start` does not count. `length` where there is none.
 */
export function nextSignal(codes: TextCodes, start: number, length: number): number {
  let awaiting = escape
  for (let at = start; at < length; at += 1) {
    const character = codes[at] ?? 0
    if (((signals[character] ?? 0) & awaiting) !== 0) return at
    awaiting = awaited[character] ?? 0
  }
  return length
}

/** Where the word begins that ends at `end`; never before `least`. */
export function wordStart(codes: TextCodes, least: number, end: number): number {
  let start = end
  while (start > least && isWord(codes[start - 1] ?? 0)) start -= 1
  return start
}

/** No indicator begins with a hyphen: `--host` begins at its first letter. */
export function skipHyphens(codes: TextCodes, start: number, end: number): number {
  let at = start
  while (at < end && codes[at] === code.hyphen) at += 1
  return at
}
