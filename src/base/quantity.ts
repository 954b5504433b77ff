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
