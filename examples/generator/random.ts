/** A seeded source of chance: the same seed gives the same example for ever (mulberry32). */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True in so many cases of one. */
  odds(share: number): boolean
  pick<T>(items: readonly T[]): T
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[]
  /** A whole number near `amount`: the fraction decides how often the next one is taken. */
  about(amount: number): number
  hex(length: number): string
  digits(length: number): string
  /** Upper-case letters and digits, as in key ids. */
  token(length: number): string
}

const hexDigits = '0123456789abcdef'
const keyLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  const of = (alphabet: string, length: number): string => {
    let text = ''
    for (let index = 0; index < length; index += 1) text += alphabet[between(0, alphabet.length - 1)]
    return text
  }
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  return {
    next,
    between,
    shuffle,
    odds: (share) => next() < share,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new RangeError('Cannot pick from an empty list')
      return item
    },
    about: (amount) => Math.floor(amount + next()),
    hex: (length) => of(hexDigits, length),
    digits: (length) => of('0123456789', length),
    token: (length) => of(keyLetters, length),
  }
}

/** A stream of its own for each name, so that one source of events never shifts another: `chanceOf(7, 'pipeline', 3)`. */
export function chanceOf(seed: number, ...names: readonly (string | number)[]): Chance {
  return chanceFrom(hashOf(`${seed}/${names.join('/')}`))
}

/** FNV-1a, 32 bits, with a last mixing so that near names give far seeds. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** "2026-03-04T03:12:09Z" of milliseconds since 1970. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
