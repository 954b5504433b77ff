import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import { type Judgement, judgeSessions } from './judge.ts'
import { episodesOf } from './episodes.ts'
import { presencesOf } from './presence.ts'
import { intruderScore } from './weigh.ts'
import { type Visits, visitReason, visitsOf } from './visits.ts'

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
const mostToReview = 150

/** Decides what the draft states, what it lists for review, and what it leaves out. */
export function sortIntoTiers(harvest: Harvest): Tiers {
  const judged = judgeSessions(harvest)
  const intruders = [...judged.values()].filter((judgement) => judgement.score >= intruderScore && judgement.strange)
  const context = {
    judged,
    visits: visitsOf(intruders),
    episodes: reasonsOfEpisodes(harvest, judged),
    addresses: new Set(intruders.map(({ session }) => session.address)),
  }
  const tiered = harvest.findings.map((finding) => tierOf(finding, context)).filter((entry) => entry !== undefined)
  const responses = tiered.filter((entry) => entry.tier === 'response')
  const toReview = tiered.filter((entry) => entry.tier === 'to review').sort((a, b) => b.rank - a.rank || (a.finding.id < b.finding.id ? -1 : 1))
  return {
    stated: tiered.filter((entry) => entry.tier === 'stated'),
    toReview: toReview.slice(0, mostToReview),
    response: intruders.length === 0 && context.episodes.size === 0 ? [] : responses,
    intruders,
    leftOut: harvest.findings.length - tiered.length + Math.max(0, toReview.length - mostToReview),
  }
}

interface Context {
  readonly judged: ReadonlyMap<string, Judgement>
  readonly visits: Visits
  /** Id of a finding in an episode -> why it is told. */
  readonly episodes: ReadonlyMap<string, string>
  /** Addresses of intruders' sessions. */
  readonly addresses: ReadonlySet<string | undefined>
}

/** Acts of known identities at their own places, out of all proportion to what they were used for. */
function reasonsOfEpisodes(harvest: Harvest, judged: ReadonlyMap<string, Judgement>): Map<string, string> {
  const atHome = presencesOf(harvest).filter(({ sessions }) =>
    sessions.every(({ id }) => judged.get(id)?.strange !== true || (judged.get(id)?.score ?? 0) < intruderScore),
  )
  const episodes = episodesOf(atHome)
  return new Map(episodes.flatMap(({ findings, reason }) => findings.map(({ id }): [string, string] => [id, sentence([reason])])))
}

function tierOf(finding: Finding, { judged, visits, episodes, addresses }: Context): TieredFinding | undefined {
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
  if (story?.role === 'context') return contextOf(finding, best, rank)
  const address = finding.key['source.ip']
  if (address !== undefined && address !== '' && addresses.has(address)) {
    const reason = `From ${address}, where sessions judged an intruder’s came from; an address alone joins nothing.`
    return { finding, tier: 'to review', reason, rank: rank + 3 }
  }
  if (weight === 'ordinary' && (best?.score ?? 0) < 4) return undefined
  if (weight !== 'telling' && (best?.score ?? 0) < 3 && isHabit(finding)) return undefined
  return { finding, tier: 'to review', reason: reviewReason(best, weight), rank }
}

/** What supports other findings is listed only where its own session is nearly an intruder's. */
function contextOf(finding: Finding, best: Judgement | undefined, rank: number): TieredFinding | undefined {
  if (best === undefined || best.score < intruderScore / 2 || !best.strange) return undefined
  return { finding, tier: 'to review', reason: sentence(best.reasons), rank }
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

/** What the same session does again over days is its habit. */
function isHabit(finding: Finding): boolean {
  return finding.count >= 3 && finding.sessions.length <= 3 && Date.parse(finding.last.at) - Date.parse(finding.first.at) > 2 * 86_400_000
}

function reviewReason(best: Judgement | undefined, weight: string): string {
  if (best !== undefined && best.reasons.length > 0) return sentence(best.reasons)
  return weight === 'telling'
    ? 'Rarely ordinary work, but nothing else about the session is unusual.'
    : 'Notable alone; nothing else about the session is unusual.'
}

function sentence(reasons: readonly string[]): string {
  const text = [...new Set(reasons)].slice(0, 4).join('; ')
  return text === '' ? 'It belongs to a session judged an intruder’s.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
