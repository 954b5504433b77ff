import type { LikePart } from './query.ts'

/** Runs of characters between the stars of a pattern; undefined stands for any one character. */
type Segment = readonly (string | undefined)[]

/**
 * A test of a whole text against a pattern (both in small letters), where `*` is any characters, new lines included, and `?` is one. Each run between two
 * stars is taken where it first fits, so that it never goes back: the time is at most the length of the text times that of the pattern.
 */
export function compileLike(pattern: readonly LikePart[]): (text: string) => boolean {
  const segments = segmentsOf(pattern)
  const [first = [], ...others] = segments
  const last = others.pop()
  return (text) => {
    const characters = isSimple(text) ? text : Array.from(text)
    if (last === undefined) return characters.length === first.length && fitsAt(characters, 0, first)
    if (characters.length < first.length + last.length || !fitsAt(characters, 0, first)) return false
    let at = first.length
    for (const segment of others) {
      const found = findFrom(characters, at, segment)
      if (found === undefined) return false
      at = found + segment.length
    }
    return at <= characters.length - last.length && fitsAt(characters, characters.length - last.length, last)
  }
}

function segmentsOf(pattern: readonly LikePart[]): Segment[] {
  const segments: (string | undefined)[][] = [[]]
  for (const part of pattern) {
    if (typeof part === 'string') segments.at(-1)?.push(...part)
    else if (part.wild === '?') segments.at(-1)?.push(undefined)
    else segments.push([])
  }
  return segments
}

/** True where every unit is a character, so that the text need not be taken apart. */
function isSimple(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text)
}

function fitsAt(characters: ArrayLike<string>, at: number, segment: Segment): boolean {
  return segment.every((wanted, index) => (wanted === undefined ? at + index < characters.length : characters[at + index] === wanted))
}

function findFrom(characters: ArrayLike<string>, from: number, segment: Segment): number | undefined {
  for (let at = from; at + segment.length <= characters.length; at++) if (fitsAt(characters, at, segment)) return at
  return undefined
}
