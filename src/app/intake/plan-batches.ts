import type { IntakeItem } from './intake-item.ts'

/** Items that one worker reads together: they share segments, and are committed together. */
export type Batch = readonly IntakeItem[]

export interface BatchLimits {
  /** An item of so many bytes is a batch of its own. */
  readonly bytes: number
  readonly items: number
}

/** Enough that writing and committing a segment is little beside reading, and little enough that a cancelled batch is no great loss. */
export const usualBatchLimits: BatchLimits = { bytes: 32 * 1024 * 1024, items: 1_000 }

/** Less than this is not shared out: starting another worker takes longer than reading it. */
const leastShare: BatchLimits = { bytes: 4 * 1024 * 1024, items: 50 }

/** The usual limits, and no more in a batch than one worker's share of all there is, so that none waits for another. */
export function sharedLimits(items: readonly IntakeItem[], workers: number): BatchLimits {
  const bytes = items.reduce((sum, item) => sum + weightOf(item), 0)
  return {
    bytes: Math.min(usualBatchLimits.bytes, Math.max(leastShare.bytes, Math.ceil(bytes / workers))),
    items: Math.min(usualBatchLimits.items, Math.max(leastShare.items, Math.ceil(items.length / workers))),
  }
}

/** Logs shrink to about a tenth; a compressed item counts as what it will be. */
const compressedWeight = 10
const compressed = /\.(?:gz|tgz|bz2|xz|zst|zip|7z)$/i

/**
 * Cuts items into batches: large ones alone and first, the largest before the others, because a long one that starts last would keep one core busy
 * alone; the small ones behind, in the order given.
 */
export function planBatches(items: readonly IntakeItem[], limits: BatchLimits = usualBatchLimits): Batch[] {
  const large = items.filter((item) => weightOf(item) >= limits.bytes).toSorted((a, b) => weightOf(b) - weightOf(a))
  const batches: IntakeItem[][] = large.map((item) => [item])
  let open: IntakeItem[] = []
  let weight = 0
  for (const item of items) {
    if (weightOf(item) >= limits.bytes) continue
    if (open.length > 0 && (open.length >= limits.items || weight + weightOf(item) > limits.bytes)) {
      batches.push(open)
      open = []
      weight = 0
    }
    open.push(item)
    weight += weightOf(item)
  }
  if (open.length > 0) batches.push(open)
  return batches
}

function weightOf({ path, size }: IntakeItem): number {
  return compressed.test(path) ? size * compressedWeight : size
}
