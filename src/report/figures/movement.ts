import { parseInstant } from '../../base/instant.ts'
import { listOf, plural } from '../../base/text.ts'
import type { Figure } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { printInstantText } from '../time.ts'
import { type LegendItem, legend } from './legend.ts'
import { shorten, shortenMiddle, widthOf } from './measure.ts'
import { type MovementPath, type NumberedStep, type PlaceKind, pathOf } from './movement-steps.ts'
import {
  arrowHead,
  attack,
  box,
  disc,
  drawing,
  hairline,
  ink,
  line,
  type Point,
  paper,
  shade,
  shape,
  small,
  smallBold,
  soft,
  strong,
  width,
  words,
} from './svg.ts'
import { drawTicks, placeTicks, type Tick, ticksHeight } from './ticks.ts'

/** Rows become lower where many places share the page. */
const rowHeights = { most: 21, least: 16, all: 500 }
const top = 6
const nameFrom = 24
/** Where the steps begin: at least here, further right where a few steps leave room for long names. */
const leastTrack = 148
const trackTo = width - 8
const widestStep = 64
/** Height of a line of numbers below the path. */
const belowHeight = 12
/** Paths of so many steps also tell below by what method each was made. */
const mostTold = 8

/**
 * The path as a score: a line for each identity, system and address, and from left to right the numbered steps of the table that lead from one to
 * the next. A line is thick from the step on in which the attack reached it. Undefined without a step.
 */
export function movementFigure(desk: Desk): Figure | undefined {
  const path = pathOf(desk)
  if (path.steps.length === 0) return undefined
  const from = trackFrom(path)
  const step = Math.min(widestStep, (trackTo - from) / path.steps.length)
  const x = (number: number): number => from + (number - 0.5) * step
  const rowHeight = Math.max(rowHeights.least, Math.min(rowHeights.most, Math.floor(rowHeights.all / path.places.length)))
  const track: Track = { from, rowHeight, to: Math.min(trackTo, x(path.steps.length) + step / 2 + 6), x }
  const below = drawBelow(path, track, { y: top + path.places.length * rowHeight, room: step })
  const told = path.steps.length > mostTold ? [] : methods(desk, path, below.bottom)
  const more = path.left === 0 ? '' : `The table holds ${plural(path.left, 'more step')}.`
  const foot = below.bottom + told.length * 12 + (told.length === 0 ? 6 : 14)
  const key = legend(legendOf(path), foot + (more === '' ? 0 : 13))
  const parts = [
    ...path.places.flatMap((_, row) => drawPlace(path, row, track)),
    ...path.steps.flatMap((one) => drawStep(one, track, step)),
    ...below.parts,
    ...told,
    ...(more === '' ? [] : [words({ x: 8, y: foot + 9, text: more, face: smallBold })]),
    ...key.parts,
  ]
  const title = 'Movement path'
  const svg = drawing(foot + (more === '' ? 0 : 13) + key.height + 4, title, parts)
  return { id: 'movement', title, svg, alt: describe(desk, path, more) }
}

/** Where the steps stand. */
interface Track {
  readonly from: number
  readonly to: number
  readonly rowHeight: number
  x(number: number): number
}

function trackFrom({ places, steps }: MovementPath): number {
  const longest = Math.max(...places.map((place) => widthOf(place.name, strong)))
  return Math.max(leastTrack, Math.min(nameFrom + longest + 14, trackTo - steps.length * widestStep))
}

function middleOf(row: number, rowHeight: number): number {
  return top + (row + 0.5) * rowHeight
}

function drawPlace({ places, steps }: MovementPath, row: number, { from, to, rowHeight, x }: Track): string[] {
  const place = places[row]
  const y = middleOf(row, rowHeight)
  const reached = steps.find((one) => one.from === row || one.to === row)
  const text = place === undefined || place.name === '' ? 'not named' : place.name
  const begin = reached === undefined ? to : x(reached.number)
  return [
    ...(row % 2 === 0 ? [box({ x: 0, y: y - rowHeight / 2, width, height: rowHeight }, { fill: shade })] : []),
    icon(place?.kind ?? 'unnamed', [14, y]),
    words({ x: nameFrom, y: y + 3, text: shortenMiddle(text, from - 8 - nameFrom, strong), face: strong }),
    line([from - 4, y], [begin, y], { stroke: hairline, dash: '1.5 2.5' }),
    line([begin, y], [to, y], { stroke: attack, width: 2.4 }),
  ]
}

/** A square for a system, a head and shoulders for an identity, a ring for an address outside. */
function icon(kind: PlaceKind, [x, y]: Point): string {
  switch (kind) {
    case 'system':
      return box({ x: x - 4, y: y - 4, width: 8, height: 8 }, { fill: paper, stroke: ink, width: 1.3, radius: 1 })
    case 'address':
      return disc([x, y], 4.4, { fill: paper, stroke: ink }) + line([x - 4.4, y], [x + 4.4, y]) + line([x, y - 4.4], [x, y + 4.4])
    case 'identity':
    case 'unnamed':
      return (
        disc([x, y - 2.6], 2.2, { fill: kind === 'unnamed' ? paper : ink, stroke: ink, width: 1 }) +
        shape(
          [
            [x - 4, y + 4.6],
            [x - 2.6, y + 1],
            [x + 2.6, y + 1],
            [x + 4, y + 4.6],
          ],
          { fill: kind === 'unnamed' ? paper : ink, stroke: ink, width: 1 },
        )
      )
  }
}

function drawStep({ number, step, from, to }: NumberedStep, track: Track, room: number): string[] {
  const x = track.x(number)
  const [start, end] = [middleOf(from, track.rowHeight), middleOf(to, track.rowHeight)]
  const isProposed = step.review === 'proposed'
  const half = Math.min(6.8, room / 2 - 0.3)
  const tag = { x: x - half, y: end - 6.2, width: half * 2, height: 12.4 }
  const tip = end + (end > start ? -6.8 : 6.8)
  return [
    ...(from === to
      ? []
      : [line([x, start], [x, tip], { width: 1.5 }), disc([x, start], 2.6, { fill: ink }), arrowHead([x, tip], end > start ? 'down' : 'up')]),
    box(tag, { fill: isProposed ? paper : attack, stroke: attack, width: 1.2, radius: 3 }),
    words({ x, y: end + 3, text: String(number), face: smallBold, anchor: 'middle', fill: isProposed ? attack : paper }),
  ]
}

/** Which entries of the timeline tell the steps, of which phase they are, and when the steps were. */
function drawBelow({ steps }: MovementPath, { from, x }: Track, { y, room }: { y: number; room: number }): { parts: string[]; bottom: number } {
  const rows = [
    { title: 'Entry of the timeline', cells: entryCells(steps, room - 3) },
    { title: 'Phase of the timeline', cells: steps.map(({ phase }) => (phase === undefined ? '' : String(phase))) },
  ].filter(({ cells }) => cells.some((cell) => cell !== ''))
  const told = rows.flatMap(({ title, cells }, row) => [
    words({ x: nameFrom, y: y + 11 + row * belowHeight, text: title, fill: soft }),
    ...steps.map((one, index) => words({ x: x(one.number), y: y + 11 + row * belowHeight, text: cells[index] || '–', anchor: 'middle' })),
  ])
  const next = rows.length === 0 ? y : y + 3 + rows.length * belowHeight
  const ticks = placeTicks(
    steps.flatMap((one): Tick[] => {
      const time = one.step.at
      return time === undefined || parseInstant(time) === undefined ? [] : [{ x: x(one.number), date: time.slice(0, 10), time: time.slice(11, 16) }]
    }),
    { from: from - 8, to: width - 4 },
  )
  if (ticks.length === 0) return { parts: told, bottom: next }
  return {
    parts: [
      ...told,
      words({ x: nameFrom, y: next + 13, text: 'When (UTC)', fill: soft }),
      ...drawTicks(ticks, next, { from: from - 8, to: width - 4 }),
    ],
    bottom: next + ticksHeight,
  }
}

/** Numbers of entries as far as there is room: "46, 48", "46 …". None at all where a single one has no room. */
function entryCells(steps: MovementPath['steps'], room: number): string[] {
  const cells = steps.map(({ entries: [first, ...more] }) => {
    const all = [first, ...more].join(', ')
    if (more.length === 0 || widthOf(all, small) <= room) return all
    return widthOf(`${first} …`, small) <= room ? `${first} …` : String(first)
  })
  return cells.every((cell) => widthOf(cell, small) <= room) ? cells : []
}

function methods(desk: Desk, { steps }: MovementPath, y: number): string[] {
  return steps.flatMap(({ number, step }, index) => {
    const method = step.method === undefined || step.method === '' ? 'method unknown' : desk.clean(step.method)
    const base = y + 16 + index * 12
    return [
      [
        words({ x: 18, y: base, text: String(number), face: smallBold, anchor: 'end' }),
        words({ x: nameFrom, y: base, text: shorten(method, width - nameFrom - 8, small) }),
      ].join('\n'),
    ]
  })
}

function legendOf({ places, steps }: MovementPath): LegendItem[] {
  const kinds: readonly (readonly [PlaceKind, string])[] = [
    ['address', 'address'],
    ['identity', 'identity'],
    ['system', 'system'],
  ]
  return [
    ...kinds
      .filter(([kind]) => places.some((place) => place.kind === kind))
      .map(([kind, text]): LegendItem => ({ text, mark: (at) => icon(kind, at) })),
    { text: 'thick: part of the attack from this step on', room: 16, mark: ([x, y]) => line([x - 8, y], [x + 8, y], { stroke: attack, width: 2.4 }) },
    ...(steps.some(({ step }) => step.review === 'proposed')
      ? [
          {
            text: 'hollow: proposed, not reviewed',
            room: 13,
            mark: ([x, y]) => box({ x: x - 6.5, y: y - 5, width: 13, height: 10 }, { stroke: attack, radius: 3 }),
          } satisfies LegendItem,
        ]
      : []),
  ]
}

function describe(desk: Desk, { steps }: MovementPath, more: string): string {
  const told = steps.map(({ number, step, entries, phase }) => {
    const place = (name: string): string => (name === '' ? 'a place that is not named' : desk.clean(name))
    const by = step.method === undefined || step.method === '' ? ', method unknown' : ` by ${desk.clean(step.method)}`
    const when = step.at === undefined ? '' : ` at ${printInstantText(step.at, 'UTC')}`
    const asides = [
      ...(entries.length === 0 ? [] : [`${entries.length === 1 ? 'entry' : 'entries'} ${listOf(entries.map(String))} of the timeline`]),
      ...(phase === undefined ? [] : [`phase ${phase}`]),
      ...(step.review === 'proposed' ? ['proposed, not reviewed'] : []),
    ]
    return `${number}: from ${place(step.from)} to ${place(step.to)}${by}${when}${asides.length === 0 ? '' : ` (${asides.join('; ')})`}`
  })
  return `The movement path step by step, numbered as in the table. ${told.join('; ')}.${more === '' ? '' : ` ${more}`}`
}
