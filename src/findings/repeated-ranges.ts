import type { RepeatedRange } from '../model/citation.ts'
import type { MemberRun } from './finding-part.ts'

/**
 * The records that repeat others, as ranges between which the members lie: no more ranges than members, and mostly one where two exports overlap. `repeated`:
 * by item (SHA-256) the first bytes of such records, ascending.
 */
export function repeatedRanges(runs: readonly MemberRun[], repeated: ReadonlyMap<string, Float64Array>): RepeatedRange[] {
  if (repeated.size === 0) return []
  const byItem = Map.groupBy(runs, ({ evidence }) => evidence)
  return [...byItem]
    .flatMap(([evidence, of]) => {
      const offsets = repeated.get(evidence)
      return offsets === undefined ? [] : rangesOf(evidence, memberOffsets(of), offsets)
    })
    .sort((a, b) => (a.evidence === b.evidence ? a.from - b.from : a.evidence < b.evidence ? -1 : 1))
}

/** Ids end in `:<offset>.<part>`. */
function memberOffsets(runs: readonly MemberRun[]): number[] {
  const offsets = runs.flatMap((run) => [...run.offsets, ...run.others.map((id) => Number(id.slice(id.indexOf(':') + 1).split('.')[0]))])
  return [...new Set(offsets)].sort((a, b) => a - b)
}

function rangesOf(evidence: string, members: readonly number[], repeated: Float64Array): RepeatedRange[] {
  const ranges: RepeatedRange[] = []
  let start = 0
  for (const bound of [...members, Number.POSITIVE_INFINITY]) {
    const end = firstFrom(repeated, bound, start)
    const [from, to] = [repeated[start], repeated[end - 1]]
    if (end > start && from !== undefined && to !== undefined) ranges.push({ evidence, from, to })
    start = end
  }
  return ranges
}

/** Index of the first that is not below the bound. */
function firstFrom(sorted: Float64Array, bound: number, start: number): number {
  let [low, high] = [start, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < bound) low = middle + 1
    else high = middle
  }
  return low
}
