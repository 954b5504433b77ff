import { compareInstantTexts, endOfPrecision, type Instant, instantOf } from '../../base/instant.ts'
import { listOf } from '../../base/text.ts'
import type { Interval } from '../../model/interval.ts'
import { type MomentName, momentMeanings, momentNames } from '../../model/moment.ts'
import type { Desk } from '../desk.ts'
import { isInTimeline } from '../timeline-entries.ts'
import { printInterval } from '../time.ts'
import type { Flag, FlagRow } from './flags.ts'
import { wrap } from './measure.ts'
import { small, strong, widthWithNote } from './svg.ts'

export type Side = 'attack' | 'response'

/** A moment as a figure shows it. */
export interface Milestone {
  readonly name: MomentName
  readonly title: string
  readonly side: Side
  readonly isProposed: boolean
  readonly interval: Interval
  /** Where its mark stands: the moment itself, or the middle of where it may lie. */
  readonly at: Instant
  /** From when to when it may lie, where that is more than one written time. */
  readonly span?: { readonly from: Instant; readonly to: Instant }
}

/** An entry of the timeline that people marked as a milestone. */
export interface Act {
  readonly at: Instant
  readonly side: Side
  readonly isProposed: boolean
}

export interface MilestoneRecord {
  /** In the order they happened. */
  readonly milestones: readonly Milestone[]
  readonly acts: readonly Act[]
  /** The moments readers look for that nobody has recorded, as a sentence; empty where there is none. */
  readonly missing: string
}

const attacks: ReadonlySet<MomentName> = new Set([
  'firstActivity',
  'compromise',
  'firstLateralMovement',
  'firstExfiltration',
  'lastExfiltration',
  'impactStart',
])
const lookedFor: readonly MomentName[] = ['firstActivity', 'compromise', 'detected', 'contained', 'eradicated', 'recovered', 'resolved']
const labelWidth = 118
/** A title and its time on one line. */
const rowWidth = 190

/** What the record says of moments and milestones. */
export function milestonesIn({ document }: Desk): MilestoneRecord {
  const milestones = momentNames.flatMap((name): Milestone[] => {
    const moment = document.moments[name]
    if (moment?.at === undefined) return []
    const side = attacks.has(name) ? 'attack' : 'response'
    return [{ name, title: momentMeanings[name].title, side, isProposed: moment.review === 'proposed', interval: moment.at, ...placeOf(moment.at) }]
  })
  const acts = document.timeline
    .filter((entry) => entry.milestone === true && isInTimeline(entry))
    .map((entry): Act => {
      const side = entry.kind === 'attacker' ? 'attack' : 'response'
      return { at: instantOf(entry.occurred.earliest), side, isProposed: entry.review === 'proposed' }
    })
  const missing = lookedFor.filter((name) => document.moments[name]?.at === undefined).map((name) => momentMeanings[name].title.toLowerCase())
  return {
    milestones: milestones.toSorted((a, b) => compareInstantTexts(a.interval.earliest, b.interval.earliest)),
    acts,
    missing: missing.length === 0 ? '' : `Not recorded, so not drawn: ${listOf(missing)}.`,
  }
}

function placeOf(interval: Interval): Pick<Milestone, 'at' | 'span'> {
  const from = instantOf(interval.earliest)
  const to = instantOf(interval.latest)
  return to <= endOfPrecision(from, interval.precision) ? { at: from } : { at: from + (to - from) / 2n, span: { from, to } }
}

/** Every time a ruler has to keep apart. */
export function timesOf({ milestones, acts }: MilestoneRecord): Instant[] {
  const ends = acts.map((act) => act.at).toSorted((a, b) => (a < b ? -1 : 1))
  return [...milestones.flatMap(({ at, span }) => (span === undefined ? [at] : [span.from, at, span.to])), ...ends.slice(0, 1), ...ends.slice(-1)]
}

/** The flags of one side; milestones at the same moment share a stem. */
export function flagsOf({ milestones }: MilestoneRecord, side: Side, x: (milestone: Milestone) => number): Flag[] {
  const groups = new Map<Instant, Milestone[]>()
  for (const milestone of milestones) if (milestone.side === side) groups.set(milestone.at, [...(groups.get(milestone.at) ?? []), milestone])
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ x: x(first), rows: rowsOf(group) }]
  })
}

/** Titles below each other, the time behind the last one; a time that is told in more than a few characters stands below. */
function rowsOf(group: readonly Milestone[]): FlagRow[] {
  const notes = [...new Set(group.flatMap(({ interval }) => timeNotes(interval)))]
  const titles = group.flatMap(({ title }) => wrap(title, { width: labelWidth, lines: 2 }, strong))
  const [note = ''] = notes
  const last = titles.at(-1) ?? ''
  if (notes.length === 1 && widthWithNote(last, note) <= rowWidth) return [...titles.slice(0, -1).map((title) => ({ title })), { title: last, note }]
  const below = notes.flatMap((one) => wrap(one, { width: labelWidth, lines: 3 }, small))
  return [...titles.map((title) => ({ title })), ...below.map((one) => ({ note: one }))]
}

/** A time in the words of a summary: in UTC, which the legend says, with its doubts. */
function timeNotes(interval: Interval): string[] {
  const { text, doubts } = printInterval(interval, 'UTC', 'written')
  return [text.replaceAll(' UTC', ''), ...doubts]
}
