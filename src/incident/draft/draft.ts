import { compareInstantTexts } from '../../base/instant.ts'
import { derivedId } from '../../base/id.ts'
import { listOf, plural } from '../../base/text.ts'
import type { Harvest, ProposedElement, Proposals } from '../../model/harvest.ts'
import type { Phase } from '../../model/phase.ts'
import { proposeOpportunities, proposeQuestions } from './asked.ts'
import { proposeCoverage, proposeExamined, proposeLimits } from './coverage.ts'
import { entryOf, phaseOf, sentenceOf } from './entries.ts'
import { proposeFirstUses } from './first-use.ts'
import { proposeDataImpact, proposeSystemImpact } from './impact.ts'
import { proposeLeftBehind } from './left-behind.ts'
import { proposeLoggingGaps, proposeWentWell } from './lessons.ts'
import { proposeMovement } from './movement.ts'
import { proposeNarratives } from './narratives.ts'
import { proposeRecommendations } from './recommendations.ts'
import { proposeMoments } from './moments.ts'
import { proposeActions } from './response.ts'
import { sortIntoTiers, type Tiers } from './tiers.ts'
import { observedAddresses, proposeAccounts, proposeIndicators, proposeSystems } from './who.ts'

/**
 * Turns what reading the evidence gave into proposals for the record: pure, so the same harvest gives the same proposals.
 * What people decide or know (detection, containment, causes, owners) is asked for, never set.
 */
export function proposeDraft(harvest: Harvest, phases: readonly Phase[]): Proposals {
  const tiers = sortIntoTiers(harvest)
  const movement = proposeMovement(harvest, tiers)
  const leftBehind = proposeLeftBehind(harvest, tiers)
  return {
    lists: [
      { path: '/timeline', items: timelineOf(harvest, tiers, phases) },
      { path: '/systems', items: proposeSystems(tiers) },
      { path: '/accounts', items: proposeAccounts(tiers) },
      { path: '/indicators', items: proposeIndicators(harvest, tiers) },
      { path: '/leftBehind', items: leftBehind },
      { path: '/coverage', items: proposeCoverage(harvest) },
      { path: '/scope/examined', items: proposeExamined(harvest) },
      { path: '/scope/limits', items: [...proposeLimits(harvest), ...observedLimit(harvest, tiers), ...leftOutLimit(tiers)] },
      { path: '/rootCause/initialAccess/technicalDetails', items: snippets(tiers, phases, 'phase-1') },
      { path: '/rootCause/discovery/information', items: information(tiers, phases) },
      { path: '/rootCause/discovery/evidence', items: snippets(tiers, phases, 'phase-2') },
      { path: '/rootCause/movement/path', items: movement.path.map(({ kind: _, time: __, ...step }) => step) },
      { path: '/rootCause/movement/access', items: movement.access },
      { path: '/impact/data', items: proposeDataImpact(tiers) },
      { path: '/impact/systems', items: proposeSystemImpact(tiers) },
      { path: '/detection/opportunities', items: proposeOpportunities(tiers) },
      { path: '/detection/loggingGaps', items: proposeLoggingGaps(harvest, tiers) },
      { path: '/lessons/wentWell', items: proposeWentWell(tiers) },
      { path: '/response/actions', items: proposeActions(tiers) },
      { path: '/questions', items: proposeQuestions(harvest, tiers) },
      { path: '/recommendations', items: proposeRecommendations(harvest, tiers, leftBehind) },
    ],
    fields: [...proposeNarratives({ harvest, tiers, path: movement.path, leftBehind }), ...proposeMoments(tiers, movement.path)],
  }
}

function timelineOf(harvest: Harvest, tiers: Tiers, phases: readonly Phase[]): ProposedElement[] {
  const placed = [...tiers.stated, ...tiers.response].map((tiered) => ({ at: tiered.finding.first.at, entry: entryOf(tiered, phases) }))
  const uses = proposeFirstUses(harvest, tiers).map(({ at, entry }) => ({ at, entry }))
  const chronological = [...uses, ...placed].sort((a, b) => compareInstantTexts(a.at, b.at))
  return [...chronological.map(({ entry }) => entry), ...tiers.toReview.map((tiered) => entryOf(tiered, phases))]
}

/** What discovery acts asked for: one line each. */
function information(tiers: Tiers, phases: readonly Phase[]): ProposedElement[] {
  return tiers.stated
    .filter(({ finding }) => phaseOf(finding, phases) === 'phase-2' && finding.key['event.outcome'] !== 'failure')
    .slice(0, 30)
    .map(({ finding }) => ({
      id: derivedId('information', finding.id),
      review: 'proposed',
      finding: finding.id,
      text: sentenceOf(finding),
      citations: finding.examples.slice(0, 1).map((example) => example.citation),
    }))
}

/** The first records of a phase, in the words of their own sentence. */
function snippets(tiers: Tiers, phases: readonly Phase[], phase: string): ProposedElement[] {
  return tiers.stated
    .filter(({ finding }) => phaseOf(finding, phases) === phase)
    .slice(0, 5)
    .flatMap(({ finding }) =>
      finding.examples.slice(0, 1).map((example) => ({
        id: derivedId('snippet', phase, finding.id),
        review: 'proposed',
        finding: finding.id,
        caption: finding.rule.title,
        text: `${example.time.at}  ${example.message}`,
        citations: [example.citation],
      })),
    )
}

/** Says why an address that the timeline tells of is not among the indicators. */
function observedLimit(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  const addresses = observedAddresses(harvest, tiers)
  if (addresses.length === 0) return []
  const text = `${listOf(addresses, 10)}, used in stated acts, ${addresses.length === 1 ? 'is an address' : 'are addresses'} of a private or reserved range: seen, but no indicator of compromise.`
  return [{ id: derivedId('limit', 'observed'), review: 'proposed', text, citations: [] }]
}

function leftOutLimit(tiers: Tiers): ProposedElement[] {
  if (tiers.leftOut === 0) return []
  const [look, they] = tiers.leftOut === 1 ? ['looks', 'it is'] : ['look', 'they are']
  const text = `${plural(tiers.leftOut, 'further group')} of events matched rules but ${look} like ordinary work of ordinary sessions; ${they} not listed.`
  return [{ id: derivedId('limit', 'left-out'), review: 'proposed', text, citations: [] }]
}
