import { clip } from '../../base/text.ts'
import { advanceRuns } from './advances.ts'

/** How a text is set: its size in units of the drawing, and whether it is semi-bold. */
export interface Face {
  readonly size: number
  readonly bold?: boolean
}

/** Width of a text in units of the drawing. Exact for Latin, Greek and Cyrillic in Noto Sans; a wide estimate for every other script. */
export function widthOf(text: string, { size, bold = false }: Face): number {
  let total = 0
  for (const character of text) total += advanceOf(character.codePointAt(0) ?? 0, bold)
  return (total * size) / 1000
}

function advanceOf(code: number, bold: boolean): number {
  for (const run of advanceRuns) {
    const found = (bold ? run.bold : run.regular)[code - run.first]
    if (code >= run.first && found !== undefined) return found
  }
  return estimate(code)
}

// Ideographs and their kin fill a square; pictures are somewhat wider than that; marks that join the letter before take no room.
function estimate(code: number): number {
  if ((code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  if (code >= 0x1f000 || (code >= 0x2600 && code <= 0x27bf)) return 1350
  if ((code >= 0x1100 && code <= 0x11ff) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3)) return 1000
  if (code >= 0xf900) return 1000
  return code >= 0x590 && code <= 0x10ff ? 750 : 1000
}

/** No label of a figure is longer than this before it is shortened: what stands behind is told in the text. */
const longest = 300

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function charactersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment)
}

/** One line of text with single spaces. */
export function oneLine(text: string): string {
  return clip(text.trim().replace(/\s+/g, ' '), longest)
}

/** Cuts a text to a width; what was cut ends in an ellipsis. */
export function shorten(text: string, width: number, face: Face): string {
  const line = oneLine(text)
  if (widthOf(line, face) <= width) return line
  return cutEnd(line, width, face)
}

/** The same with the ellipsis in the middle: of a long name, the end often tells more than the middle. */
export function shortenMiddle(text: string, width: number, face: Face): string {
  const line = oneLine(text)
  if (widthOf(line, face) <= width) return line
  const characters = charactersOf(line)
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2)
    const cut = `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
    if (widthOf(cut, face) <= width) return cut
  }
  return '…'
}

export interface Room {
  readonly width: number
  /** At most so many lines; what does not fit is cut at the end of the last one. */
  readonly lines: number
}

/** Breaks a text into lines that fit; a word longer than a line is broken within. */
export function wrap(text: string, { width, lines }: Room, face: Face): string[] {
  const broken: Piece[] = []
  const words = oneLine(text).split(' ')
  for (const piece of words.flatMap((word) => pieces(word, width, face))) {
    const last = broken.at(-1)
    const joined = last === undefined ? '' : join(last.text, piece)
    if (last !== undefined && widthOf(joined, face) <= width) broken[broken.length - 1] = { ...last, text: joined }
    else broken.push(piece)
  }
  const told = broken.map((line) => line.text)
  const [cut, next] = [told[lines - 1], broken[lines]]
  if (cut === undefined || next === undefined) return told
  return [...told.slice(0, lines - 1), cutEnd(join(cut, next), width, face)]
}

function join(before: string, { text, isGlued }: Piece): string {
  return `${before}${isGlued ? '' : ' '}${text}`
}

/** The line with an ellipsis behind it, shorter where that does not fit. */
function cutEnd(line: string, width: number, face: Face): string {
  const kept = charactersOf(line)
  while (kept.length > 0 && widthOf(`${kept.join('').trimEnd()}…`, face) > width) kept.pop()
  return `${kept.join('').trimEnd()}…`
}

interface Piece {
  readonly text: string
  /** The rest of a word that was broken: no space before it. */
  readonly isGlued: boolean
}

function pieces(word: string, width: number, face: Face): Piece[] {
  if (word === '') return []
  const found: Piece[] = []
  let piece = ''
  for (const character of charactersOf(word)) {
    if (piece !== '' && widthOf(piece + character, face) > width) {
      found.push({ text: piece, isGlued: found.length > 0 })
      piece = ''
    }
    piece += character
  }
  return [...found, { text: piece, isGlued: found.length > 0 }]
}
