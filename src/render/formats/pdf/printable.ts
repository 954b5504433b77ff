import { showControls } from '../../../base/text.ts'

/** A text as lines are broken: words as they are, tokens too long for a line in pieces. */
export type Part = string | readonly string[]

const longestPiece = 12
/** Stands for a character the fonts cannot draw. */
export const replacement = '\u25a1'
// Marks that only choose how the character before looks; alone they would print as a missing one.
const invisible = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

// A time keeps its zone on the same line.
const zoned = /(?<=\d) (?=UTC\b|[+-]\d\d:\d\d\))/g

/** Makes a text fit for fonts that cover these characters: what they lack is printed as a box, what rearranges text is made visible. */
export function createPrintable(covered: ReadonlySet<number>): (text: string) => string {
  return (text) => {
    let fit = ''
    const glued = showControls(text).replace(invisible, '').replaceAll('\t', '    ').replace(zoned, '\u00a0')
    for (const character of glued) {
      const code = character.codePointAt(0) ?? 0
      fit += code === 0x0a || code === 0x0d ? ' ' : covered.has(code) ? character : replacement
    }
    return fit
  }
}

/** How much fits on one line where a text stands, in millimetres. */
export type Room = number

// Width of one character: body text with many capitals, and the fixed one of code.
const characterWidth = { words: 1.9, code: 1.62 }

// Ordinary words are hyphenated where they do not fit.
const word = /^\p{P}?\p{L}\p{Ll}+\p{P}?$/u
const longestWord = 24

/** Cuts tokens that are longer than a line into pieces between which a line may end. */
export function breakable(text: string, room: Room, isCode = false): Part[] {
  const most = Math.max(4, Math.floor(room / (isCode ? characterWidth.code : characterWidth.words)))
  if (text.length <= most) return [text]
  const parts: Part[] = []
  let plain = ''
  for (const token of text.split(/(\S+)/)) {
    if (token.length <= most || token.trim() === '' || (token.length <= longestWord && word.test(token))) {
      plain += token
      continue
    }
    if (plain !== '') parts.push(plain)
    plain = ''
    parts.push(pieces(token, Math.min(longestPiece, most)))
  }
  return plain === '' ? parts : [...parts, plain]
}

function pieces(token: string, longest: number): string[] {
  const found: string[] = []
  let piece = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(token)) {
    piece += segment
    if (piece.length < longest && !/[/:.,;=&?_-]$/.test(piece)) continue
    found.push(piece)
    piece = ''
  }
  return piece === '' ? found : [...found, piece]
}

/** One line of code: every space is kept. */
export function codeLine(text: string, room: Room): Part[] {
  return breakable(
    text.replace(/ {2,}|^ /g, (spaces) => '\u00a0'.repeat(spaces.length)),
    room,
    true,
  )
}
