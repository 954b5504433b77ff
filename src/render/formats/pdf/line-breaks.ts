import { hasRightToLeft, isolated } from '../../direction.ts'

/** A text as lines are broken: words as they are, tokens too long for a line in pieces. */
export type Part = string | readonly string[]

/** How much fits on one line where a text stands, in millimetres. */
export type Room = number

// Millimetres of one character: body text with many capitals, and the fixed one of code.
const characterWidth = { words: 1.9, code: 1.62 }
/** Millimetres of the widest letters of body text, and of other capitals. */
const widestLetters = { pattern: /[MW@%\u2014\u2026\u0152\u00c6]/g, width: 3.2 }
const capitals = { pattern: /[A-LN-VX-Z]/g, width: 2.3 }
/** Millimetres of a character of East Asia, and of an emoji. */
const wideWidth = 3.4
const longestPiece = 20

// Ordinary words are hyphenated where they do not fit.
const word = /^\p{P}?\p{L}\p{Ll}+\p{P}?$/u
const longestWord = 24
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\p{Extended_Pictographic}]/gu
// Between these a line may end anywhere: they need no help.
const flowing = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]+$/u
// oxlint-disable-next-line no-control-regex
const plain = /^[\u0000-\u02ff]*$/
const zeroWidthSpace = '\u200b'

/** Cuts tokens that are longer than a line into pieces between which a line may end, and isolates what runs from right to left. */
export function breakable(text: string, room: Room, isCode = false): Part[] {
  const width = isCode ? characterWidth.code : characterWidth.words
  if (millimetres(text, width) <= room) return [isolated(text)]
  const parts: Part[] = []
  let words = ''
  for (const token of text.split(/(\S+)/)) {
    if (isFitting(token, room, width)) {
      words += token
      continue
    }
    const cut = pieces(token, Math.min(longestPiece, room), width)
    // Pieces in boxes would stand in the wrong order.
    if (hasRightToLeft(token)) words += cut.join(zeroWidthSpace)
    else {
      if (words !== '') parts.push(isolated(words))
      words = ''
      parts.push(cut)
    }
  }
  return words === '' ? parts : [...parts, isolated(words)]
}

function isFitting(token: string, room: Room, width: number): boolean {
  if (millimetres(token, width) <= room || token.trim() === '' || flowing.test(token)) return true
  return token.length <= longestWord && word.test(token)
}

function millimetres(text: string, width: number): number {
  const more = (pattern: RegExp, own: number): number => (text.match(pattern)?.length ?? 0) * (own - width)
  const letters = width === characterWidth.code ? 0 : more(widestLetters.pattern, widestLetters.width) + more(capitals.pattern, capitals.width)
  return text.length * width + letters + (plain.test(text) ? 0 : more(wide, wideWidth))
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Pieces no wider than this many millimetres, cut behind punctuation where there is some, never inside a character. */
function pieces(token: string, room: Room, width: number): string[] {
  const found: string[] = []
  let piece = ''
  for (const character of plain.test(token) ? token : segments(token)) {
    if (piece !== '' && millimetres(piece + character, width) > room) {
      found.push(piece)
      piece = ''
    }
    piece += character
    if (/[/:.,;=&?_-]$/.test(piece)) {
      found.push(piece)
      piece = ''
    }
  }
  return piece === '' ? found : [...found, piece]
}

function* segments(token: string): Generator<string> {
  for (const { segment } of graphemes.segment(token)) yield segment
}

/** One line of code: every space is kept. */
export function codeLine(text: string, room: Room): Part[] {
  return breakable(
    text.replace(/ {2,}|^ /g, (spaces) => '\u00a0'.repeat(spaces.length)),
    room,
    true,
  )
}
