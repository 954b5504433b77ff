import { type MomentName, momentNames } from '../../model/moment.ts'
import type { Desk } from '../desk.ts'
import { box, hatch, line, type Point, shade, soft, width, widthWithValue, words } from './svg.ts'

/** A measured interval between two moments. */
export interface Measure {
  readonly label: string
  /** As its fact tells it. */
  readonly text: string
  readonly from: MomentName
  readonly to: MomentName
  /** The time nobody noticed: hatched, as on the line above. */
  readonly isHatched?: boolean
}

interface Placed extends Measure {
  readonly line: readonly [from: number, to: number]
  readonly words: readonly [from: number, to: number]
}

/** Measures in rows, without two in one place. */
export interface PackedMeasures {
  readonly rows: readonly (readonly Placed[])[]
  readonly height: number
}

// What readers ask for, most important first.
const shown = [
  'dwell',
  'timeToDetect',
  'timeToContain',
  'exposure',
  'breakout',
  'timeToExfiltrate',
  'timeToRecover',
  'timeToResolve',
  'timeToEradicate',
  'timeToNotify',
]
/** What readers outside of the trade do not call by its name. */
const undetected = { label: 'Undetected (dwell time)', isHatched: true }
const rowHeight = 20
const edge = 8
const gap = 12

/** The measured intervals of the record that can be known. Two that say the same of the same moments stand once. */
export function measuresOf(desk: Desk): Measure[] {
  const found = new Map<string, Measure>()
  for (const id of shown) {
    const fact = desk.fact(id)
    if (fact === undefined || fact.known === 'unknown') continue
    const [from, to] = fact.basis.map(momentOf)
    const key = fact.basis.join(' ')
    if (from !== undefined && to !== undefined && !found.has(key)) {
      found.set(key, { label: fact.label, text: fact.text, from, to, ...(id === 'dwell' ? undetected : {}) })
    }
  }
  return [...found.values()]
}

function momentOf(path: string): MomentName | undefined {
  return momentNames.find((name) => path === `/moments/${name}`)
}

/** Puts each measure into the first row with room for it; what does not fit into `room` is left to the table. */
export function packMeasures(measures: readonly Measure[], x: (name: MomentName) => number | undefined, room: number): PackedMeasures {
  const most = Math.max(0, Math.floor(room / rowHeight))
  const rows: Placed[][] = []
  const placed = measures.flatMap((measure) => {
    const [from, to] = [x(measure.from), x(measure.to)]
    return from === undefined || to === undefined ? [] : [place(measure, Math.min(from, to), Math.max(from, to))]
  })
  for (const one of placed.slice(0, most).toSorted((a, b) => a.line[0] - b.line[0] || a.line[1] - b.line[1])) {
    const row = rows.find((others) => others.every((other) => isApart(other, one)))
    if (row !== undefined) row.push(one)
    else rows.push([one])
  }
  return { rows, height: rows.length * rowHeight }
}

function place(measure: Measure, from: number, to: number): Placed {
  const wide = widthWithValue(measure.label, measure.text)
  const start = from + wide <= width - edge ? from : Math.max(edge, width - edge - wide)
  return { ...measure, line: [from, to], words: [start, start + wide] }
}

function isApart(a: Placed, b: Placed): boolean {
  const [aFrom, aTo] = [Math.min(a.line[0], a.words[0]), Math.max(a.line[1], a.words[1])]
  const [bFrom, bTo] = [Math.min(b.line[0], b.words[0]), Math.max(b.line[1], b.words[1])]
  return aTo + gap <= bFrom || bTo + gap <= aFrom
}

/** Dimension lines with their words above; `y` is the top. */
export function drawMeasures({ rows }: PackedMeasures, y: number): string[] {
  return rows.flatMap((row, index) => {
    const base = y + index * rowHeight + 15
    return row.flatMap(({ label, text, isHatched, line: [from, to], words: [start] }) => {
      const ends: Point[] = [
        [from, base],
        [to, base],
      ]
      const wide = { x: from, y: base - 2.5, width: to - from, height: 5 }
      return [
        ...(isHatched === true ? [box(wide, { fill: shade }), hatch(wide)] : []),
        words({ x: start, y: base - 5, text: label, value: text, fill: soft }),
        line([from, base], [to, base], { width: 1.2 }),
        ...ends.map(([x]) => line([x, base - 3], [x, base + 3], { width: 1.2 })),
      ]
    })
  })
}
