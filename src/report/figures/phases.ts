import { instantOf } from '../../base/instant.ts'
import { plural } from '../../base/text.ts'
import type { Figure } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { printInstant } from '../time.ts'
import { box, diamond, disc, drawing, line, words, wrap } from './svg.ts'

const width = 720
const left = 186
const right = 16
const laneHeight = 40
const top = 26
const binWidth = 11

/** Entries by phase over time: one lane a phase. Undefined below three entries, where a table says it better. */
export function phasesFigure(desk: Desk, entries: readonly TimelineEntry[]): Figure | undefined {
  if (entries.length < 3) return undefined
  const { phases } = desk.document
  const scale = compressedScale(entries.map((entry) => instantOf(entry.occurred.earliest)))
  const height = top + phases.length * laneHeight + 48
  const title = 'Timeline by phase'
  const lanes = phases.flatMap((phase, index) => {
    const y = top + index * laneHeight
    const own = entries.filter((entry) => entry.phase === phase.id)
    const name = wrap(`${index + 1} ${desk.clean(phase.title)}`, 25, 2)
    return [
      ...(index % 2 === 0 ? [box({ x: 0, y, width, height: laneHeight }, { fill: 'shade', isOutlined: false })] : []),
      ...name.map((text, row) => words({ x: 10, y: y + laneHeight / 2 + 4 + (row - (name.length - 1) / 2) * 14, text, size: 11, bold: true })),
      line([left, y + laneHeight / 2], [width - right, y + laneHeight / 2], { isSoft: true }),
      ...bins(own, scale).map((bin) => drawBin(bin, y + laneHeight / 2)),
    ]
  })
  const bottom = top + phases.length * laneHeight
  const svg = drawing({ width, height }, title, [...lanes, ...ticks(scale, bottom), ...legend(bottom + 40)])
  return { id: 'phases', title, svg, alt: describe(desk, entries) }
}

interface Scale {
  readonly instants: readonly bigint[]
  x(instant: bigint): number
}

/** Long quiet times take little room and busy minutes stay apart: the room between two times grows with the logarithm of what lies between. */
function compressedScale(instants: readonly bigint[]): Scale {
  const distinct = [...new Set(instants)].sort((a, b) => (a < b ? -1 : 1))
  const places = new Map<bigint, number>()
  let place = 0
  distinct.forEach((instant, index) => {
    const before = distinct[index - 1]
    if (before !== undefined) place += 0.2 + Math.log2(1 + Number(instant - before) / 60e9)
    places.set(instant, place)
  })
  const room = width - left - right - 24
  return { instants: distinct, x: (instant) => left + 12 + (place === 0 ? room / 2 : ((places.get(instant) ?? 0) / place) * room) }
}

interface Bin {
  readonly x: number
  readonly entries: readonly TimelineEntry[]
}

function bins(entries: readonly TimelineEntry[], scale: Scale): Bin[] {
  const grouped = new Map<number, TimelineEntry[]>()
  for (const entry of entries) {
    const place = Math.round(scale.x(instantOf(entry.occurred.earliest)) / binWidth)
    const bin = grouped.get(place)
    if (bin === undefined) grouped.set(place, [entry])
    else bin.push(entry)
  }
  return [...grouped].map(([place, found]) => ({ x: place * binWidth, entries: found }))
}

function drawBin({ x, entries }: Bin, y: number): string {
  const isAttack = entries.some((entry) => entry.kind === 'attacker')
  const isProposed = entries.every((entry) => entry.review === 'proposed')
  const shape = isAttack ? diamond(x, y, 6, isProposed) : disc(x, y, 5, isProposed)
  return entries.length === 1 ? shape : shape + words({ x, y: y - 9, text: String(entries.length), size: 10, anchor: 'middle' })
}

/** Times below the lanes, as many as stand without touching. */
function ticks(scale: Scale, y: number): string[] {
  const drawn: string[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const instant of scale.instants) {
    const x = scale.x(instant)
    if (x - last < 112) continue
    last = x
    const text = printInstant(instant, 'minute', 'UTC')
    const anchor = x > width - 70 ? 'end' : 'middle'
    drawn.push(
      line([x, y], [x, y + 5], { isSoft: true }),
      words({ x: anchor === 'end' ? x + 12 : x, y: y + 17, text: text.slice(0, 16), size: 10, anchor, isSoft: true }),
    )
  }
  return drawn
}

function legend(y: number): string[] {
  return [
    diamond(16, y - 4, 5),
    words({ x: 28, y, text: 'the attack', size: 10, isSoft: true }),
    disc(106, y - 4, 5),
    words({ x: 118, y, text: 'detection and response', size: 10, isSoft: true }),
    words({ x: 258, y, text: 'hollow: proposed, not reviewed', size: 10, isSoft: true }),
    words({
      x: width - right,
      y,
      text: 'UTC, quiet times shortened; a number counts entries',
      size: 10,
      anchor: 'end',
      isSoft: true,
    }),
  ]
}

function describe(desk: Desk, entries: readonly TimelineEntry[]): string {
  const told = desk.document.phases.map((phase, index) => {
    const times = entries.filter((entry) => entry.phase === phase.id).map((entry) => instantOf(entry.occurred.earliest))
    const name = `Phase ${index + 1}, ${desk.clean(phase.title)}`
    const [first] = times
    if (first === undefined) return `${name}: no entries`
    const low = times.reduce((a, b) => (a < b ? a : b), first)
    const high = times.reduce((a, b) => (a > b ? a : b), first)
    const from = printInstant(low, 'minute', 'UTC')
    return `${name}: ${plural(times.length, 'entry', 'entries')} ${low === high ? `at ${from}` : `from ${from} to ${printInstant(high, 'minute', 'UTC')}`}`
  })
  return `Entries of the timeline by phase. ${told.join('; ')}.`
}
