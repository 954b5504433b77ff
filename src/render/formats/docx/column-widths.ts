/*
 * Widths of the columns of a table, in twentieths of a point. The program that shows a document breaks what does not fit at any letter: an access key
 * in three pieces is hard to compare.
 */

/** Whole widths in these proportions that add up to the total. */
export function shares(parts: readonly number[], total: number): number[] {
  const sum = parts.reduce((all, part) => all + part, 0)
  let edge = 0
  let given = 0
  return parts.map((part) => {
    edge += part
    const width = Math.round((edge / sum) * total) - given
    given += width
    return width
  })
}

/** A token wider than this is broken anyway: it must not press the other columns flat. */
const widestToken = 2_300
/** Space at the right of a cell. */
const gap = 130
// About how wide characters are in the type of a table.
const widths = { capital: 118, digit: 96, other: 90 }

/** About how much room the widest token of a text takes that is not broken anyway. */
export function tokenWidth(text: string): number {
  let most = 0
  // Dates, and a time with its zone, are one token.
  for (const token of text.replace(/(?<=\d)-(?=\d)| (?=UTC\b|[+-]\d\d:\d\d\))/g, '_').match(/[^\s-]+-?/g) ?? []) {
    if (token.length * widths.other <= most) continue
    const capitals = token.match(/[A-Z]/g)?.length ?? 0
    const digits = token.match(/\d/g)?.length ?? 0
    most = Math.max(most, capitals * widths.capital + digits * widths.digit + (token.length - capitals - digits) * widths.other)
  }
  return Math.min(most, widestToken) + gap
}

/** A column gives at most this part of its width away: it was asked for. */
const mostGiven = 0.2

/** The same widths, changed so that every column holds what it needs, as far as the others have room to spare. */
export function fitted(asked: readonly number[], needed: readonly number[]): number[] {
  const spare = asked.map((width, index) => Math.min(width - (needed[index] ?? 0), width * mostGiven))
  const lacking = spare.reduce((sum, one) => sum + Math.max(0, -one), 0)
  const left = spare.reduce((sum, one) => sum + Math.max(0, one), 0)
  if (lacking === 0 || left === 0) return [...asked]
  const moved = Math.min(lacking, left)
  const wanted = asked.map((width, index) => {
    const one = spare[index] ?? 0
    return one < 0 ? width + (-one * moved) / lacking : width - (one * moved) / left
  })
  const total = asked.reduce((sum, width) => sum + width, 0)
  return shares(wanted, total)
}
