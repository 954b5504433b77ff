import { plural } from './text.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/**
 * "3 days 4 hours", "12 minutes", "0 seconds": the two largest units that matter, the rest cut off, so that a term never reads as longer than it was.
 * Milliseconds in; negative durations keep their sign.
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'an unknown time'
  if (milliseconds <= -1_000) return `minus ${formatDuration(-milliseconds)}`
  const first = units.findIndex(([, size]) => milliseconds >= size)
  if (first === -1) return milliseconds === 0 ? '0 seconds' : 'less than a second'
  const parts: string[] = []
  let rest = milliseconds
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(plural(count, name))
  }
  return parts.join(' ')
}

/** "less than a minute", "less than an hour", "less than 2 days". */
export function lessThan(milliseconds: number): string {
  const text = formatDuration(milliseconds)
  const single = /^1 (day|hour|minute|second)$/.exec(text)?.[1]
  return `less than ${single === undefined ? text : `${single === 'hour' ? 'an' : 'a'} ${single}`}`
}

/**
 * A duration of which only bounds are known: "between 3 hours and 3 hours 20 minutes", "up to 5 minutes", "at least 2 hours" (no upper bound), "about 2
 * hours" where both bounds read the same but are not.
 */
export function formatDurationRange(low: number, high: number | undefined): string {
  if (high === undefined) return low <= 0 ? '0 seconds or more' : `at least ${formatDuration(low)}`
  if (low >= high || high < 1_000) return formatDuration(low >= high ? low : high)
  const [from, to] = [formatDuration(low), formatDuration(high)]
  if (from === to) return from.startsWith('less than') ? from : `about ${from}`
  return low <= 0 ? `up to ${to}` : `between ${from} and ${to}`
}
