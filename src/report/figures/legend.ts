import { widthOf } from './measure.ts'
import { type Point, small, soft, width, words } from './svg.ts'

/** One entry of a legend: what it looks like, drawn around a point, and what it means. */
export interface LegendItem {
  readonly text: string
  /** Absent for a remark without a mark. */
  readonly mark?: (at: Point) => string
  /** Room for the mark, in units. */
  readonly room?: number
}

const left = 8
const leading = 13
const gap = 13

/** Entries beside each other, on as many lines as they need. `y` is the top. */
export function legend(items: readonly LegendItem[], y: number): { parts: string[]; height: number } {
  const parts: string[] = []
  let x = left
  let top = y
  for (const { text, mark, room = 10 } of items) {
    const markRoom = mark === undefined ? 0 : room + 4
    const wide = markRoom + widthOf(text, small)
    if (x > left && x + wide > width - 8) {
      x = left
      top += leading
    }
    if (mark !== undefined) parts.push(mark([x + room / 2, top + 6]))
    parts.push(words({ x: x + markRoom, y: top + 9, text, fill: soft }))
    x += wide + gap
  }
  return { parts, height: items.length === 0 ? 0 : top + leading - y }
}
