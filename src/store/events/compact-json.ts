import type { Json, JsonObject } from '../../base/json.ts'

const zero = 48
const nine = 57

/**
 * True where `bytes`, a valid JSON text in UTF-8 that was parsed into these fields, is what JSON.stringify gives for them; false also where that would
 * take a closer look. Walking the fields is several times as fast as writing them.
 *
 * It adds up how many bytes such a text takes at least: one for every character of a string, none for white space, and numbers in decimal digits, as far as
 * there is no shorter way to write them. Escapes, characters beyond ASCII, white space and keys that stand there twice take more: a text that is no longer
 * has none of them.
 */
export function isCompactJson(fields: JsonObject, bytes: Uint8Array): boolean {
  return new CompactWalk(bytes).endOfObject(fields, 0, 0) === bytes.length
}

/** Deeper values are not looked at: the walk calls itself for each level. */
const maxDepth = 100

/** Its methods answer where a value ends that starts at `at`, if all is compact up to there; NaN where that is unsure. */
class CompactWalk {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  // Three parameters: called for every object.
  endOfObject(object: JsonObject, from: number, depth: number): number {
    let at = from + 1
    for (const key in object) {
      // Keys that look like an index are listed first, wherever they stood in the text.
      if (at === from + 1 && isDigit(key.charCodeAt(0))) return Number.NaN
      const value = object[key]
      at += key.length + 3
      // Behind it stands a comma or the end of the object.
      at = (typeof value === 'string' ? at + value.length + 2 : this.#endOf(value, at, depth)) + 1
    }
    return at === from + 1 ? at + 1 : at
  }

  #endOf(value: Json | undefined, at: number, depth: number): number {
    if (typeof value === 'string') return at + value.length + 2
    if (typeof value === 'number') return this.#endOfNumber(value, at)
    if (value === null || value === true) return at + 4
    if (value === false) return at + 5
    if (value === undefined || depth > maxDepth) return Number.NaN
    return Array.isArray(value) ? this.#endOfArray(value, at, depth) : this.endOfObject(value, at, depth + 1)
  }

  #endOfArray(array: readonly Json[], from: number, depth: number): number {
    let at = from + 1
    for (const value of array) at = this.#endOf(value, at, depth + 1) + 1
    return array.length === 0 ? at + 1 : at
  }

  /**
   * Whole numbers: with an exponent they are longer, but for `36e2`, which is as long as 3600 and does not end in 0, and `1e3`, which is shorter. Where
   * all else is as short as can be, nothing is out of place, and the last digit is where it is looked for.
   */
  #endOfNumber(value: number, at: number): number {
    if (value === 0) return Object.is(value, -0) ? Number.NaN : at + 1
    if (!Number.isSafeInteger(value) || value % 1000 === 0) return Number.NaN
    const size = Math.abs(value)
    let end = at + (value < 0 ? 2 : 1)
    for (let power = 10; power <= size; power *= 10) end += 1
    return value % 100 !== 0 || this.#bytes[end - 1] === zero ? end : Number.NaN
  }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}
