import { daysInMonth } from '../base/instant.ts'
import type { Surveyed } from './format.ts'

/** A day as a log without years writes it. */
export interface MonthDay {
  readonly month: number
  readonly day: number
}

/** Going back by more days than this is the turn of a year, not a late record. */
const turnDays = 60
/** Going forward by more days than this is a late record of the year before (31 December behind 1 January). */
const lateDays = 330

/** Counts years along a log that does not write them. The first record is year 0. */
export interface YearCounter {
  /** Years since the first record. */
  yearsAt(day: MonthDay): number
}

export function createYearCounter(): YearCounter {
  let years = 0
  let last: number | undefined
  let [lastMonth, lastDay] = [0, 0]
  return {
    yearsAt(day) {
      // Most lines are of the day of the line before.
      if (day.month === lastMonth && day.day === lastDay) return years
      lastMonth = day.month
      lastDay = day.day
      const now = dayNumber(day)
      const moved = last === undefined ? 0 : now - last
      if (moved < -turnDays) years += 1
      else if (moved > lateDays) years -= 1
      last = now
      return years
    },
  }
}

function dayNumber({ month, day }: MonthDay): number {
  let days = day
  for (let before = 1; before < month; before += 1) days += daysInMonth(2000, before)
  return days
}

/** A yearless time of the survey; `second` counts from midnight. */
export interface YearlessStamp extends MonthDay {
  readonly second: number
}

/** Finds the year of a log's first record before it is read. */
export interface YearSurvey {
  yearless(stamp: YearlessStamp): void
  withYear(year: number, day: MonthDay): void
  /** `modifiedMs` is when the file was last changed, milliseconds since 1970. */
  result(modifiedMs: number | undefined): Surveyed
}

const dayMs = 86_400_000

/** A record that states its year decides; else the last record is not later than the file's last change by more than a day. */
export function createYearSurvey(): YearSurvey {
  const counter = createYearCounter()
  const leapYears = new Set<number>()
  let anchor: number | undefined
  let last: { stamp: YearlessStamp; years: number } | undefined
  return {
    yearless(stamp) {
      const years = counter.yearsAt(stamp)
      if (stamp.month === 2 && stamp.day === 29 && leapYears.size < 100) leapYears.add(years)
      last = { stamp, years }
    },
    withYear(year, day) {
      const years = counter.yearsAt(day)
      anchor ??= year - years
    },
    result(modifiedMs) {
      if (anchor !== undefined) return { year: anchor, yearFrom: 'neighbour' }
      if (last === undefined || modifiedMs === undefined) return {}
      const lastYear = yearBefore(last.stamp, modifiedMs + dayMs)
      return { year: leapFitting(lastYear - last.years, leapYears), yearFrom: 'modified' }
    },
  }
}

/** The latest year in which this time is not after `limitMs`. */
function yearBefore(stamp: YearlessStamp, limitMs: number): number {
  const year = new Date(limitMs).getUTCFullYear()
  const at = Date.UTC(year, stamp.month - 1, stamp.day) + stamp.second * 1000
  return at > limitMs ? year - 1 : year
}

/** The latest first year, at most eight years back, in which every 29 February of the log exists. */
function leapFitting(firstYear: number, leapYears: ReadonlySet<number>): number {
  for (let back = 0; back <= 8; back += 1) {
    if ([...leapYears].every((years) => daysInMonth(firstYear - back + years, 2) === 29)) return firstYear - back
  }
  return firstYear
}
