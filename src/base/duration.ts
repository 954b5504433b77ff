const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** "3 days 4 hours", "12 minutes", "0 seconds": the two largest units that matter. Milliseconds in; negative durations keep their sign. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `minus ${formatDuration(-milliseconds)}`
  const first = units.findIndex(([, size]) => milliseconds >= size)
  if (first === -1) return milliseconds === 0 ? '0 seconds' : 'less than a second'
  const parts: string[] = []
  let rest = milliseconds
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
  }
  return parts.join(' ')
}
