import type { SegmentRow } from './segments.ts'
import { quoteName } from './sql.ts'

/**
 * The hour of the corrected time, counted from 1970 UTC, and NULL for an event that repeats another: a column that compaction adds. It packs to nearly
 * nothing, so that bars of hours and days are counted, and duplicates left out, without reading times and ids, which take more to unpack than everything
 * else a histogram needs.
 */
export const hourColumn = quoteName('time/hour')

export const hourMicros = 3_600_000_000n

// Division cuts towards zero: times before 1970 are moved behind it and back. Times end some 1,110,000,000 hours from 1970.
const shift = 1_200_000_000n

/** The hour of `time`. */
export const hourSql = `((epoch_us("time") + ${shift * hourMicros}) // ${hourMicros} - ${shift})::INTEGER`

/** What the column holds. */
export const countedHourSql = `CASE WHEN duplicate_of IS NULL THEN ${hourSql} END`

/** Segments as intake writes them have no such column: they are small. */
export function hasHourColumn({ level }: Pick<SegmentRow, 'level'>): boolean {
  return level > 0
}
