/** Something wrong in the text of a search, and where: offsets in UTF-16 units, `end` excluded. */
export interface QueryError {
  readonly message: string
  readonly start: number
  readonly end: number
  /** What to write instead. */
  readonly hint?: string
}

/** Characters of the text shown on each side of a mistake. */
const around = 60

/**
 * A mistake as a terminal shows it: the line it stands on (cut to what is around it) and a line of carets below. Tabs and controls become single visible
 * characters, so that the carets stand where they belong; wide characters are given two columns.
 */
export function caretText(text: string, error: Pick<QueryError, 'start' | 'end'>): string {
  const start = wholeCharacter(text, Math.min(Math.max(0, error.start), text.length))
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const nextLine = text.indexOf('\n', start)
  const lineEnd = nextLine === -1 ? text.length : nextLine
  const end = wholeCharacter(text, Math.min(Math.max(error.end, start + 1), Math.max(lineEnd, start + 1)), 1)
  const from = wholeCharacter(text, Math.max(lineStart, start - around))
  const to = wholeCharacter(text, Math.min(lineEnd, Math.min(end, start + around) + around))
  const before = `${from > lineStart ? '…' : ''}${visible(text.slice(from, start))}`
  const marked = visible(text.slice(start, Math.min(end, to)))
  const after = `${visible(text.slice(Math.min(end, to), to))}${to < lineEnd ? '…' : ''}`
  return `${before}${marked}${after}\n${' '.repeat(columns(before))}${'^'.repeat(Math.max(1, columns(marked)))}`
}

/** All mistakes of a text, each with its place and what to write instead; what a terminal prints. */
export function errorText(text: string, errors: readonly QueryError[]): string {
  return errors.map((error) => `${error.message}\n${caretText(text, error)}${error.hint === undefined ? '' : `\n${error.hint}`}`).join('\n\n')
}

/** The same place; where it lies inside a surrogate pair, one unit earlier or later. */
function wholeCharacter(text: string, at: number, step: -1 | 1 = -1): number {
  const [before, behind] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return before >= 0xd800 && before <= 0xdbff && behind >= 0xdc00 && behind <= 0xdfff ? at + step : at
}

const wideCharacter =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const invisibleCharacter = /[\p{C}\p{Zl}\p{Zp}]/u

function visible(text: string): string {
  let shown = ''
  for (const character of text) shown += character === '\t' ? ' ' : invisibleCharacter.test(character) ? '·' : character
  return shown
}

function columns(text: string): number {
  let count = 0
  for (const character of text) count += /\p{M}/u.test(character) ? 0 : wideCharacter.test(character) ? 2 : 1
  return count
}
