import { capitalised } from '../../base/sentence.ts'
import { compareInstantTexts } from '../../base/instant.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'
import type { Judgement } from './judge.ts'
import { intervalOf } from './times.ts'
import type { Tiers } from './tiers.ts'

/**
 * The earliest seen use of each account that was entered from outside: a bound for the initial access, concluded and not observed.
 * Sessions whose credential another session issued are movement, not entry.
 */
export function proposeFirstUses(harvest: Harvest, tiers: Tiers): { at: string; entry: ProposedElement }[] {
  const issued = new Set(harvest.issues.map((issue) => issue.credential))
  const entries = tiers.intruders.filter(
    ({ session }) => session.dataset === 'aws-cloudtrail' && !(session.credential !== undefined && issued.has(session.credential)),
  )
  const earliest = new Map<string, Judgement>()
  for (const judgement of entries) {
    const { session } = judgement
    const key = `${session.principal ?? session.user ?? ''} ${session.address ?? ''}`
    const before = earliest.get(key)
    if (before === undefined || compareInstantTexts(session.first.at, before.session.first.at) < 0) earliest.set(key, judgement)
  }
  const inOrder = [...earliest.values()].sort((a, b) => compareInstantTexts(a.session.first.at, b.session.first.at))
  return inOrder.map((judgement, index) => ({ at: judgement.session.first.at, entry: entryOf(judgement, index === 0) }))
}

function entryOf({ session, reasons }: Judgement, isEarliest: boolean): ProposedElement {
  const client = session.agent === undefined ? '' : ` with the client ${session.agent}`
  const why = reasons.length === 0 ? 'It begins a session judged an intruder’s.' : `${reasons.slice(0, 3).join('; ')}.`
  return {
    id: `entry-use-${session.id.replace(/^session-/, '')}`,
    review: 'proposed',
    occurred: intervalOf(session.first),
    phase: 'phase-1',
    text: `The account ${accountOf(session)} was used from ${session.address ?? 'an unknown address'}${client}, the earliest use seen in a session that does not fit ordinary work.`,
    kind: 'attacker',
    techniques: ['T1078.004'],
    tactics: ['TA0001'],
    systems: [],
    accounts: [accountOf(session)],
    indicators: session.address === undefined ? [] : [session.address],
    basis: 'inferred',
    confidence: 'moderate',
    tier: 'stated',
    reason: capitalised(why),
    ...(isEarliest ? { milestone: true } : {}),
    citations: [session.firstEvent],
  }
}

function accountOf(session: Session): string {
  return session.user ?? session.principal ?? 'unknown'
}
