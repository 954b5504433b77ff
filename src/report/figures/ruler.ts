import type { Instant } from '../../base/instant.ts'

/** Where times stand on a line. */
export interface Ruler {
  x(instant: Instant): number
  readonly isToScale: boolean
  /** Middles of stretches that are drawn much shorter than they lasted. */
  readonly breaks: readonly number[]
}

export interface RulerRoom {
  readonly from: number
  readonly to: number
  /** Times that differ stand at least so far apart, where there is room for all of them. */
  readonly apart: number
}

const nanosPerMinute = 60e9
// Between a straight scale, where minutes beside months vanish, and equal steps, where a month looks like a minute.
const compression = 0.35

/**
 * A time line. To scale where that keeps all times apart; else the room between two times grows with a root of what lies between them, and the
 * stretches that lose most are marked as broken.
 */
export function createRuler(instants: readonly Instant[], { from, to, apart }: RulerRoom): Ruler {
  const times = [...new Set(instants)].sort((a, b) => (a < b ? -1 : 1))
  const first = times[0] ?? 0n
  const gaps = times.slice(1).map((time, index) => Number(time - (times[index] ?? time)))
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  const room = to - from
  if (total === 0) return { x: () => from, isToScale: true, breaks: [] }
  const isCrowded = gaps.length * apart > room
  const isToScale = isCrowded
    ? fillsEvenly(times, { first, total, bins: Math.max(1, Math.floor(room / 24)) })
    : gaps.every((gap) => (gap / total) * room >= apart)
  if (isToScale) return { x: (instant) => from + (clamp(Number(instant - first), total) / total) * room, isToScale, breaks: [] }
  const steps = stepsOf(gaps, room, apart)
  const places = [from]
  for (const step of steps) places.push((places.at(-1) ?? from) + step)
  return { x: (instant) => placeOf(instant, times, places), isToScale, breaks: breaksOf(gaps, places, total) }
}

/** True where more times than can stand apart leave few stretches of a straight scale empty. */
function fillsEvenly(times: readonly Instant[], { first, total, bins }: { first: Instant; total: number; bins: number }): boolean {
  const filled = new Set(times.map((time) => Math.min(bins - 1, Math.floor((Number(time - first) / total) * bins))))
  return filled.size >= bins * 0.6
}

function stepsOf(gaps: readonly number[], room: number, apart: number): number[] {
  const least = Math.min(apart, (room / gaps.length) * 0.8)
  const weights = gaps.map((gap) => (gap / nanosPerMinute) ** compression)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => least + (weight / sum) * (room - least * gaps.length))
}

function placeOf(instant: Instant, times: readonly Instant[], places: readonly number[]): number {
  let low = 0
  let high = times.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0n) <= instant) low = middle
    else high = middle
  }
  const [start = 0n, end = 0n] = [times[low], times[high]]
  const [left = 0, right = 0] = [places[low], places[high]]
  const share = clamp(Number(instant - start), Number(end - start)) / Math.max(1, Number(end - start))
  return left + share * (right - left)
}

/** Long stretches, a quarter of the whole or more, that are drawn at less than two thirds of their share. */
function breaksOf(gaps: readonly number[], places: readonly number[], total: number): number[] {
  const room = (places.at(-1) ?? 0) - (places[0] ?? 0)
  return gaps.flatMap((gap, index) => {
    const [left = 0, right = 0] = [places[index], places[index + 1]]
    return gap >= total / 4 && (right - left) / room < (gap / total) * 0.67 ? [(left + right) / 2] : []
  })
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
