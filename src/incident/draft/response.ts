import { derivedId } from '../../base/id.ts'
import { closed, opened } from '../../base/sentence.ts'
import { timesWords } from '../../base/text.ts'
import { fillTemplate } from '../../model/fill-template.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { ProposedElement } from '../../model/harvest.ts'
import type { ProposedStep } from './movement.ts'
import { actOf } from './entries.ts'
import { intervalOf, latestOf } from './times.ts'
import type { TieredFinding, Tiers } from './tiers.ts'

/** Acts that look like a response. Whether they contained anything is for people to say. */
export function proposeActions(tiers: Tiers): ProposedElement[] {
  return tiers.response.map(({ finding }) => ({
    id: derivedId('action', finding.id),
    review: 'proposed',
    finding: finding.id,
    action: closed(actOf(finding)),
    plain: plainAct(finding),
    stage: 'containment',
    date: intervalOf(finding.first),
    status: 'done',
    citations: citationsOf(finding),
  }))
}

/** An act of response for a board: in the plain words of its rule, else by the rule's title. */
export function plainAct({ rule, count }: Pick<Finding, 'rule' | 'count'>): string {
  const plain = rule.story?.plain
  if (plain === undefined) return closed(count === 1 ? rule.title : `${opened(rule.title)} (${timesWords(count)})`)
  return closed(count === 1 ? plain.one : fillTemplate(plain.many, () => undefined, count))
}

/**
 * Moments the evidence can bound: first activity (the earliest seen, a bound), compromise and first lateral movement.
 * Detection, containment and the other decisions only get candidates.
 */
export function proposeMoments(tiers: Tiers, path: readonly ProposedStep[]): { path: string; value: unknown }[] {
  const stated = [...tiers.stated].sort((a, b) => (a.finding.first.at < b.finding.first.at ? -1 : 1))
  const first = stated[0]
  if (first === undefined) return []
  const succeeded = stated.find(({ finding }) => finding.key['event.outcome'] !== 'failure')
  const moments = [moment('firstActivity', first)]
  if (succeeded !== undefined) moments.push(moment('compromise', succeeded, 'The earliest act that succeeded.'))
  const hop = path.find((step) => step.kind === 'hop')
  if (hop !== undefined) moments.push(lateralMoment(hop))
  return [...moments, ...candidates(tiers)]
}

function lateralMoment(hop: ProposedStep): { path: string; value: unknown } {
  return {
    path: '/moments/firstLateralMovement',
    value: { at: intervalOf(hop.time), basis: 'observed', review: 'proposed', citations: hop.citations, candidates: [] },
  }
}

function moment(name: string, { finding }: TieredFinding, note?: string): { path: string; value: unknown } {
  const value = {
    at: intervalOf(finding.first),
    basis: 'inferred',
    confidence: 'moderate',
    review: 'proposed',
    ...(note === undefined ? {} : { note }),
    citations: finding.examples.slice(0, 1).map((example) => example.citation),
    candidates: [],
  }
  return { path: `/moments/${name}`, value }
}

/** The first act of response bounds detection; the last bounds containment. Neither is set. */
function candidates(tiers: Tiers): { path: string; value: unknown }[] {
  const responses = [...tiers.response].sort((a, b) => (a.finding.first.at < b.finding.first.at ? -1 : 1))
  const first = responses[0]
  const end = latestOf(responses.map(({ finding }) => finding.last.at))
  const last = responses.find(({ finding }) => finding.last.at === end)
  if (first === undefined || last === undefined) return []
  return [
    candidate('detected', first, 'The first act that looks like a response: detection came no later.'),
    candidate('contained', last, 'The last act that looks like containment; later use of the same access would refute it.'),
  ]
}

function candidate(name: string, { finding }: TieredFinding, reason: string): { path: string; value: unknown } {
  const at = intervalOf(name === 'contained' ? finding.last : finding.first)
  const citations = finding.examples.slice(0, 1).map((example) => example.citation)
  return { path: `/moments/${name}/candidates`, value: [{ id: derivedId('candidate', name, finding.id), at, reason, citations }] }
}
