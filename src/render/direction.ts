/*
 * Text that runs from right to left inside text that runs from left to right. Without isolation a name in Hebrew pulls the number behind it to its
 * other side (Unicode Annex 9); a report must show every statement in the order it was written.
 */

const rtl = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'
const anyRtl = new RegExp(`[${rtl}]`, 'u')
const firstStrong = new RegExp(`[${rtl}]|\\p{L}`, 'u')
// From the first to the last character of a run, with what stands between.
const rtlRun = new RegExp(`[${rtl}](?:[^\\p{L}\\p{N}\\n]*[${rtl}\\p{M}])*`, 'gu')
// Numbers, dates, addresses and Latin words keep their order inside a text from right to left.
const ltrToken = new RegExp(`[\\p{N}\\p{L}](?:[^\\s${rtl}]*[\\p{N}\\p{L}])?`, 'gu')

const firstStrongIsolate = '\u2068'
const leftToRightIsolate = '\u2066'
const popIsolate = '\u2069'

export function hasRightToLeft(text: string): boolean {
  return anyRtl.test(text)
}

/** True where the first letter of a text runs from right to left: so does the text. */
export function isRightToLeft(text: string): boolean {
  const found = firstStrong.exec(text)
  return found !== null && anyRtl.test(found[0])
}

/** A piece of a text; `direction` where it must not touch the order of what stands around it. */
export interface DirectedPiece {
  readonly text: string
  readonly direction?: 'rtl' | 'ltr'
}

/** Cuts a text at its foreign runs: those from right to left, or, inside a text that itself runs so, the Latin words and numbers. */
export function directedPieces(text: string): DirectedPiece[] {
  if (!hasRightToLeft(text)) return text === '' ? [] : [{ text }]
  const isRtl = isRightToLeft(text)
  const pieces: DirectedPiece[] = []
  let from = 0
  for (const found of text.matchAll(isRtl ? ltrToken : rtlRun)) {
    if (isRtl && anyRtl.test(found[0])) continue
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) })
    pieces.push({ text: found[0], direction: isRtl ? 'ltr' : 'rtl' })
    from = found.index + found[0].length
  }
  return from < text.length ? [...pieces, { text: text.slice(from) }] : pieces
}

/** The same as one text with the isolating characters of Unicode, for forms without markup for it. */
export function isolated(text: string): string {
  if (!hasRightToLeft(text)) return text
  const inner = directedPieces(text).map((piece) =>
    piece.direction === undefined ? piece.text : `${piece.direction === 'ltr' ? leftToRightIsolate : firstStrongIsolate}${piece.text}${popIsolate}`,
  )
  return isRightToLeft(text) ? `${firstStrongIsolate}${inner.join('')}${popIsolate}` : inner.join('')
}
