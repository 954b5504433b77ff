import { showControls } from '../../../base/text.ts'

/** A text as lines are broken: words as they are, tokens too long for a line in pieces. */
export type Part = string | readonly string[]

// Longer runs without a place to break get places; the pieces are this long.
const longToken = { words: 22, names: 12, code: 10 }
// Names of machines, which no hyphenation knows.
const machineName = /[\d_/\\:@=]|[a-z][A-Z]|[A-Z]{4}/
const pieceLength = 8
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

/** Cuts long tokens into pieces between which a line may end. */
export function breakable(text: string, isCode: boolean): Part[] {
  const longest = isCode ? longToken.code : longToken.words
  return text.split(/(\S+)/).flatMap((token): Part[] => {
    if (token === '') return []
    const most = machineName.test(token) ? Math.min(longest, longToken.names) : longest
    return token.length > most && token.trim() !== '' ? [pieces(token)] : [token]
  })
}

function pieces(token: string): string[] {
  const found: string[] = []
  let piece = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(token)) {
    piece += segment
    if (piece.length < pieceLength && !/[/:.,;=&?_-]$/.test(piece)) continue
    found.push(piece)
    piece = ''
  }
  return piece === '' ? found : [...found, piece]
}

/** One line of code: every space is kept. */
export function codeLine(text: string): Part[] {
  return breakable(
    text.replace(/ {2,}|^ /g, (spaces) => '\u00a0'.repeat(spaces.length)),
    true,
  )
}
