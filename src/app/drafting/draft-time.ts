import { AppError } from '../../base/error.ts'
import { compareInstantTexts, formatInstant, parseInstant } from '../../base/instant.ts'
import type { Harvest } from '../../model/harvest.ts'

/** Reads the time that was asked for. Throws AppError `usage`. */
export function readTime(text: string): string {
  const instant = parseInstant(text)
  if (instant === undefined)
    throw new AppError('usage', `Cannot read --at "${text}": an instant with its zone is wanted, such as 2026-03-09T10:00:00Z`)
  return formatInstant(instant)
}

/**
 * The time a draft's edit carries. So that the same evidence gives the same bytes, the command line does not use the clock:
 * it takes the time that was asked for, else SOURCE_DATE_EPOCH, else the time of the newest event, else 1970.
 */
export function draftTime(given: { at: string | undefined; sourceDateEpoch: number | undefined; harvest: Harvest }): string {
  if (given.at !== undefined) return given.at
  if (given.sourceDateEpoch !== undefined) return formatInstant(BigInt(given.sourceDateEpoch) * 1_000_000_000n)
  const ends = given.harvest.coverage.map((coverage) => coverage.ends)
  const newest = ends.reduce<string | undefined>((most, end) => (most === undefined || compareInstantTexts(end, most) > 0 ? end : most), undefined)
  return newest === undefined ? '1970-01-01T00:00:00Z' : `${newest.slice(0, 19)}Z`
}
