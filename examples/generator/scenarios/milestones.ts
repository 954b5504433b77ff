import type { MomentName } from '../../../src/model/moment.ts'
import type { Entry } from '../entry.ts'
import { momentOf } from './story.ts'

/** The response's own moments, as the people noted them: whole minutes, milliseconds since 1970. */
export interface Milestones {
  readonly alertRaised: number
  readonly acknowledged: number
  readonly detected: number
  readonly declared: number
  readonly contained: number
  readonly eradicated: number
  readonly recovered: number
  readonly notified: number | undefined
  readonly resolved: number
  /** First act that affected anything. */
  readonly compromise: number
  /** How it was noticed. */
  readonly how: Noticed
}

/** How the organisation became aware. */
export type Noticed = 'cost alarm' | 'threat finding' | 'colleague' | 'outsider' | 'owner'

/** Techniques by which data leaves for whoever asks for it. */
const leaving = new Set(['T1530', 'T1537', 'T1048', 'T1213'])

/** All moments of a story: the attacker's by its records, the response's by its people. Attempts after containment took nothing. */
export function momentsOf(entries: readonly Entry[], milestones: Milestones): Partial<Record<MomentName, string>> {
  const { compromise, how: _, ...told } = milestones
  const attack = entries.filter(({ mark, at }) => mark !== undefined && at < milestones.contained)
  const left = attack.filter(({ mark }) => mark !== undefined && leaving.has(mark.technique)).map(({ at }) => at)
  const moved = attack.filter(({ mark, text }) => mark?.tactic === 'TA0008' && !text.includes('"AccessDenied"')).map(({ at }) => at)
  const moments: Partial<Record<MomentName, string>> = {
    firstActivity: momentOf(Math.min(...attack.map(({ at }) => at))),
    compromise: momentOf(compromise),
    ...(moved.length === 0 ? {} : { firstLateralMovement: momentOf(Math.min(...moved)) }),
    ...(left.length === 0 ? {} : { firstExfiltration: momentOf(Math.min(...left)), lastExfiltration: momentOf(Math.max(...left)) }),
  }
  for (const [name, at] of Object.entries(told)) if (at !== undefined && isMoment(name)) moments[name] = momentOf(at)
  return moments
}

const responseMoments = [
  'alertRaised',
  'acknowledged',
  'detected',
  'declared',
  'contained',
  'eradicated',
  'recovered',
  'notified',
  'resolved',
] as const

function isMoment(name: string): name is (typeof responseMoments)[number] {
  return responseMoments.some((moment) => moment === name)
}
