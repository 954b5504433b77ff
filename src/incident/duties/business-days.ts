import { addDays } from '../facts/calendar.ts'

/**
 * The day that is so many business days after an event, on the calendar of the United States' federal holidays. The day of the event is not counted;
 * an event on a day that is no business day counts as of the next one, which is then the first (Form 8-K, General Instruction B.1).
 */
export function addFederalBusinessDays(day: string, count: number): string {
  let left = count
  let current = day
  if (!isFederalBusinessDay(day)) {
    current = nextBusinessDay(day)
    left -= 1
  }
  for (; left > 0; left -= 1) current = nextBusinessDay(current)
  return current
}

export function isFederalBusinessDay(day: string): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && !observedHolidays(Number(day.slice(0, 4))).has(day)
}

function nextBusinessDay(day: string): string {
  let next = addDays(day, 1)
  while (!isFederalBusinessDay(next)) next = addDays(next, 1)
  return next
}

/** 5 U.S.C. 6103: on a Saturday observed the day before, on a Sunday the day after. */
function observedHolidays(year: number): Set<string> {
  const fixed = [`${year}-01-01`, `${year}-06-19`, `${year}-07-04`, `${year}-11-11`, `${year}-12-25`, `${year + 1}-01-01`].map((day) => {
    const weekday = weekdayOf(day)
    return weekday === 6 ? addDays(day, -1) : weekday === 0 ? addDays(day, 1) : day
  })
  const movable = [nth(year, 1, 3), nth(year, 2, 3), lastMonday(year, 5), nth(year, 9, 1), nth(year, 10, 2), nth(year, 11, 4, 4)]
  return new Set([...fixed, ...movable])
}

/** The nth Monday (or other weekday) of a month. */
function nth(year: number, month: number, count: number, weekday = 1): string {
  const first = `${year}-${month.toString().padStart(2, '0')}-01`
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7)
}

function lastMonday(year: number, month: number): string {
  const fifth = nth(year, month, 5)
  return Number(fifth.slice(5, 7)) === month ? fifth : addDays(fifth, -7)
}

/** 0 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}
