/** "1.2 s", "+3 min 20 s", "−40 ms": a difference of clocks, with its sign where asked. */
export function clockWords(milliseconds: number, signed = false): string {
  const sign = milliseconds < 0 ? '−' : signed ? '+' : ''
  const size = Math.abs(milliseconds)
  if (size < 1_000) return `${sign}${size} ms`
  if (size < 120_000) return `${sign}${trimmed(size / 1_000)} s`
  const [hours, minutes, seconds] = [Math.floor(size / 3_600_000), Math.floor((size % 3_600_000) / 60_000), Math.floor((size % 60_000) / 1_000)]
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 ? `${seconds} s` : ''].filter(Boolean)
  return `${sign}${parts.join(' ')}`
}

function trimmed(value: number): string {
  return String(Math.round(value * 1_000) / 1_000)
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, m: 60_000, s: 1_000, ms: 1 }

/** Milliseconds of "-95s", "+1.5 s", "200ms", "-1h 30min"; undefined where it is none, or not a whole number of them. */
export function parseClockWords(text: string): number | undefined {
  const match = /^([+\-−]?)((?:\d{1,9}(?:\.\d{1,6})?(?:h|min|ms|m|s)){1,4})$/.exec(text.slice(0, 80).replaceAll(' ', ''))
  if (match === null) return undefined
  const parts = [...(match[2] ?? '').matchAll(/(\d+(?:\.\d+)?)(h|min|ms|m|s)/g)]
  const size = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0)
  const whole = Math.round(size)
  if (Math.abs(size - whole) > 1e-6) return undefined
  return match[1] === '' || match[1] === '+' ? whole : whole === 0 ? 0 : -whole
}
