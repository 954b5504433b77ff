import { formatDuration } from '../../base/duration.ts'
import { compareInstantTexts, instantOf } from '../../base/instant.ts'
import type { Fact } from '../../model/facts.ts'
import type { Interval } from '../../model/interval.ts'
import { type MomentName, momentMeanings, momentNames } from '../../model/moment.ts'
import type { Figure } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { printInstant, printInterval } from '../time.ts'
import { box, diamond, disc, drawing, line, words } from './svg.ts'

interface Milestone {
  readonly name: MomentName
  readonly title: string
  readonly at: Interval
  readonly isAttack: boolean
  readonly isProposed: boolean
}

const attacks: ReadonlySet<MomentName> = new Set([
  'firstActivity',
  'compromise',
  'firstLateralMovement',
  'firstExfiltration',
  'lastExfiltration',
  'impactStart',
])
const size = { width: 960, height: 300 }
const axis = 150
const margin = 70

/** Milestones on one line with what lies between them: attacker above, response below, the time before detection shaded. Undefined below two. */
export function glanceFigure(desk: Desk): Figure | undefined {
  const milestones = momentNames.flatMap((name): Milestone[] => {
    const moment = desk.document.moments[name]
    if (moment?.at === undefined) return []
    return [{ name, title: momentMeanings[name].title, at: moment.at, isAttack: attacks.has(name), isProposed: moment.review === 'proposed' }]
  })
  if (milestones.length < 2) return undefined
  const sorted = milestones.toSorted((a, b) => compareInstantTexts(a.at.earliest, b.at.earliest))
  const step = (size.width - 2 * margin) / (sorted.length - 1)
  const placed = sorted.map((milestone, index) => ({ ...milestone, x: margin + index * step, level: levelOf(sorted, index) }))
  const title = 'The incident at a glance'
  const parts = [
    ...shading(placed),
    line([margin - 30, axis], [size.width - margin + 30, axis], { width: 2 }),
    ...placed.flatMap(drawMilestone),
    ...placed.slice(1).flatMap((to, index) => drawInterval(desk, placed[index], to)),
    ...legend(placed.some((milestone) => milestone.isProposed)),
  ]
  return { id: 'glance', title, svg: drawing(size, title, parts), alt: describe(desk, sorted) }
}

type Placed = Milestone & { readonly x: number; readonly level: number }

/** Neighbours on the same side stand at two heights, so that their words do not touch. */
function levelOf(all: readonly Milestone[], index: number): number {
  let level = 0
  for (let place = 1; place <= index; place++) level = all[place]?.isAttack === all[place - 1]?.isAttack ? 1 - level : 0
  return level
}

function shading(placed: readonly Placed[]): string[] {
  const detected = placed.find((milestone) => milestone.name === 'detected')
  const first = placed[0]
  if (detected === undefined || first === undefined || detected.x <= first.x) return []
  return [
    box({ x: first.x, y: 28, width: detected.x - first.x, height: 222 }, { fill: 'shade', isOutlined: false }),
    words({ x: (first.x + detected.x) / 2, y: 22, text: 'undetected', size: 11, anchor: 'middle', isSoft: true }),
  ]
}

function drawMilestone({ x, level, title, at, isAttack, isProposed }: Placed): string[] {
  const far = level === 0 ? 26 : 64
  const y = isAttack ? axis - far - 26 : axis + far + 14
  const day = printInstant(instantOf(at.earliest), 'day', 'UTC')
  const time = printInstant(instantOf(at.earliest), at.precision, 'UTC').slice(11)
  const stem = isAttack ? line([x, axis], [x, axis - far + 6], { isSoft: true }) : line([x, axis], [x, axis + far - 2], { isSoft: true })
  return [
    stem,
    isAttack ? diamond(x, axis, 7, isProposed) : disc(x, axis, 6, isProposed),
    words({ x, y, text: title, size: 11, anchor: 'middle', bold: true }),
    words({ x, y: y + 13, text: day, size: 10, anchor: 'middle', isSoft: true }),
    words({ x, y: y + 25, text: time, size: 10, anchor: 'middle', isSoft: true }),
  ]
}

function drawInterval(desk: Desk, from: Placed | undefined, to: Placed): string[] {
  const fact = from === undefined ? undefined : desk.fact(`gaps/${from.name}-${to.name}`)
  if (from === undefined || fact === undefined) return []
  return [words({ x: (from.x + to.x) / 2, y: axis - 6, text: shortDuration(fact), size: 9, anchor: 'middle', isSoft: true })]
}

/** "3 d 4 h": what a fact measures, short enough for a drawing. */
function shortDuration(fact: Fact): string {
  if (fact.known === 'unknown' || fact.value === undefined) return '?'
  const short = (milliseconds: number): string =>
    formatDuration(milliseconds)
      .replace(/ days?/, ' d')
      .replace(/ hours?/, ' h')
      .replace(/ minutes?/, ' min')
      .replace(/ seconds?/, ' s')
      .replace('less than a second', '< 1 s')
  if (fact.high === undefined || short(fact.high) === short(fact.value)) return `${fact.known === 'at least' ? '≥ ' : ''}${short(fact.value)}`
  return `≤ ${short(fact.high)}`
}

function legend(hasProposed: boolean): string[] {
  const y = size.height - 14
  return [
    diamond(margin, y - 4, 5),
    words({ x: margin + 12, y, text: 'the attack', size: 10, isSoft: true }),
    disc(margin + 90, y - 4, 5),
    words({ x: margin + 102, y, text: 'detection and response', size: 10, isSoft: true }),
    ...(hasProposed ? [words({ x: margin + 250, y, text: 'hollow: proposed, not reviewed', size: 10, isSoft: true })] : []),
    words({ x: size.width - margin, y, text: 'Distances are not to scale; intervals are measured.', size: 10, anchor: 'end', isSoft: true }),
  ]
}

function describe(desk: Desk, sorted: readonly Milestone[]): string {
  const zone = desk.document.people.displayZone
  const told = sorted.map((milestone) => `${milestone.title}${milestone.isProposed ? ' (proposed)' : ''}: ${printInterval(milestone.at, zone).text}`)
  const undetected = desk.fact('dwell')
  const dwell = undetected === undefined || undetected.known === 'unknown' ? '' : ` Undetected: ${undetected.text}.`
  return `Milestones in order. ${told.join('; ')}.${dwell}`
}
