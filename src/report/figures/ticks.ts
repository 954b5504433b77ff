import { formatInstant, type Instant } from '../../base/instant.ts'
import { widthOf } from './measure.ts'
import type { Ruler } from './ruler.ts'
import { hairline, line, small, soft, words } from './svg.ts'

/** A time written below a line. */
export interface Tick {
  readonly x: number
  readonly date: string
  readonly time: string
}

const gap = 10

export interface TickRoom {
  readonly from: number
  readonly to: number
}

/** As many of the times as can be written below a line without touching; `first` before all others. */
export function chooseTicks(
  instants: readonly Instant[],
  ruler: Ruler,
  { first, ...room }: TickRoom & { readonly first?: Instant | undefined },
): Tick[] {
  const times = [...new Set(instants)].sort((a, b) => (a < b ? -1 : 1))
  const toTick = (instant: Instant): Tick => {
    const text = formatInstant(instant)
    return { x: ruler.x(instant), date: text.slice(0, 10), time: text.slice(11, 16) }
  }
  return placeTicks(times.map(toTick), room, first === undefined ? [] : [toTick(first)])
}

/** Those of the ticks that have room; the first and the last first. */
export function placeTicks(ticks: readonly Tick[], room: TickRoom, before: readonly Tick[] = []): Tick[] {
  const chosen: Tick[] = []
  for (const tick of [...before, ...ticks.slice(0, 1), ...ticks.slice(-1), ...ticks.slice(1, -1)]) {
    const [from, to] = extentOf(tick, room)
    const isFree = chosen.every((other) => {
      const [otherFrom, otherTo] = extentOf(other, room)
      return to + gap <= otherFrom || otherTo + gap <= from
    })
    if (isFree) chosen.push(tick)
  }
  return chosen.sort((a, b) => a.x - b.x)
}

function extentOf({ x, date }: Tick, { from, to }: TickRoom): readonly [number, number] {
  const half = widthOf(date, small) / 2
  const middle = Math.min(Math.max(x, from + half), to - half)
  return [middle - half, middle + half]
}

/** The times below a line at `y`, date over time. Takes 26 units. */
export function drawTicks(ticks: readonly Tick[], y: number, room: TickRoom): string[] {
  return ticks.flatMap((tick) => {
    const [from, to] = extentOf(tick, room)
    const x = (from + to) / 2
    return [
      line([tick.x, y], [tick.x, y + 4], { stroke: hairline }),
      words({ x, y: y + 13, text: tick.date, anchor: 'middle', fill: soft }),
      words({ x, y: y + 23, text: tick.time, anchor: 'middle', fill: soft }),
    ]
  })
}

export const ticksHeight = 26
