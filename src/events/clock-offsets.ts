/** One thing that two sources both wrote down, each with its own clock. */
export interface SeenTwice {
  /** The sources, as the caller names them. */
  readonly a: string
  readonly b: string
  /** What each told, milliseconds since 1970. */
  readonly aMs: number
  readonly bMs: number
  /** How finely the coarser of both told it, milliseconds: 1000 for whole seconds. */
  readonly stepMs: number
}

/** What has to be added to the times of `source` so that they agree with those of `reference`. */
export interface OffsetProposal {
  readonly source: string
  readonly reference: string
  readonly offsetMs: number
  /** Either way: about two in three differences are within it, and never less than the times are coarse. */
  readonly uncertaintyMs: number
  readonly pairs: number
  /** Whole hours (or halves and quarters where a zone has them) in the offset: the clock is right, its zone was read wrongly. */
  readonly zoneMs?: number
  /** How the difference grows, milliseconds a day, where it grows more than it scatters: one offset will not do. */
  readonly driftMsPerDay?: number
}

const leastPairs = 5
const quarterMs = 15 * 60_000
/** A clock that is kept is hardly ever further off. */
const keptClockMs = 2_000

/**
 * Offsets of the sources to the reference each shares most pairs with, by the median of the differences. None from fewer than five pairs, and none that is not
 * larger than its uncertainty. The source that is in pairs with most others is taken to be right.
 */
export function proposeOffsets(pairs: readonly SeenTwice[]): OffsetProposal[] {
  const trust = partners(pairs)
  const oriented = pairs.map((pair) => (isMoreTrusted(trust, pair.a, pair.b) ? pair : turned(pair)))
  const bySource = Map.groupBy(oriented, ({ b }) => b)
  return [...bySource]
    .flatMap(([, of]) => {
      const [most] = [...Map.groupBy(of, ({ a }) => a).values()].toSorted((one, two) => two.length - one.length)
      return most === undefined ? [] : (proposeOffset(most) ?? [])
    })
    .toSorted((one, two) => (one.source < two.source ? -1 : 1))
}

/** How many other sources each is in pairs with, and in how many pairs. */
function partners(pairs: readonly SeenTwice[]): Map<string, { others: Set<string>; pairs: number }> {
  const found = new Map<string, { others: Set<string>; pairs: number }>()
  for (const { a, b } of pairs) {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = found.get(one) ?? { others: new Set(), pairs: 0 }
      known.others.add(other)
      known.pairs += 1
      found.set(one, known)
    }
  }
  return found
}

function isMoreTrusted(trust: ReturnType<typeof partners>, a: string, b: string): boolean {
  const [one, two] = [trust.get(a), trust.get(b)]
  const difference = (one?.others.size ?? 0) - (two?.others.size ?? 0) || (one?.pairs ?? 0) - (two?.pairs ?? 0)
  return difference === 0 ? a < b : difference > 0
}

function turned({ a, b, aMs, bMs, stepMs }: SeenTwice): SeenTwice {
  return { a: b, b: a, aMs: bMs, bMs: aMs, stepMs }
}

/** The offset of `b` of pairs of the same two sources. */
function proposeOffset(pairs: readonly SeenTwice[]): OffsetProposal | undefined {
  const [first] = pairs
  if (first === undefined || pairs.length < leastPairs) return undefined
  const differences = pairs.map(({ aMs, bMs }) => aMs - bMs)
  const middle = median(differences)
  // 1.4826 times the median deviation is what a standard deviation is where chance alone scatters.
  const scatter = 1.4826 * median(differences.map((difference) => Math.abs(difference - middle)))
  const uncertaintyMs = Math.ceil(Math.max(scatter, median(pairs.map(({ stepMs }) => stepMs))))
  const offsetMs = Math.round(middle)
  if (Math.abs(offsetMs) <= uncertaintyMs) return undefined
  const zone = Math.round(offsetMs / quarterMs) * quarterMs
  const drift = driftOf(pairs, uncertaintyMs)
  return {
    source: first.b,
    reference: first.a,
    offsetMs,
    uncertaintyMs,
    pairs: pairs.length,
    ...(zone !== 0 && Math.abs(zone) <= 14 * 4 * quarterMs && Math.abs(offsetMs - zone) <= Math.max(uncertaintyMs, keptClockMs)
      ? { zoneMs: zone }
      : {}),
    ...(drift === undefined ? {} : { driftMsPerDay: drift }),
  }
}

const dayMs = 86_400_000

/** Growth of the difference between the first and the last third of the pairs. */
function driftOf(pairs: readonly SeenTwice[], uncertaintyMs: number): number | undefined {
  const ordered = pairs.toSorted((one, two) => one.aMs - two.aMs)
  const third = Math.floor(ordered.length / 3)
  if (third < leastPairs) return undefined
  const ends = [ordered.slice(0, third), ordered.slice(-third)].map((part) => ({
    at: median(part.map(({ aMs }) => aMs)),
    by: median(part.map(({ aMs, bMs }) => aMs - bMs)),
    scatter: scatterOf(part),
  }))
  const [start, end] = ends
  if (start === undefined || end === undefined || end.at - start.at < 3_600_000) return undefined
  const grown = end.by - start.by
  const noise = Math.max(start.scatter, end.scatter, Math.min(uncertaintyMs, median(pairs.map(({ stepMs }) => stepMs))))
  return Math.abs(grown) > 2 * noise ? Math.round((grown / (end.at - start.at)) * dayMs) : undefined
}

function scatterOf(pairs: readonly SeenTwice[]): number {
  const differences = pairs.map(({ aMs, bMs }) => aMs - bMs)
  const middle = median(differences)
  return 1.4826 * median(differences.map((difference) => Math.abs(difference - middle)))
}

function median(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((a, b) => a - b)
  const half = Math.floor(ordered.length / 2)
  const upper = ordered[half] ?? 0
  return ordered.length % 2 === 1 ? upper : ((ordered[half - 1] ?? 0) + upper) / 2
}
