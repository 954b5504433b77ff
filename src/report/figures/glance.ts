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

interface Placed extends Milestone {
  readonly x: number
  /** Height of its words above or below the line, counted in lines. */
  readonly level: number
}

const attacks: ReadonlySet<MomentName> = new Set([
  'firstActivity',
  'compromise',
  'firstLateralMovement',
  'firstExfiltration',
  'lastExfiltration',
  'impactStart',
])
const width = 720
const margin = 26
const lineHeight = 17
const head = 30

/** Milestones on one line with what lies between them: attacker above, response below, the time before detection shaded. Undefined below two. */
export function glanceFigure(desk: Desk): Figure | undefined {
  const milestones = momentNames.flatMap((name): Milestone[] => {
    const moment = desk.document.moments[name]
    if (moment?.at === undefined) return []
    return [{ name, title: momentMeanings[name].title, at: moment.at, isAttack: attacks.has(name), isProposed: moment.review === 'proposed' }]
  })
  if (milestones.length < 2) return undefined
  const sorted = milestones.toSorted((a, b) => compareInstantTexts(a.at.earliest, b.at.earliest))
  const placed = place(sorted)
  const above = sorted.filter((milestone) => milestone.isAttack).length
  const axis = head + above * lineHeight + 26
  const bottom = axis + (sorted.length - above) * lineHeight + 26
  const size = { width, height: bottom + 34 }
  const title = 'The incident at a glance'
  const parts = [
    ...shading(placed, bottom),
    line([10, axis], [width - 10, axis], { width: 2 }),
    ...placed.flatMap((milestone) => drawMilestone(milestone, axis)),
    ...placed.slice(1).flatMap((to, index) => drawInterval(desk, placed[index], to, axis)),
    ...legend(size.height - 12),
  ]
  return { id: 'glance', title, svg: drawing(size, title, parts), alt: describe(desk, sorted) }
}

/**
 * Words above run to the right of their stem, each lower than the one before; words below run to the left, each lower than the one before: so no stem
 * crosses any words.
 */
function place(sorted: readonly Milestone[]): Placed[] {
  const step = (width - 2 * margin) / (sorted.length - 1)
  const above = sorted.filter((milestone) => milestone.isAttack)
  const below = sorted.filter((milestone) => !milestone.isAttack)
  return sorted.map((milestone, index) => ({
    ...milestone,
    x: margin + index * step,
    level: milestone.isAttack ? above.length - above.indexOf(milestone) : below.indexOf(milestone) + 1,
  }))
}

function shading(placed: readonly Placed[], bottom: number): string[] {
  const detected = placed.find((milestone) => milestone.name === 'detected')
  const first = placed[0]
  if (detected === undefined || first === undefined || detected.x <= first.x) return []
  return [
    box({ x: first.x, y: head - 8, width: detected.x - first.x, height: bottom - head + 8 }, { fill: 'shade', isOutlined: false }),
    words({ x: (first.x + detected.x) / 2, y: head - 14, text: 'undetected', size: 10, anchor: 'middle', isSoft: true }),
  ]
}

function drawMilestone({ x, level, title, at, isAttack, isProposed }: Placed, axis: number): string[] {
  const y = isAttack ? axis - 14 - level * lineHeight : axis + 22 + level * lineHeight
  const label = `${title}, ${printInstant(instantOf(at.earliest), at.precision === 'day' ? 'day' : 'minute', 'UTC').replace(' UTC', '')}`
  const room = label.length * 6
  const runsRight = isAttack ? x + room < width || x < width / 2 : x - room < 0 && x < width / 2
  return [
    isAttack ? line([x, axis], [x, y - 9], { isSoft: true }) : line([x, axis], [x, y + 2], { isSoft: true }),
    isAttack ? diamond(x, axis, 7, isProposed) : disc(x, axis, 6, isProposed),
    words({ x: runsRight ? x + 5 : x - 5, y, text: label, size: 11, anchor: runsRight ? 'start' : 'end' }),
  ]
}

function drawInterval(desk: Desk, from: Placed | undefined, to: Placed, axis: number): string[] {
  const fact = from === undefined ? undefined : desk.fact(`gaps/${from.name}-${to.name}`)
  if (from === undefined || fact === undefined) return []
  return [words({ x: (from.x + to.x) / 2, y: axis + 15, text: shortDuration(fact), size: 9, anchor: 'middle', isSoft: true })]
}

/** "3d 4h", "< 41m" where the times are less fine: what a fact measures, short enough for a drawing. */
function shortDuration(fact: Fact): string {
  if (fact.known === 'unknown' || fact.value === undefined) return '?'
  const low = short(fact.value)
  if (fact.high === undefined || short(fact.high) === low) return `${fact.known === 'at least' ? '> ' : ''}${low}`
  return `< ${short(fact.high)}`
}

function short(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) return '< 1s'
  return formatDuration(Math.round(milliseconds / 1000) * 1000).replace(/ (day|hour|minute|second)s?/g, (_, unit: string) => unit.slice(0, 1))
}

function legend(y: number): string[] {
  return [
    diamond(16, y - 4, 5),
    words({ x: 27, y, text: 'the attack', size: 10, isSoft: true }),
    disc(100, y - 4, 5),
    words({ x: 111, y, text: 'detection and response', size: 10, isSoft: true }),
    words({ x: 244, y, text: 'hollow: proposed, not reviewed', size: 10, isSoft: true }),
    words({ x: width - 14, y, text: 'UTC; intervals measured, distances not to scale', size: 10, anchor: 'end', isSoft: true }),
  ]
}

function describe(desk: Desk, sorted: readonly Milestone[]): string {
  const zone = desk.document.people.displayZone
  const told = sorted.map((milestone) => `${milestone.title}${milestone.isProposed ? ' (proposed)' : ''}: ${printInterval(milestone.at, zone).text}`)
  const undetected = desk.fact('dwell')
  const dwell = undetected === undefined || undetected.known === 'unknown' ? '' : ` Undetected: ${undetected.text}.`
  return `Milestones in order. ${told.join('; ')}.${dwell}`
}
