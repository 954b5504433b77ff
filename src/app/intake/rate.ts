/** How fast something goes, told from the last few seconds. */
export interface Rate {
  /** Counts so far, at a time in milliseconds that never goes back. */
  note(atMs: number, count: number): void
  /** A second; 0 before there is anything to tell from. */
  perSecond(): number
}

const windowMs = 10_000
const leastApartMs = 250

export function createRate(): Rate {
  const samples: { atMs: number; count: number }[] = []
  return {
    note(atMs, count) {
      const last = samples.at(-1)
      const before = samples.at(-2)
      // The newest sample is moved on until it is far enough from the one before it.
      if (last !== undefined && before !== undefined && last.atMs - before.atMs < leastApartMs) samples.pop()
      samples.push({ atMs, count })
      while (samples.length > 2 && atMs - (samples[1]?.atMs ?? atMs) > windowMs) samples.shift()
    },
    perSecond() {
      const first = samples[0]
      const last = samples.at(-1)
      if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0
      return ((last.count - first.count) * 1000) / (last.atMs - first.atMs)
    },
  }
}
