import { plural } from '../../base/text.ts'
import type { MomentName } from '../../model/moment.ts'
import type { Figure } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { sentence } from '../desk.ts'
import { printInterval } from '../time.ts'
import { drawFlags, flagWidth, raiseFlags, reachOf } from './flags.ts'
import { type LegendItem, legend } from './legend.ts'
import { wrap } from './measure.ts'
import { drawMeasures, type Measure, measuresOf, packMeasures } from './measures.ts'
import { flagsOf, type Milestone, type MilestoneRecord, milestonesIn, timesOf } from './milestones.ts'
import { createRuler, type Ruler } from './ruler.ts'
import {
  answer,
  attack,
  box,
  diamond,
  drawing,
  hatch,
  ink,
  line,
  linesOf,
  mostHeight,
  paper,
  ring,
  shade,
  small,
  soft,
  strong,
  width,
  words,
} from './svg.ts'

const left = 14
const right = 14
const head = 18
/** Between the line and the nearest words, so that marks and the bars of uncertain times have room. */
const clear = 14
const bandHalf = 8

/**
 * The milestones on one line, the attack above and the response below, the time nobody noticed hatched, and the measured intervals as dimension lines.
 * Undefined below two milestones.
 */
export function glanceFigure(desk: Desk): Figure | undefined {
  const record = milestonesIn(desk)
  if (record.milestones.length < 2) return undefined
  const ruler = fitRuler(record)
  const above = raiseFlags(flagsOf(record, 'attack', placedBy(ruler)), clear)
  const below = raiseFlags(flagsOf(record, 'response', placedBy(ruler)), clear)
  const axis = above.length === 0 ? 20 : head + reachOf(above)
  const under = axis + Math.max(clear, reachOf(below))
  // Beside the first stem where there is room, else below the words.
  const isBeside = below.every((flag) => flag.x > 78)
  const foot = under + (below.length === 0 || isBeside ? 10 : 20)
  const said = wrap(record.missing, { width: width - 16, lines: 2 }, small)
  const ends = legend(legendOf(record, ruler), 0).height + said.length * 10 + 18
  const measures = packMeasures(measuresOf(desk), (name) => placeOf(record, ruler, name), mostHeight - foot - ends)
  const bottom = foot + measures.height + 8
  const key = legend(legendOf(record, ruler), bottom + said.length * 10 + 4)
  const parts = [
    ...undetected(record, ruler, axis),
    ...(above.length === 0 ? [] : [words({ x: 8, y: 10, text: 'The attack', face: strong, fill: attack })]),
    ...axisLine(ruler, axis),
    ...drawFlags(above, axis, 'above'),
    ...drawFlags(below, axis, 'below'),
    ...(below.length === 0 ? [] : [words({ x: 8, y: isBeside ? axis + clear + 8 : under + 9, text: 'The response', face: strong, fill: answer })]),
    ...marksOf(record, ruler, axis),
    ...drawMeasures(measures, foot),
    ...linesOf(said, { x: 8, y: bottom + 8, fill: soft }),
    ...key.parts,
  ]
  const title = 'The incident at a glance'
  const height = bottom + said.length * 10 + 4 + key.height + 4
  return { id: 'glance', title, svg: drawing(height, title, parts), alt: describe(record, measures.rows.flat(), ruler) }
}

function placedBy(ruler: Ruler): (milestone: Milestone) => number {
  return ({ at }) => ruler.x(at)
}

function placeOf({ milestones }: MilestoneRecord, ruler: Ruler, name: MomentName): number | undefined {
  const found = milestones.find((milestone) => milestone.name === name)
  return found === undefined ? undefined : ruler.x(found.at)
}

/** A ruler whose last flags end within the drawing. */
function fitRuler(record: MilestoneRecord): Ruler {
  const times = timesOf(record)
  let to = width - right
  for (let round = 0; round < 8; round++) {
    const ruler = createRuler(times, { from: left, to, apart: 15 })
    const flags = [...flagsOf(record, 'attack', placedBy(ruler)), ...flagsOf(record, 'response', placedBy(ruler))]
    const over = Math.max(0, ...flags.map((flag) => flag.x + flagWidth(flag) - (width - 6)))
    if (over === 0) return ruler
    to -= over
  }
  return createRuler(times, { from: left, to: width - 140, apart: 15 })
}

function axisLine(ruler: Ruler, y: number): string[] {
  return [
    line([6, y], [width - 6, y], { width: 1.6 }),
    ...ruler.breaks.flatMap((x) => [
      box({ x: x - 3, y: y - 2, width: 6, height: 4 }),
      line([x - 5, y + 5], [x - 1, y - 5], { width: 1.2 }),
      line([x + 1, y + 5], [x + 5, y - 5], { width: 1.2 }),
    ]),
  ]
}

/** The band from the first act of the attack to its detection, where both are recorded in this order. */
function undetectedSpan({ milestones }: MilestoneRecord): { from: Milestone; to: Milestone } | undefined {
  const from = milestones.find((milestone) => milestone.side === 'attack')
  const to = milestones.find((milestone) => milestone.name === 'detected')
  return from === undefined || to === undefined || to.at <= from.at ? undefined : { from, to }
}

function undetected(record: MilestoneRecord, ruler: Ruler, y: number): string[] {
  const span = undetectedSpan(record)
  if (span === undefined) return []
  const x = ruler.x(span.from.at)
  const area = { x, y: y - bandHalf, width: ruler.x(span.to.at) - x, height: bandHalf * 2 }
  return [box(area, { fill: shade }), hatch(area)]
}

function marksOf({ milestones, acts }: MilestoneRecord, ruler: Ruler, y: number): string[] {
  const bars = (['attack', 'response'] as const).flatMap((side) =>
    drawSpans(
      milestones.filter((one) => one.side === side),
      ruler,
      y,
    ),
  )
  // Acts that would hide each other are one mark: hollow only where all are proposed.
  const places = new Map<string, { x: number; side: Milestone['side']; isProposed: boolean }>()
  for (const { at, side, isProposed } of acts) {
    const x = ruler.x(at)
    const key = `${side} ${Math.round(x / 4)}`
    const found = places.get(key)
    places.set(key, { x: found?.x ?? x, side, isProposed: isProposed && found?.isProposed !== false })
  }
  const minor = [...places.values()].map(({ x, side, isProposed }) => mark(side, [x, y], { radius: 3, isProposed }))
  return [...bars, ...minor, ...milestones.map(({ at, side, isProposed }) => mark(side, [ruler.x(at), y], { radius: 5.5, isProposed }))]
}

const barHeight = 4
const barRows = 3

/** Where an uncertain moment may lie: a bar on its side of the line; bars that would cover each other stand in rows. */
function drawSpans(milestones: readonly Milestone[], ruler: Ruler, y: number): string[] {
  const ends: number[] = []
  return milestones.flatMap(({ span, side }) => {
    if (span === undefined) return []
    const [from, to] = [ruler.x(span.from), ruler.x(span.to)]
    const free = ends.findIndex((end) => end + 2 <= from)
    const row = free === -1 ? Math.min(ends.length, barRows - 1) : free
    ends[row] = Math.max(ends[row] ?? 0, to)
    const top = side === 'attack' ? y - 2 - (row + 1) * barHeight : y + 2 + row * barHeight
    const colour = side === 'attack' ? attack : answer
    return [box({ x: from, y: top, width: Math.max(1.5, to - from), height: barHeight }, { fill: paper, stroke: colour, width: 0.9 })]
  })
}

function mark(side: Milestone['side'], at: readonly [number, number], { radius, isProposed }: { radius: number; isProposed: boolean }): string {
  return side === 'attack' ? diamond(at, radius, isProposed) : ring(at, radius * 0.85, isProposed)
}

function legendOf(record: MilestoneRecord, ruler: Ruler): LegendItem[] {
  const { milestones, acts } = record
  const has = (side: Milestone['side']): boolean => [...milestones, ...acts].some((one) => one.side === side)
  return [
    ...(has('attack') ? [{ text: 'the attack', mark: (at) => diamond(at, 4.5) } satisfies LegendItem] : []),
    ...(has('response') ? [{ text: 'detection and response', mark: (at) => ring(at, 4) } satisfies LegendItem] : []),
    ...([...milestones, ...acts].some((one) => one.isProposed)
      ? [{ text: 'hollow: proposed, not reviewed', mark: (at) => diamond(at, 4.5, true) } satisfies LegendItem]
      : []),
    ...(undetectedSpan(record) === undefined
      ? []
      : [{ text: 'undetected', room: 16, mark: ([x, y]) => hatchedBox(x - 8, y - 4, 16) } satisfies LegendItem]),
    ...(milestones.some((one) => one.span !== undefined)
      ? [
          {
            text: 'somewhere in this time',
            room: 16,
            mark: ([x, y]) => box({ x: x - 8, y: y - 2.5, width: 16, height: 5 }, { stroke: ink }),
          } satisfies LegendItem,
        ]
      : []),
    ...(acts.length === 0 ? [] : [{ text: `small: ${plural(acts.length, 'act')} marked as milestone, told in the timeline` } satisfies LegendItem]),
    { text: ruler.isToScale ? 'Times in UTC, to scale' : 'Times in UTC, not to scale: long times are shortened' },
  ]
}

function hatchedBox(x: number, y: number, wide: number): string {
  const area = { x, y, width: wide, height: 8 }
  return box(area, { fill: shade }) + hatch(area)
}

function describe(record: MilestoneRecord, measures: readonly Measure[], ruler: Ruler): string {
  const told = (side: Milestone['side']): string =>
    record.milestones
      .filter((milestone) => milestone.side === side)
      .map(({ title, interval, isProposed }) => {
        const { text, doubts } = printInterval(interval, 'UTC', 'written')
        const asides = [...(isProposed ? ['proposed, not reviewed'] : []), ...doubts]
        return `${title}: ${text}${asides.length === 0 ? '' : ` (${asides.join('; ')})`}`
      })
      .join('; ')
  const [attacked, answered] = [told('attack'), told('response')]
  const span = undetectedSpan(record)
  return [
    'Milestones of the incident on one line of time.',
    ...(attacked === '' ? [] : [`The attack: ${attacked}.`]),
    ...(answered === '' ? [] : [`The response: ${answered}.`]),
    ...(record.acts.length === 0 ? [] : [`${sentence(plural(record.acts.length, 'act'))} marked as milestone, told in the timeline.`]),
    ...(span === undefined ? [] : [`Shaded as undetected: from "${span.from.title}" to "${span.to.title}".`]),
    ...(measures.length === 0 ? [] : [`Measured: ${measures.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`]),
    ...(record.missing === '' ? [] : [record.missing]),
    ruler.isToScale ? 'The distances are to scale.' : 'The distances are not to scale: long times are shortened.',
  ].join(' ')
}
