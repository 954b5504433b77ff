import { widthOf } from './measure.ts'
import { hairline, line, type Point, small, soft, strong, widthWithNote, words } from './svg.ts'

/** One line of a flag: a title, a note behind it, or a note alone. */
export interface FlagRow {
  readonly title?: string
  readonly note?: string
}

/** Words that belong to a point of a line, on a stem above or below it. */
export interface Flag {
  readonly x: number
  readonly rows: readonly FlagRow[]
}

/** A flag at its height. */
export interface RaisedFlag extends Flag {
  /** Distance of the near and the far edge of the words from the line. */
  readonly near: number
  readonly far: number
}

const leading = 10.5
const gap = 3
/** Words begin so far right of their stem. */
const inset = 3

function rowWidth({ title, note }: FlagRow): number {
  if (title === undefined) return widthOf(note ?? '', small)
  return note === undefined ? widthOf(title, strong) : widthWithNote(title, note)
}

export function flagWidth({ rows }: Flag): number {
  return inset + Math.max(0, ...rows.map(rowWidth))
}

/**
 * Heights for flags so that no words touch other words or a stem. All words run to the right of their stem; from right to left, each flag stands above
 * those whose stems pass under its words.
 */
export function raiseFlags(flags: readonly Flag[], base: number): RaisedFlag[] {
  const raised: RaisedFlag[] = []
  for (const flag of [...flags].sort((a, b) => b.x - a.x)) {
    const end = flag.x + flagWidth(flag) + 4
    const under = raised.filter((other) => other.x <= end)
    const near = Math.max(base, ...under.map((other) => other.far + gap))
    raised.push({ ...flag, near, far: near + flag.rows.length * leading })
  }
  return raised.reverse()
}

/** The room all flags take, from the line to the farthest words. */
export function reachOf(flags: readonly RaisedFlag[]): number {
  return Math.max(0, ...flags.map((flag) => flag.far))
}

/** Stems and words, above or below a line at `y`. */
export function drawFlags(flags: readonly RaisedFlag[], y: number, side: 'above' | 'below'): string[] {
  return flags.flatMap((flag) => {
    const top = side === 'above' ? y - flag.far : y + flag.near
    const end: Point = side === 'above' ? [flag.x, top + 1] : [flag.x, top + flag.far - flag.near]
    return [line([flag.x, y], end, { stroke: hairline }), ...flag.rows.map((row, index) => drawRow(row, flag.x + inset, top + 8 + index * leading))]
  })
}

function drawRow({ title, note }: FlagRow, x: number, y: number): string {
  return title === undefined
    ? words({ x, y, text: note ?? '', fill: soft })
    : words({ x, y, text: title, face: strong, ...(note === undefined ? {} : { note }) })
}
