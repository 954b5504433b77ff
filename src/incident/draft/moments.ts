import { derivedId } from '../../base/id.ts'
import { compareInstantTexts } from '../../base/instant.ts'
import type { ProposedStep } from './movement.ts'
import { intervalOf } from './times.ts'
import type { TieredFinding, Tiers } from './tiers.ts'

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

/** Moments that are not set: what bounds them is proposed with its proof. */
function candidates(tiers: Tiers): { path: string; value: unknown }[] {
  const carrying = tiers.stated.filter(isCarrying)
  const ending = tiers.response.filter(({ finding }) => !deleting.test(finding.rule.title))
  return [
    ...candidate('firstExfiltration', firstOf(carrying), 'The first act by which data may have left; whether it was copied is not visible here.'),
    ...candidate('lastExfiltration', lastOf(carrying), 'The last act by which data may have left; whether it was copied is not visible here.'),
    ...candidate('detected', firstOf(tiers.response), 'The first act that looks like a response: detection came no later.'),
    ...candidate(
      'contained',
      lastOf(ending.length > 0 ? ending : tiers.response),
      'The last act that looks like containment; later use of the same access would refute it.',
    ),
  ]
}

/** Removing what was left behind comes after containment. */
const deleting = /\bdeleted$/i

/** Acts that hand data to whoever asked: sharing, sending, reading of stored data. What only gathers it in place does not. */
function isCarrying({ finding }: TieredFinding): boolean {
  const [tactic] = finding.tactics
  if (finding.key['event.outcome'] === 'failure' || finding.rule.story?.role !== 'attack') return false
  return tactic === 'TA0010' || (tactic === 'TA0009' && !finding.techniques.some((technique) => /^T(?:1560|1074|1005)/.test(technique)))
}

function firstOf(entries: readonly TieredFinding[]): TieredFinding | undefined {
  return entries.toSorted((a, b) => compareInstantTexts(a.finding.first.at, b.finding.first.at))[0]
}

function lastOf(entries: readonly TieredFinding[]): TieredFinding | undefined {
  return entries.toSorted((a, b) => compareInstantTexts(b.finding.last.at, a.finding.last.at))[0]
}

function candidate(name: string, found: TieredFinding | undefined, reason: string): { path: string; value: unknown }[] {
  if (found === undefined) return []
  const { finding } = found
  const isEnd = name === 'contained' || name === 'lastExfiltration'
  const at = intervalOf(isEnd ? finding.last : finding.first)
  const citations = finding.examples.slice(...(isEnd ? [-1] : [0, 1])).map((example) => example.citation)
  return [{ path: `/moments/${name}/candidates`, value: [{ id: derivedId('candidate', name, finding.id), at, reason, citations }] }]
}
