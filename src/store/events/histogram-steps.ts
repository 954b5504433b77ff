const ms = 1_000n
const second = 1_000n * ms
const minute = 60n * second
const hour = 60n * minute
const day = 24n * hour

/** Widths of bars, in microseconds: what people count time in. */
export const histogramSteps: readonly bigint[] = [
  ...[1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n].map((count) => count * ms),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * second),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * minute),
  ...[1n, 2n, 3n, 6n, 12n].map((count) => count * hour),
  ...[1n, 2n, 7n, 14n, 28n, 91n, 182n, 365n].map((count) => count * day),
]

/** The smallest round step with which bars that start at its multiples (since 1970) cover the span; beyond years, as many of them as it takes. */
export function histogramStep({ from, before }: { from: bigint; before: bigint }, bars: number): bigint {
  const most = BigInt(Math.max(1, Math.floor(bars)))
  const fits = (step: bigint): boolean => barStart(before - 1n, step) - barStart(from, step) < most * step
  const step = histogramSteps.find(fits)
  if (step !== undefined) return step
  let years = 365n * day
  while (!fits(years)) years *= 2n
  return years
}

/** Where the bar begins that holds the time. */
export function barStart(time: bigint, step: bigint): bigint {
  const rest = time % step
  return time - (rest < 0n ? rest + step : rest)
}
