/** A seeded source of chance: the same seed gives the same for ever (mulberry32). */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(items: readonly T[]): T
  hex(length: number): string
  digits(length: number): string
  /** Upper-case letters and digits, as in key ids. */
  token(length: number): string
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  const of = (alphabet: string, length: number): string => Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)]).join('')
  return {
    next,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new RangeError('Cannot pick from an empty list')
      return item
    },
    hex: (length) => of('0123456789abcdef', length),
    digits: (length) => of('0123456789', length),
    token: (length) => of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length),
  }
}

/** "2026-03-04T03:12:09Z" of milliseconds since 1970. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
