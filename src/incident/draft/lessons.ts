import { derivedId } from '../../base/id.ts'
import { agree, listOf } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import { type BoardAct, boardActOf } from './board-acts.ts'
import { inOrder } from './entries.ts'
import type { TieredFinding, Tiers } from './tiers.ts'

/** Acts from this gravity on are worth a line among what went well, where each attempt at them was refused. */
const grave = 6

/**
 * What the evidence itself shows to have gone well: kinds of act that were tried and never succeeded. Why they were refused, and whether that was a
 * control, is for people to say.
 */
export function proposeWentWell(tiers: Tiers): ProposedElement[] {
  const done = new Set(tiers.stated.filter(succeeded).map(({ finding }) => boardActOf(finding)))
  const refused = new Map<BoardAct, TieredFinding[]>()
  for (const tiered of inOrder(tiers.stated)) {
    const act = boardActOf(tiered.finding)
    if (succeeded(tiered) || done.has(act) || act.gravity < grave) continue
    refused.set(act, [...(refused.get(act) ?? []), tiered])
  }
  return [...refused].map(([act, findings]) => ({
    id: derivedId('went-well', act.tried),
    review: 'proposed',
    text: `No attempt to ${act.tried} succeeded, as far as the records examined show.`,
    citations: findings.slice(0, 3).flatMap(({ finding }) => citationsOf(finding)),
  }))
}

function succeeded({ finding }: TieredFinding): boolean {
  return finding.key['event.outcome'] !== 'failure'
}

/** What the examined logs themselves show not to be recorded. That something was switched off is never concluded from it. */
export function proposeLoggingGaps(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  if (tiers.stated.length === 0) return []
  const cloud = harvest.coverage.filter(({ dataset }) => dataset === 'aws-cloudtrail')
  const reads = cloud.length > 0 && cloud.every(({ dataEvents }) => !dataEvents)
  return [
    ...(reads ? [gap('reads', 'The records of the cloud account hold no reads of stored objects.')] : []),
    ...undatedGap(harvest.items, 'zone', 'time zone'),
    ...undatedGap(harvest.items, 'year', 'year'),
  ]
}

function undatedGap(items: readonly EvidenceItem[], what: 'zone' | 'year', words: string): ProposedElement[] {
  const silent = items.filter(({ reading }) => reading?.assumed?.includes(what) === true).map(({ name }) => name)
  return silent.length === 0 ? [] : [gap(`no-${what}`, `${listOf(silent, 5)} ${agree(silent.length, 'states', 'state')} no ${words}.`)]
}

function gap(key: string, text: string): ProposedElement {
  return { id: derivedId('logging-gap', key), review: 'proposed', text, citations: [] }
}
