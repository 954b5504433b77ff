import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import { type Judgement, judgeSessions } from './judge.ts'
import { episodesOf } from './episodes.ts'
import { presencesOf } from './presence.ts'
import { intruderScore } from './weigh.ts'
import { isNoise, type ReviewContext, reviewContextOf, reviewOf, sentence } from './review.ts'
import { isStated, type Stretch, stretchesOf } from './stretches.ts'
import { type Visits, onwardReason, visitReason, visitsOf } from './visits.ts'

/** A finding as the draft uses it. */
export interface TieredFinding {
  readonly finding: Finding
  /** `stated` stands in the timeline, `to review` in the ranked list; `response` acts are told as the response. */
  readonly tier: 'stated' | 'to review' | 'response'
  readonly reason: string
  readonly rank: number
}

/** Findings sorted into tiers, and the sessions judged intruders'. */
export interface Tiers {
  readonly stated: readonly TieredFinding[]
  readonly toReview: readonly TieredFinding[]
  readonly response: readonly TieredFinding[]
  readonly intruders: readonly Judgement[]
  /** Findings of ordinary acts by ordinary sessions: counted, not listed. */
  readonly leftOut: number
}

const levelRank = { informational: 0, low: 0.5, medium: 1, high: 2, critical: 3 } as const
const weightRank = { ordinary: 0, notable: 2, telling: 4 } as const

/** More than this many proposals to review help nobody; the rest is counted. */
const mostToReview = 50

/** Decides what the draft states, what it lists for review, and what it leaves out. */
export function sortIntoTiers(harvest: Harvest): Tiers {
  const stretches = stretchesOf(harvest)
  const judged = judgeSessions(harvest, stretches.filter(isStated))
  const intruders = [...judged.values()].filter((judgement) => judgement.score >= intruderScore && judgement.strange)
  const context = {
    judged,
    visits: visitsOf(intruders),
    episodes: new Map([...reasonsOfStretches(stretches.filter(isStated)), ...reasonsOfEpisodes(harvest, judged)]),
    leads: new Map(stretches.flatMap((stretch) => stretch.findings.map(({ id }): [string, Stretch] => [id, stretch]))),
    review: reviewContextOf(harvest, intruders),
  }
  const tiered = harvest.findings.map((finding) => tierOf(finding, context)).filter((entry) => entry !== undefined)
  const responses = tiered.filter((entry) => entry.tier === 'response')
  const toReview = withoutMuchNoise(
    tiered.filter((entry) => entry.tier === 'to review').sort((a, b) => b.rank - a.rank || (a.finding.id < b.finding.id ? -1 : 1)),
    judged,
  )
  return {
    stated: tiered.filter((entry) => entry.tier === 'stated'),
    toReview: toReview.slice(0, mostToReview),
    response: intruders.length === 0 && context.episodes.size === 0 ? [] : responses,
    intruders,
    leftOut:
      harvest.findings.filter(isCounted).length -
      tiered.filter(({ tier, finding }) => tier !== 'to review' && isCounted(finding)).length -
      toReview.slice(0, mostToReview).filter(({ finding }) => isCounted(finding)).length,
  }
}

/** Of what strangers tried and were refused, a few examples are enough. */
const mostNoise = 20

function withoutMuchNoise(entries: readonly TieredFinding[], judged: ReadonlyMap<string, Judgement>): TieredFinding[] {
  let noise = 0
  return entries.filter(({ finding }) => {
    const session = finding.sessions.map((id) => judged.get(id)).find((judgement) => judgement !== undefined)
    return !isNoise(finding, session) || ++noise <= mostNoise
  })
}

/** Context is no finding of its own. */
function isCounted({ rule }: Finding): boolean {
  return rule.story?.role !== 'context'
}

interface Context {
  readonly judged: ReadonlyMap<string, Judgement>
  readonly visits: Visits
  /** Id of a finding in an episode -> why it is told. */
  readonly episodes: ReadonlyMap<string, string>
  /** Id of a finding in a stretch that was unusual for somebody -> the stretch. */
  readonly leads: ReadonlyMap<string, Stretch>
  readonly review: ReviewContext
}

function reasonsOfStretches(stretches: readonly Stretch[]): Map<string, string> {
  return new Map(stretches.flatMap(({ acts, reason }) => acts.map(({ id }): [string, string] => [id, sentence([reason])])))
}

/** Acts of known identities at their own places, out of all proportion to what they were used for. */
function reasonsOfEpisodes(harvest: Harvest, judged: ReadonlyMap<string, Judgement>): Map<string, string> {
  const atHome = presencesOf(harvest).filter(({ sessions }) =>
    sessions.every(({ id }) => judged.get(id)?.strange !== true || (judged.get(id)?.score ?? 0) < intruderScore),
  )
  const episodes = episodesOf(atHome)
  return new Map(episodes.flatMap(({ findings, reason }) => findings.map(({ id }): [string, string] => [id, sentence([reason])])))
}

function tierOf(finding: Finding, { judged, visits, episodes, leads, review }: Context): TieredFinding | undefined {
  const story = finding.rule.story
  const weight = story?.weight ?? 'notable'
  const judgements = finding.sessions.map((id) => judged.get(id)).filter((judgement) => judgement !== undefined)
  const best = judgements.reduce<Judgement | undefined>((most, one) => (most === undefined || one.score > most.score ? one : most), undefined)
  if (story?.role === 'response') return responseOf(finding, best)
  const rank = weightRank[weight] + levelRank[finding.rule.level] + Math.max(0, best?.score ?? 0)
  if (best !== undefined && best.score >= intruderScore && mostlyIntruders(judgements) && (best.strange || weight === 'telling')) {
    return { finding, tier: 'stated', reason: sentence(best.reasons), rank }
  }
  const visit = visitReason(finding, visits)
  if (visit !== undefined) return { finding, tier: 'stated', reason: visit, rank: rank + intruderScore }
  const episode = episodes.get(finding.id)
  if (episode !== undefined) return { finding, tier: 'stated', reason: episode, rank: rank + intruderScore }
  const onward = onwardReason(finding, visits)
  if (onward !== undefined) return { finding, tier: 'to review', reason: onward, rank: rank + 3 }
  const lead = leads.get(finding.id)
  if (lead !== undefined) return { finding, tier: 'to review', reason: sentence([lead.reason]), rank: rank + lead.score / 2 }
  const listed = reviewOf(finding, best, review)
  return listed === undefined ? undefined : { finding, tier: 'to review', reason: listed.reason, rank: Math.max(0, rank + listed.more) }
}

/** An intruder's own clean-up is no response. */
function responseOf(finding: Finding, best: Judgement | undefined): TieredFinding {
  const byIntruder = best !== undefined && best.score >= intruderScore
  if (!byIntruder) return { finding, tier: 'response', reason: 'This act usually belongs to a response.', rank: 0 }
  return { finding, tier: 'to review', reason: 'Usually an act of response, but done by a session judged an intruder’s.', rank: best.score }
}

/** A group that ordinary sessions share with an intruder's is not stated as one. */
function mostlyIntruders(judgements: readonly Judgement[]): boolean {
  const intruders = judgements.filter((judgement) => judgement.score >= intruderScore).length
  return intruders >= judgements.length * 0.98
}
