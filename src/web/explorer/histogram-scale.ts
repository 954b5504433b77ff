import type { EventHistogram } from '../../api/search.ts'

/** A stretch of time in milliseconds since 1970: from (included), to (excluded). */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Bars of a histogram without gaps, over the stretch that is shown. */
export interface BarScale extends Stretch {
  readonly stepMs: number
  /** One number per step, zeros included. */
  readonly counts: readonly number[]
  readonly most: number
}

/** More bars than a screen has points for them. */
const mostBars = 4_000

/** Lays the bars out over the wanted stretch, or over where they are; undefined where there is nothing to show. */
export function barScale({ stepMs, bars }: EventHistogram, wanted: Partial<Stretch> = {}): BarScale | undefined {
  const starts = bars.map(({ start }) => Date.parse(start))
  const first = wanted.from ?? starts[0]
  const end = wanted.to ?? (starts.at(-1) ?? Number.NaN) + stepMs
  if (first === undefined || !Number.isFinite(end) || end <= first || stepMs <= 0) return undefined
  const from = floorTo(first, stepMs)
  const count = Math.min(mostBars, Math.ceil((end - from) / stepMs))
  const counts = Array.from({ length: count }, () => 0)
  for (const [index, bar] of bars.entries()) {
    const at = Math.floor(((starts[index] ?? 0) - from) / stepMs)
    if (at >= 0 && at < count) counts[at] = (counts[at] ?? 0) + bar.count
  }
  return { from, to: from + count * stepMs, stepMs, counts, most: Math.max(1, ...counts) }
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step
}

/** The stretch of the bars from one to another, in whichever order. */
export function stretchOf(scale: BarScale, a: number, b: number): Stretch {
  const [low, high] = a <= b ? [a, b] : [b, a]
  return { from: scale.from + low * scale.stepMs, to: scale.from + (high + 1) * scale.stepMs }
}

/** Twice as much time around the same middle; undefined (everything) once it holds all there is. */
export function zoomedOut(stretch: Stretch, all: Stretch): Stretch | undefined {
  const width = Math.max(1, stretch.to - stretch.from)
  const wider = { from: stretch.from - width / 2, to: stretch.to + width / 2 }
  if (wider.from <= all.from && wider.to >= all.to) return undefined
  return { from: Math.floor(wider.from), to: Math.ceil(wider.to) }
}

/** The same width of time before (-1) or after (1). */
export function moved({ from, to }: Stretch, direction: -1 | 1): Stretch {
  const by = direction * (to - from)
  return { from: from + by, to: to + by }
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const tickSteps = [
  1,
  10,
  100,
  second,
  5 * second,
  15 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  30 * day,
  91 * day,
  365 * day,
  5 * 365 * day,
]

/** Where the axis is labelled, and what it says there in UTC: at most `most` places. */
export function ticks({ from, to }: Stretch, most: number): readonly { readonly at: number; readonly label: string }[] {
  const step = tickSteps.find((one) => (to - from) / one <= most) ?? (to - from) / most
  const places: { at: number; label: string }[] = []
  for (let at = Math.ceil(from / step) * step; at < to; at += step) places.push({ at, label: tickLabel(at, step) })
  return places
}

function tickLabel(at: number, step: number): string {
  const text = new Date(at).toISOString()
  if (step >= day) return text.slice(0, 10)
  // Midnight is where a reader looks for the day.
  if (at % day === 0) return text.slice(0, 10)
  if (step >= minute) return text.slice(11, 16)
  return step >= second ? text.slice(11, 19) : text.slice(11, 23)
}

/** "2026-03-01 20:04 to 20:05", as finely as the step needs. */
export function stretchWords({ from, to }: Stretch, stepMs: number): string {
  const [start, end] = [instantWords(from, stepMs), instantWords(to, stepMs)]
  return end.slice(0, 10) === start.slice(0, 10) ? `${start} to ${end.slice(11)}` : `${start} to ${end}`
}

function instantWords(at: number, stepMs: number): string {
  const text = new Date(at).toISOString().replace('T', ' ')
  if (stepMs >= minute) return text.slice(0, 16)
  return stepMs >= second ? text.slice(0, 19) : text.slice(0, 23)
}

/** "1 minute", "15 seconds", "3 hours". */
export function stepWords(stepMs: number): string {
  const units = [
    [365 * day, 'year'],
    [30 * day, 'month'],
    [7 * day, 'week'],
    [day, 'day'],
    [hour, 'hour'],
    [minute, 'minute'],
    [second, 'second'],
    [1, 'millisecond'],
  ] as const
  const [size, name] = units.find(([one]) => stepMs >= one && stepMs % one === 0) ?? [1, 'millisecond']
  const count = stepMs / size
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
