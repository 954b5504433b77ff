import { instantOf } from '../../base/instant.ts'
import { formatDuration } from '../../base/duration.ts'
import { lowerFirst } from '../../base/sentence.ts'
import { spanWords } from '../../base/time-words.ts'
import { isZone } from '../../base/zone.ts'
import { intervalText } from './time-text.ts'
import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { Interval } from '../../model/interval.ts'
import { type MomentName, momentMeanings, momentNames } from '../../model/moment.ts'
import { type FactHead, durationFact, unknownFact } from './fact.ts'
import { momentAt, momentPhrases } from './metrics.ts'
import { type Span, spanBetween } from './span.ts'

/** A fact that is a time: its value in milliseconds since 1970, told in UTC. */
export function instantFact(head: FactHead, at: Interval): Fact {
  const value = milliseconds(at.earliest)
  const high = milliseconds(at.latest)
  const common = { ...head, basis: [...head.basis], kind: 'instant' as const, value, unit: 'ms since 1970', text: intervalText(at) }
  return high === value ? { ...common, known: 'exact' } : { ...common, high, known: 'range' }
}

/** The times of the incident: its dates, each recorded moment, and what lies between consecutive moments. */
export function dateFacts(document: Incident): Fact[] {
  return [incidentDates(document), ...momentNames.flatMap((name) => momentFact(document, name)), ...gapFacts(document)]
}

function momentFact(document: Incident, name: MomentName): Fact[] {
  const at = momentAt(document, name)
  const head = { id: `moments/${name}`, label: momentMeanings[name].title, basis: [`/moments/${name}`], formula: 'As recorded' }
  return at === undefined ? [unknownFact('instant', head, `${momentPhrases[name]} is not recorded`)] : [instantFact(head, at)]
}

const startNames: readonly MomentName[] = ['firstActivity', 'compromise', 'impactStart', 'alertRaised', 'detected']
const endNames: readonly MomentName[] = ['resolved', 'recovered', 'eradicated', 'contained']

function incidentDates(document: Incident): Fact {
  const start = startNames.find((name) => momentAt(document, name) !== undefined)
  const end = endNames.find((name) => momentAt(document, name) !== undefined)
  const basis = [start, end].flatMap((name) => (name === undefined ? [] : [`/moments/${name}`]))
  const head = {
    id: 'incidentDates',
    label: 'Incident dates',
    basis,
    formula: 'From the first known malicious activity to the resolution, or the latest stage reached',
  }
  const from = start === undefined ? undefined : momentAt(document, start)
  if (start === undefined || from === undefined) return unknownFact('text', head, 'no moment of the incident is recorded')
  const to = end === undefined ? undefined : momentAt(document, end)
  const first = dayOf(from, from.earliest)
  const common = { ...head, kind: 'text' as const, value: milliseconds(from.earliest) }
  if (to === undefined) return { ...common, text: `since ${first}; the end is not recorded`, known: 'at least' }
  const last = dayOf(to, to.latest)
  const text = first === last ? first : `${first} to ${last}`
  return { ...common, high: milliseconds(to.latest), text: end === 'resolved' ? text : `${text} (${end})`, known: 'exact' }
}

/** The calendar day of one end of an interval: in UTC, but of a whole day the day that was written. */
function dayOf({ precision, zone }: Interval, end: string): string {
  const isDay = precision === 'day' && isZone(zone)
  return spanWords({ earliest: instantOf(end), latest: instantOf(end), precision: 'day', ...(isDay ? { zone } : {}) }).slice(0, 10)
}

/** A recorded moment, in time order. */
export interface Milestone {
  readonly moment: MomentName
  readonly title: string
  readonly at: Interval
}

/** The recorded moments in the order they happened; moments at the same time keep the order they usually come in. */
export function milestonesOf(document: Incident): Milestone[] {
  const recorded = momentNames.flatMap((moment) => {
    const at = momentAt(document, moment)
    return at === undefined ? [] : [{ moment, title: momentMeanings[moment].title, at }]
  })
  return recorded.toSorted((a, b) => Number(instantOf(a.at.earliest) - instantOf(b.at.earliest)))
}

/** Past tense of what a moment says, for "declared 3 hours 10 minutes after the detection". */
const pastTense: Record<MomentName, string> = {
  firstActivity: 'first malicious activity seen',
  compromise: 'compromised',
  firstLateralMovement: 'first lateral movement',
  firstExfiltration: 'first exfiltration',
  lastExfiltration: 'last exfiltration',
  impactStart: 'impact began',
  alertRaised: 'alert raised',
  detected: 'detected',
  acknowledged: 'acknowledged',
  declared: 'declared',
  notified: 'notified',
  contained: 'contained',
  eradicated: 'eradicated',
  recovered: 'recovered',
  resolved: 'resolved',
  closed: 'closed',
}

function gapFacts(document: Incident): Fact[] {
  const milestones = milestonesOf(document)
  return milestones.slice(1).flatMap((to, index) => {
    const from = milestones[index]
    if (from === undefined) return []
    const span = spanBetween({ name: momentPhrases[from.moment], at: from.at }, { name: momentPhrases[to.moment], at: to.at })
    const head = {
      id: `gaps/${from.moment}-${to.moment}`,
      label: `${from.title} to ${lowerFirst(to.title)}`,
      basis: [`/moments/${from.moment}`, `/moments/${to.moment}`],
      formula: `${momentPhrases[to.moment]} minus ${momentPhrases[from.moment]}`,
    }
    return [{ ...durationFact(head, span), text: gapText(span, { from: from.moment, to: to.moment }) }]
  })
}

function gapText(span: Span, ends: { from: MomentName; to: MomentName }): string {
  const words = pastTense[ends.to]
  if (span.kind === 'unknown') return `unknown: ${span.reason}`
  const fact = durationFact({ id: '', label: '', basis: [], formula: '' }, span)
  if (fact.value === 0 && fact.known === 'exact') return `${words} at the same time as ${momentPhrases[ends.from]}`
  return `${words} ${fact.text === '' ? formatDuration(span.low) : fact.text} after ${momentPhrases[ends.from]}`
}

function milliseconds(instant: string): number {
  return Number(instantOf(instant) / 1_000_000n)
}
