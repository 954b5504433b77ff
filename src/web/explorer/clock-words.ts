/** "1.2 s", "+3 min 20 s", "−40 ms": a difference of clocks, with its sign where asked. */
export function clockWords(milliseconds: number, signed = false): string {
  const sign = milliseconds < 0 ? '−' : signed ? '+' : ''
  const size = Math.abs(milliseconds)
  if (size < 1_000) return `${sign}${size} ms`
  if (size < 60_000) return `${sign}${trimmed(size / 1_000)} s`
  const [hours, minutes, seconds] = [Math.floor(size / 3_600_000), Math.floor((size % 3_600_000) / 60_000), Math.floor((size % 60_000) / 1_000)]
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 ? `${seconds} s` : ''].filter(Boolean)
  return `${sign}${parts.join(' ')}`
}

function trimmed(value: number): string {
  return String(Math.round(value * 1_000) / 1_000)
}
