import { itemsOverlap } from '../../events/duplicates.ts'
import { markDuplicates } from '../../store/events/mark-duplicates.ts'
import type { SegmentPlace } from '../../store/events/segment-maker.ts'

/**
 * Finds the events of an incident that repeat others and marks them with the one that counts. `items`: SHA-256 that events were read from, in the order they
 * were collected. Answers how many segments changed. Rejects as `markDuplicates` does.
 */
export function findDuplicates(place: SegmentPlace, items: readonly string[]): Promise<number> {
  return markDuplicates(place, { items, isOverlap: itemsOverlap })
}
