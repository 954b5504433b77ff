import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { Interval } from '../../model/interval.ts'
import type { MomentName } from '../../model/moment.ts'
import { durationFact } from './fact.ts'
import { atLeast, spanBetween } from './span.ts'

/** How moments are called inside a sentence. */
export const momentPhrases: Record<MomentName, string> = {
  firstActivity: 'the first known malicious activity',
  compromise: 'the compromise',
  firstLateralMovement: 'the first lateral movement',
  firstExfiltration: 'the first exfiltration',
  lastExfiltration: 'the last exfiltration',
  impactStart: 'the beginning of the impact',
  alertRaised: 'the first alert',
  detected: 'the detection',
  acknowledged: 'the acknowledgement',
  declared: 'the declaration',
  notified: 'the first notification',
  contained: 'the containment',
  eradicated: 'the eradication',
  recovered: 'the recovery',
  resolved: 'the resolution',
  closed: 'the closing of the file',
}

interface Metric {
  readonly id: string
  readonly label: string
  /** The first of these that is recorded is where the metric starts. */
  readonly from: readonly MomentName[]
  readonly to: MomentName
}

// Definitions: VERIS (discovery and containment), M-Trends (dwell), CrowdStrike (breakout), AWS (acknowledge, recover); each names its two ends.
const metrics: readonly Metric[] = [
  { id: 'timeToDetect', label: 'Time to detect', from: ['compromise', 'firstActivity'], to: 'detected' },
  { id: 'dwell', label: 'Dwell time', from: ['firstActivity', 'compromise'], to: 'detected' },
  { id: 'breakout', label: 'Breakout time', from: ['compromise', 'firstActivity'], to: 'firstLateralMovement' },
  { id: 'timeToExfiltrate', label: 'Time to exfiltration', from: ['compromise', 'firstActivity'], to: 'firstExfiltration' },
  { id: 'exfiltrationLasted', label: 'Exfiltration lasted', from: ['firstExfiltration'], to: 'lastExfiltration' },
  { id: 'timeToAlert', label: 'Time to the first alert', from: ['compromise', 'firstActivity'], to: 'alertRaised' },
  { id: 'detectionLatency', label: 'From alert to detection', from: ['alertRaised'], to: 'detected' },
  { id: 'timeToAcknowledge', label: 'Time to acknowledge', from: ['alertRaised', 'detected'], to: 'acknowledged' },
  { id: 'timeToDeclare', label: 'Time to declare', from: ['detected'], to: 'declared' },
  { id: 'timeToNotify', label: 'Time to notify', from: ['detected'], to: 'notified' },
  { id: 'timeToContain', label: 'Time to contain', from: ['detected'], to: 'contained' },
  { id: 'exposure', label: 'Exposure', from: ['compromise', 'firstActivity'], to: 'contained' },
  { id: 'timeToEradicate', label: 'Time to eradicate', from: ['contained', 'detected'], to: 'eradicated' },
  { id: 'timeToRecover', label: 'Time to recover', from: ['detected'], to: 'recovered' },
  { id: 'timeToResolve', label: 'Time to resolve', from: ['detected'], to: 'resolved' },
  { id: 'timeToClose', label: 'Time to close', from: ['resolved', 'detected'], to: 'closed' },
]

/** Every duration between two moments of the incident. */
export function metricFacts(document: Incident): Fact[] {
  return metrics.map((metric) => metricFact(document, metric))
}

function metricFact(document: Incident, metric: Metric): Fact {
  const from = metric.from.find((name) => momentAt(document, name) !== undefined) ?? metric.from[0] ?? metric.to
  const start = { name: momentPhrases[from], at: momentAt(document, from) }
  const end = { name: momentPhrases[metric.to], at: momentAt(document, metric.to) }
  const span = spanBetween(start, end)
  const head = {
    id: metric.id,
    label: metric.label,
    basis: [from, metric.to].map((name) => `/moments/${name}`),
    formula: `${end.name} minus ${start.name}`,
  }
  // What is known first is a bound: the attacker may have been there before.
  return durationFact(head, from === 'firstActivity' ? atLeast(span) : span)
}

/** When a moment was, unless a person rejected it. */
export function momentAt(document: Incident, name: MomentName): Interval | undefined {
  const moment = document.moments[name]
  return moment === undefined || moment.review === 'rejected' ? undefined : moment.at
}
