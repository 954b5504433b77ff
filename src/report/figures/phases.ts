import { type Instant, instantOf } from '../../base/instant.ts'
import { plural } from '../../base/text.ts'
import type { Figure } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { printInstant, printInterval } from '../time.ts'
import { type LegendItem, legend } from './legend.ts'
import { widthOf, wrap } from './measure.ts'
import { createRuler, type Ruler } from './ruler.ts'
import { box, diamond, disc, drawing, hairline, ink, line, paper, ring, shade, small, soft, strong, width, words } from './svg.ts'
import { chooseTicks, drawTicks, type Tick, ticksHeight } from './ticks.ts'

const names = { from: 8, to: 132 }
const track = { from: 150, to: 404 }
const counts = width - 8
const laneHeight = 34
const mostLanes = 15
const head = 16
/** Marks closer than this become one. */
const binWidth = 13

interface Lane {
  readonly title: string
  /** "8 entries", as its fact tells it. */
  readonly count: string
  readonly entries: readonly TimelineEntry[]
}

/** Entries by phase over time: one lane a phase. Undefined below three entries, where a table says it better. */
export function phasesFigure(desk: Desk, entries: readonly TimelineEntry[]): Figure | undefined {
  if (entries.length < 3) return undefined
  const lanes = lanesOf(desk, entries)
  const detected = desk.document.moments.detected?.at
  const times = entries.map((entry) => instantOf(entry.occurred.earliest))
  const noticed = detected === undefined ? undefined : instantOf(detected.earliest)
  const ruler = createRuler(noticed === undefined ? times : [...times, noticed], { ...track, apart: 4 })
  const ticks = chooseTicks(times, ruler, { from: 8, to: width - 8, first: noticed })
  const bottom = head + lanes.length * laneHeight
  const key = legend(legendOf(entries, ruler), bottom + ticksHeight + 8)
  const parts = [
    ...lanes.flatMap((lane, index) => drawLane(lane, head + index * laneHeight, { ruler, isShaded: index % 2 === 0 })),
    ...(detected === undefined || noticed === undefined ? [] : detection(ruler.x(noticed), bottom)),
    line([track.from - 8, bottom], [track.to + 8, bottom], { stroke: soft }),
    ...breaks(ruler, bottom),
    ...drawTicks(ticks, bottom, { from: 8, to: width - 8 }),
    ...key.parts,
  ]
  const title = 'Timeline by phase'
  const told = detected === undefined ? '' : ` Detected: ${printInterval(detected, 'UTC').text}.`
  const svg = drawing(bottom + ticksHeight + 8 + key.height + 4, title, parts)
  return { id: 'phases', title, svg, alt: `${describe(lanes, ticks)}${told} ${scaleWords(ruler)}` }
}

function lanesOf(desk: Desk, entries: readonly TimelineEntry[]): Lane[] {
  const { phases } = desk.document
  const lanes = phases.map((phase, index): Lane => {
    const own = entries.filter((entry) => entry.phase === phase.id)
    const count = desk.fact(`phases/${phase.id}/entries`)?.text ?? plural(own.length, 'entry', 'entries')
    return { title: `${index + 1} ${desk.clean(phase.title)}`, count, entries: own }
  })
  const known = new Set(phases.map((phase) => phase.id))
  const stray = entries.filter((entry) => !known.has(entry.phase))
  const rest = lanes.slice(mostLanes)
  const others = [...rest.flatMap((lane) => lane.entries), ...stray]
  if (others.length === 0) return lanes.slice(0, mostLanes)
  const title = rest.length > 0 ? 'Other phases' : 'Without a phase'
  return [...lanes.slice(0, mostLanes), { title, count: plural(others.length, 'entry', 'entries'), entries: others }]
}

function drawLane({ title, count, entries }: Lane, y: number, { ruler, isShaded }: { ruler: Ruler; isShaded: boolean }): string[] {
  const middle = y + laneHeight / 2
  const name = wrap(title, { width: names.to - names.from, lines: 2 }, strong)
  const places = entries.map((entry) => ruler.x(instantOf(entry.occurred.earliest)))
  const range = places.length < 2 ? [] : [line([Math.min(...places), middle], [Math.max(...places), middle], { width: 2.4, stroke: hairline })]
  return [
    ...(isShaded ? [box({ x: 0, y, width, height: laneHeight }, { fill: shade })] : []),
    ...name.map((text, row) => words({ x: names.from, y: middle + 3 + (row - (name.length - 1) / 2) * 11, text, face: strong })),
    ...range,
    ...marks(entries, ruler, middle),
    words({ x: counts, y: middle + 3, text: count, anchor: 'end', fill: entries.length === 0 ? soft : ink }),
  ]
}

interface Bin {
  readonly x: number
  readonly entries: TimelineEntry[]
}

/** The attack and the response in one lane stand a little above and below its middle. */
function marks(entries: readonly TimelineEntry[], ruler: Ruler, y: number): string[] {
  const attacks = entries.filter((entry) => entry.kind === 'attacker')
  const others = entries.filter((entry) => entry.kind !== 'attacker')
  const apart = attacks.length > 0 && others.length > 0 ? 7 : 0
  const draw = (found: readonly TimelineEntry[], height: number, shape: typeof diamond): string[] =>
    bins(found, ruler).map((bin) =>
      shape(
        [bin.x, height],
        sizeOf(bin.entries.length),
        bin.entries.every((entry) => entry.review === 'proposed'),
      ),
    )
  return [...draw(attacks, y - apart, diamond), ...draw(others, y + apart, (at, radius, isHollow) => ring(at, radius * 0.85, isHollow))]
}

function sizeOf(count: number): number {
  if (count === 1) return 3.6
  if (count < 5) return 4.8
  return count < 20 ? 6 : 7.2
}

function bins(entries: readonly TimelineEntry[], ruler: Ruler): Bin[] {
  const found: { sum: number; last: number; first: number; entries: TimelineEntry[] }[] = []
  const placed = entries.map((entry) => ({ entry, x: ruler.x(instantOf(entry.occurred.earliest)) })).sort((a, b) => a.x - b.x)
  for (const { entry, x } of placed) {
    const bin = found.at(-1)
    if (bin !== undefined && x - bin.first < binWidth) {
      bin.sum += x
      bin.last = x
      bin.entries.push(entry)
    } else found.push({ sum: x, first: x, last: x, entries: [entry] })
  }
  return found.map((bin) => ({ x: (bin.first + bin.last) / 2, entries: bin.entries }))
}

function detection(x: number, bottom: number): string[] {
  const text = 'detected'
  const wide = widthOf(text, small)
  const at = x + wide / 2 > width - 8 ? width - 8 - wide / 2 : x
  return [line([x, head - 2], [x, bottom], { dash: '3 2', width: 1.1 }), words({ x: at, y: 10, text, anchor: 'middle' })]
}

function breaks(ruler: Ruler, y: number): string[] {
  return ruler.breaks.flatMap((x) => [
    box({ x: x - 2, y: y - 2, width: 4, height: 4 }, { fill: paper }),
    line([x - 4, y + 4], [x - 1, y - 4]),
    line([x + 1, y + 4], [x + 4, y - 4]),
  ])
}

function legendOf(entries: readonly TimelineEntry[], ruler: Ruler): LegendItem[] {
  const isAttack = (entry: TimelineEntry): boolean => entry.kind === 'attacker'
  return [
    ...(entries.some(isAttack) ? [{ text: 'the attack', mark: (at) => diamond(at, 4.5) } satisfies LegendItem] : []),
    ...(entries.every(isAttack) ? [] : [{ text: 'detection and response', mark: (at) => ring(at, 4) } satisfies LegendItem]),
    ...(entries.some((entry) => entry.review === 'proposed')
      ? [{ text: 'hollow: proposed, not reviewed', mark: (at) => diamond(at, 4.5, true) } satisfies LegendItem]
      : []),
    {
      text: 'size: 1, 2 to 4, 5 to 19, 20 or more entries',
      room: 50,
      mark: ([x, y]) =>
        [1, 2, 5, 20].map((count, index) => disc([x - 18 + index * 12, y], sizeOf(count) * 0.75, { fill: paper, stroke: soft, width: 1 })).join(''),
    },
    { text: ruler.isToScale ? 'Times in UTC, to scale' : 'Times in UTC, not to scale: quiet times are shortened' },
  ]
}

function scaleWords(ruler: Ruler): string {
  return ruler.isToScale ? 'The distances are to scale.' : 'The distances are not to scale: quiet times are shortened.'
}

function describe(lanes: readonly Lane[], ticks: readonly Tick[]): string {
  const told = lanes.map(({ title, count, entries }, index) => {
    const name = /^\d/.test(title) ? `Phase ${index + 1}, ${title.replace(/^\d+ /, '')}` : title
    const times = entries.map((entry) => instantOf(entry.occurred.earliest))
    const [first] = times
    if (first === undefined) return `${name}: no entries (${count})`
    const low = times.reduce((a, b) => (a < b ? a : b), first)
    const high = times.reduce((a, b) => (a > b ? a : b), first)
    const hollow = entries.filter((entry) => entry.review === 'proposed').length
    const open = hollow === 0 ? '' : hollow === entries.length ? ', all proposed and not reviewed' : `, ${hollow} of them proposed and not reviewed`
    return `${name}: ${count}${open}, ${low === high ? `at ${minute(low)}` : `from ${minute(low)} to ${minute(high)}`}`
  })
  return `Entries of the timeline by phase. ${told.join('; ')}. Times marked below: ${ticks.map(({ date, time }) => `${date} ${time} UTC`).join(', ')}.`
}

function minute(instant: Instant): string {
  return printInstant(instant, 'minute', 'UTC')
}
