import type { Finding } from '../../model/finding.ts'
import { plural } from '../../base/text.ts'
import { established, nameOf, type Presence, succeeded } from './presence.ts'

/**
 * Stretches in which a known identity, at its own place and with its own client, was suddenly used for many acts it was never used for before or
 * after. Place and client tell nothing here, so only the acts themselves can be told: those that lie wholly in the stretch.
 */
export interface Episode {
  readonly findings: readonly Finding[]
  readonly reason: string
}

/** How long an episode may last. */
const longestMs = 12 * 3_600_000
/** What the acts of an episode must weigh together: telling ones 3 (refused 1.5), notable ones 1. */
const leastWeight = 9
/** Administration changes one kind of thing at a time; these acts serve many ends. */
const leastTactics = 4
/** Acts that are not telling belong to an episode only so close to its telling ones. */
const aroundMs = 3_600_000
/** Different acts that are rarely ordinary work. */
const leastTelling = 2

/** The episodes of identities with habits; presences judged intruders' are told anyway and are left out by the caller. */
export function episodesOf(presences: readonly Presence[]): Episode[] {
  const byIdentity = new Map<string, Presence[]>()
  for (const presence of presences) {
    if (presence.identity !== undefined) byIdentity.set(presence.identity, [...(byIdentity.get(presence.identity) ?? []), presence])
  }
  return [...byIdentity.values()].flatMap((own) => episodeOf(own) ?? [])
}

function episodeOf(presences: readonly Presence[]): Episode | undefined {
  const [any] = presences
  if (any === undefined || presences.reduce((sum, presence) => sum + succeeded(presence), 0) < established) return undefined
  const acts = newActs([...new Set(presences.flatMap((presence) => presence.findings))])
  const best = acts
    .map((first) => acts.filter((act) => startOf(act) >= startOf(first) && endOf(act) <= startOf(first) + longestMs))
    .reduce<Finding[]>((most, window) => (weightOf(window) > weightOf(most) ? window : most), [])
  const tactics = new Set(best.filter((finding) => pointsOf(finding) > 0).flatMap((finding) => finding.tactics.slice(0, 1)))
  const telling = new Set(best.filter(isTelling).map((finding) => finding.rule.id))
  if (weightOf(best) < leastWeight || tactics.size < leastTactics || telling.size < leastTelling) return undefined
  const kinds = new Set(best.filter((finding) => pointsOf(finding) > 0).map((finding) => finding.rule.id)).size
  const reason = `the account ${nameOf(any)} was used for ${plural(kinds, 'kind')} of acts within hours that it was not used for before or after, for ${tactics.size} different tactics`
  const told = best.filter(isTelling)
  const from = Math.min(...told.map(startOf)) - aroundMs
  const until = Math.max(...told.map(endOf)) + aroundMs
  return { findings: best.filter((finding) => startOf(finding) >= from && endOf(finding) <= until), reason }
}

/** Acts of attack rules whose every occurrence for this identity lies in one stretch. */
function newActs(findings: readonly Finding[]): Finding[] {
  const acts = findings.filter(({ rule }) => rule.story?.role === 'attack')
  const spans = new Map<string, { from: number; to: number }>()
  for (const act of acts) {
    const span = spans.get(act.rule.id)
    spans.set(act.rule.id, { from: Math.min(span?.from ?? startOf(act), startOf(act)), to: Math.max(span?.to ?? endOf(act), endOf(act)) })
  }
  return acts.filter(({ rule }) => {
    const span = spans.get(rule.id)
    return span !== undefined && span.to - span.from <= longestMs
  })
}

function weightOf(findings: readonly Finding[]): number {
  const rules = new Map<string, number>()
  for (const finding of findings) rules.set(finding.rule.id, Math.max(rules.get(finding.rule.id) ?? 0, pointsOf(finding)))
  return [...rules.values()].reduce((sum, points) => sum + points, 0)
}

function pointsOf(finding: Finding): number {
  if (finding.rule.story?.weight === 'ordinary') return 0
  if (!isTelling(finding)) return finding.key['event.outcome'] === 'failure' ? 0.5 : 1
  return finding.key['event.outcome'] === 'failure' ? 1.5 : 3
}

function isTelling({ rule }: Finding): boolean {
  return rule.story?.weight === 'telling'
}

function startOf(finding: Finding): number {
  return Date.parse(finding.first.at)
}

function endOf(finding: Finding): number {
  return Date.parse(finding.last.at)
}
