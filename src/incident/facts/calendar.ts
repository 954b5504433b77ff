import { daysInMonth } from '../../base/instant.ts'

/** A calendar day so many days later; "2026-01-31" plus 1 is "2026-02-01". */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day of a later month, or its last day where it has none: "2026-01-31" plus 1 month is "2026-02-28". */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const last = Math.min(day, daysInMonth(target.year, target.month))
  return [target.year.toString().padStart(4, '0'), target.month.toString().padStart(2, '0'), last.toString().padStart(2, '0')].join('-')
}
