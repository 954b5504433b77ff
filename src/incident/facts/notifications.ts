import { formatDuration } from '../../base/duration.ts'
import { instantOf } from '../../base/instant.ts'
import { agree, listOf } from '../../base/text.ts'
import { instantWords } from '../../base/time-words.ts'
import type { Duty, DutyStage } from '../../model/duty.ts'
import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { Notification } from '../../model/notification.ts'
import { stageClock, words } from '../duties/clock.ts'
import { duties } from '../duties/index.ts'
import { standing } from './counts.ts'
import { textFact, unknownFact } from './fact.ts'

/**
 * When each stage of each recorded duty is due, and by how much it was met or missed. A duty that a person said does not apply has no clock; one that
 * is undetermined shows it.
 */
export function notificationFacts(document: Incident): Fact[] {
  return standing(document.notifications).flatMap((notification) => {
    const duty = duties.find(({ id }) => id === notification.duty)
    if (duty === undefined || notification.decision === 'does not apply') return []
    return duty.stages.flatMap((stage) => stageFacts(duty, stage, notification))
  })
}

function stageFacts(duty: Duty, stage: DutyStage, notification: Notification): Fact[] {
  const clock = stageClock(stage, notification)
  const id = `notifications/${notification.id}/${stage.id}`
  const label = `${duty.name}: ${stage.id.replaceAll('_', ' ')} to ${stage.recipient}`
  const basis = clock.kind === 'due' ? clock.basis : [`/notifications/${notification.id}/triggers`]
  const head = { id: `${id}/due`, label, basis, formula: `${clock.formula} (${duty.citation})` }
  if (clock.kind === 'no deadline') return [textFact(head, clock.formula === '' ? 'no deadline that can be computed' : clock.formula)]
  if (clock.kind === 'not started')
    return [
      unknownFact(
        'instant',
        head,
        `the clock has not started: ${listOf(clock.missing.map(clockStart))} ${agree(clock.missing.length, 'is', 'are')} not recorded`,
      ),
    ]
  const due: Fact = {
    ...head,
    basis: [...basis],
    kind: 'instant',
    value: milliseconds(clock.at),
    unit: 'ms since 1970',
    text: instantWords(instantOf(clock.at), 'minute'),
    known: 'exact',
  }
  const submitted = notification.stages.find((filed) => filed.id === stage.id)?.submitted
  return submitted === undefined ? [due] : [due, marginFact({ id, label, due: clock.at, submitted, notification, stage })]
}

interface Filing {
  readonly id: string
  readonly label: string
  readonly due: string
  readonly submitted: string
  readonly notification: Notification
  readonly stage: DutyStage
}

function marginFact({ id, label, due, submitted, notification, stage }: Filing): Fact {
  const margin = milliseconds(due) - milliseconds(submitted)
  const text = margin >= 0 ? `met, ${formatDuration(margin)} before it was due` : `late by ${formatDuration(-margin)}`
  return {
    id: `${id}/margin`,
    label: `${label}: margin`,
    kind: 'duration',
    value: margin,
    unit: 'ms',
    text,
    known: 'exact',
    basis: [`/notifications/${notification.id}/stages/${stage.id}/submitted`],
    formula: 'due minus submitted',
  }
}

/** What starts a clock, inside a sentence: `"incident handled"`, `the filing of "early warning"`. */
function clockStart(trigger: string): string {
  const told = words(trigger)
  return told.startsWith('the filing') ? told : `"${told}"`
}

function milliseconds(instant: string): number {
  return Number(instantOf(instant) / 1_000_000n)
}
