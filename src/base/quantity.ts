import { formatNumber, plural } from './text.ts'

const byteUnits = ['kB', 'MB', 'GB', 'TB', 'PB'] as const

/** "1 byte", "999 bytes", "1.4 GB": decimal units, at most one digit behind the point. For people; an appendix tells the exact number. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, 'byte')
  let value = bytes / 1_000
  let unit = 0
  // What would be printed as 1,000 is 1 of the next unit.
  while (Math.round(value * 10) / 10 >= 1_000 && unit < byteUnits.length - 1) {
    value /= 1_000
    unit += 1
  }
  return `${formatNumber(Math.round(value * 10) / 10)} ${byteUnits[unit]}`
}

/** "37%", "less than 1%", "more than 99%"; undefined where there is no whole. Neither 0% nor 100% is said of a part that is not none or all. */
export function formatShare(part: number, whole: number): string | undefined {
  if (whole <= 0 || part < 0) return undefined
  const percent = (part / whole) * 100
  if (percent > 0 && percent < 1) return 'less than 1%'
  if (percent > 99 && percent < 100) return 'more than 99%'
  return `${formatNumber(Math.round(percent))}%`
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const

/** A whole number as prose writes it: "no", "two", "ten", "11", "1,200". */
export function numberWord(value: number): string {
  return small[value] ?? formatNumber(value)
}

/** "no systems", "one account", "four accounts", "412 attempts". */
export function countWords(count: number, one: string, many?: string): string {
  const told = many === undefined ? plural(count, one) : plural(count, one, many)
  return `${numberWord(count)}${told.slice(formatNumber(count).length)}`
}
