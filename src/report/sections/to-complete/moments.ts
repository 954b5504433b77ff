import { plural } from '../../../base/text.ts'
import type { Incident } from '../../../model/incident.ts'
import type { MomentName } from '../../../model/moment.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, type Point, quoted } from './ask.ts'
import type { RoleName } from './roles.ts'

interface WantedMoment {
  readonly name: MomentName
  readonly role: RoleName
  ask(asker: Asker): string
  /** False where the record gives no cause to ask. */
  isWanted?(document: Incident): boolean
}

const wanted: readonly WantedMoment[] = [
  { name: 'detected', role: 'Incident lead', ask: detected },
  { name: 'acknowledged', role: 'Incident lead', ask: acknowledged },
  { name: 'declared', role: 'Incident lead', ask: () => 'When was it declared an incident, and by whom?' },
  { name: 'contained', role: 'Incident lead', ask: contained },
  { name: 'eradicated', role: 'Incident lead', ask: eradicated },
  { name: 'recovered', role: 'Incident lead', ask: () => 'When were all services back to their level before the incident?' },
  { name: 'resolved', role: 'Incident lead', ask: ({ document }) => `When was the incident over? Its status is “${document.state}”.` },
  {
    name: 'closed',
    role: 'Incident lead',
    ask: () => 'When was the file closed? The status is “closed”.',
    isWanted: ({ state }) => state === 'closed',
  },
  { name: 'firstActivity', role: 'Forensic analysts', ask: () => 'What is the earliest act of the attacker that is known, and when was it?' },
  { name: 'compromise', role: 'Forensic analysts', ask: compromise },
  { name: 'firstLateralMovement', role: 'Forensic analysts', ask: lateral },
  { name: 'firstExfiltration', role: 'Forensic analysts', ask: exfiltration },
  {
    name: 'lastExfiltration',
    role: 'Forensic analysts',
    ask: (asker) => `Data left first at ${momentText(asker, 'firstExfiltration')}: when did it last?`,
    isWanted: ({ moments }) => moments.firstExfiltration?.at !== undefined,
  },
  { name: 'alertRaised', role: 'Detection engineering', ask: alertRaised },
  { name: 'impactStart', role: 'System owners', ask: () => 'When did the business first feel the incident, and by what?' },
  { name: 'notified', role: 'Communications', ask: notified },
]

/** The moments that are not recorded, by the role that knows them. A moment without a time but with a note has been answered. */
export function askMoments(asker: Asker): Asked[] {
  const { document } = asker
  const open = wanted.filter(({ name, isWanted }) => isUnknown(document, name) && (isWanted?.(document) ?? true))
  const roles = [...new Set(open.map(({ role }) => role))]
  return [
    ...roles.flatMap((role) => {
      const points = open.filter((one) => one.role === role).map(({ name, ask }): Point => ({ path: `/moments/${name}`, text: ask(asker) }))
      return askAll({ role, part: 'milestones', question: 'Moments that are not recorded yet:', points })
    }),
    ...askIf(document.moments.detected?.at !== undefined && document.moments.detected.by === undefined, {
      role: 'Incident lead',
      part: 'key-facts',
      path: '/moments/detected/by',
      question: `It was detected at ${momentText(asker, 'detected')}: from inside, by somebody outside, or because the attacker announced it?`,
    }),
  ]
}

function isUnknown({ moments }: Incident, name: MomentName): boolean {
  const moment = moments[name]
  return moment?.at === undefined && isBlank(moment?.note)
}

function momentText({ document, time }: Asker, name: MomentName): string {
  const at = document.moments[name]?.at
  return at === undefined ? 'a time that is not recorded' : time(at)
}

function detected(asker: Asker): string {
  const question = 'When did somebody in the organisation first know of the incident?'
  const candidate = asker.document.moments.detected?.candidates[0]
  if (candidate !== undefined) return `${question} The records show something at ${asker.time(candidate.at)} that looks like a response or an alert.`
  const first = asker.document.moments.firstActivity?.at
  return first === undefined ? question : `${question} The first known act of the attacker was at ${asker.time(first)}.`
}

function acknowledged(asker: Asker): string {
  const alert = asker.document.moments.alertRaised?.at
  return alert === undefined
    ? 'Who took up the first alert or report, and when?'
    : `An alert was raised at ${asker.time(alert)}: who took it up, and when?`
}

function contained(asker: Asker): string {
  const candidate = asker.document.moments.contained?.candidates[0]
  const hint = candidate === undefined ? '' : ` The last act in the records that looks like containment was at ${asker.time(candidate.at)}.`
  return asker.document.state === 'ongoing'
    ? `Can the attacker act no more, and since when?${hint}`
    : `When could the attacker act no more? The status is “${asker.document.state}”.${hint}`
}

function eradicated({ document }: Asker): string {
  const left = document.leftBehind.length
  const hint = left === 0 ? '' : ` ${plural(left, 'thing')} left behind ${left === 1 ? 'is' : 'are'} recorded.`
  return `When was everything that the attacker left behind gone?${hint}`
}

function compromise(asker: Asker): string {
  const first = asker.document.moments.firstActivity?.at
  const since = first === undefined ? '' : ` Activity is known since ${asker.time(first)}.`
  return `Which act first broke confidentiality, integrity or availability, and when?${since}`
}

function lateral(asker: Asker): string {
  const [step] = asker.document.rootCause.movement.path
  if (step === undefined) return 'Did the attacker use another identity or system than the first, and when for the first time?'
  const at = step.at === undefined ? '' : ` at ${asker.instant(step.at)}`
  return `A step from ${quoted(step.from)} to ${quoted(step.to)} is recorded${at}: was it the first use of another identity or system?`
}

function exfiltration({ document }: Asker): string {
  const taken = document.impact.data.find((item) => item.effect === 'acquired')
  if (taken !== undefined) return `${quoted(taken.type || 'Data')} is recorded as acquired: when did it first leave?`
  return 'Did data leave, and when for the first time? No moment of it is recorded, which does not mean that none left.'
}

function alertRaised(asker: Asker): string {
  const first = asker.document.moments.firstActivity?.at
  return first === undefined
    ? 'Did any control raise an alert about this, and when first?'
    : `Did any control raise an alert after the first activity at ${asker.time(first)}, and when?`
}

function notified(asker: Asker): string {
  const outside = asker.document.response.communications.find((item) => item.direction === 'external')
  if (outside === undefined) return 'Was anybody outside told, and when for the first time?'
  const at = outside.at === undefined ? '' : ` at ${asker.time(outside.at)}`
  return `A message to ${quoted(outside.audience || 'somebody outside')} is recorded${at}: was it the first to anybody outside?`
}
