import { compareInstantTexts } from '../../base/instant.ts'
import { listOf, plural } from '../../base/text.ts'
import { fillTemplate } from '../../model/fill-template.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { Phase } from '../../model/phase.ts'
import type { ProposedElement } from '../../model/harvest.ts'
import { opened } from '../../base/sentence.ts'
import { intervalOf, showPeriod } from './times.ts'
import type { TieredFinding } from './tiers.ts'

/** The id of the timeline entry a finding becomes. */
export function entryId(finding: Finding): string {
  return finding.id.replace(/^finding-/, 'entry-')
}

/** What happened, as one sentence: the event's own where it is one, the group's with its times where it is many. */
export function sentenceOf(finding: Finding): string {
  if (finding.count === 1) return actOf(finding)
  return `${opened(actOf(finding))} ${showPeriod(finding.first, finding.last)}.`
}

/** The same without times, for places that tell them apart. */
export function actOf(finding: Finding): string {
  const [only] = finding.examples
  return withCalls(finding.count === 1 && only !== undefined ? only.sentence : groupSentence(finding), finding)
}

function groupSentence(finding: Finding): string {
  const { story, title } = finding.rule
  if (story === undefined) return `${plural(finding.count, 'event')} matched "${title}"`
  const failed = finding.key['event.outcome'] === 'failure'
  if (failed && story.failedMany === undefined) return `${opened(fill(story.many, finding))}; what was asked for was refused or failed`
  return fill(failed ? (story.failedMany ?? '') : story.many, finding)
}

/** More calls than this are not named behind a sentence. */
const mostCalls = 4

/** The exact calls of a cloud log behind a sentence that does not name them: "… to create the user x (CreateUser)". */
function withCalls(sentence: string, { values }: Finding): string {
  const calls = values['event.action'] ?? []
  const isCloud = values['event.provider']?.some((provider) => provider.endsWith('.amazonaws.com')) === true
  if (!isCloud || calls.length === 0 || calls.length > mostCalls || calls.some((call) => sentence.includes(call))) return sentence
  const told = opened(sentence)
  const stop = sentence.endsWith('.') ? '.' : ''
  return told.endsWith(')') ? `${told.slice(0, -1)}; ${listOf(calls)})${stop}` : `${told} (${listOf(calls)})${stop}`
}

/** Fills `{count}` and the ECS placeholders of a group; a field with several values lists them. */
export function fill(template: string, finding: Finding): string {
  return fillTemplate(
    template,
    (name) => {
      const key = finding.key[name]
      if (key !== undefined && key !== '') return key
      const values = finding.values[name] ?? []
      return values.length === 0 ? undefined : listOf(values, 6)
    },
    finding.count,
  )
}

/** Findings by the time of their first event. */
export function inOrder<T extends { readonly finding: Finding }>(findings: readonly T[]): T[] {
  return findings.toSorted((a, b) => compareInstantTexts(a.finding.first.at, b.finding.first.at) || (a.finding.id < b.finding.id ? -1 : 1))
}

/** A timeline entry for a finding. */
export function entryOf(tiered: TieredFinding, phases: readonly Phase[]): ProposedElement {
  const { finding, tier, reason, rank } = tiered
  const response = tier === 'response'
  const repeated = finding.count > 1
  return {
    id: entryId(finding),
    review: 'proposed',
    finding: finding.id,
    occurred: intervalOf(finding.first),
    ...(repeated ? { until: intervalOf(finding.last) } : {}),
    phase: response ? 'phase-5' : phaseOf(finding, phases),
    ...(response ? { stage: 'containment' } : {}),
    text: sentenceOf(finding),
    kind: response ? 'response' : 'attacker',
    techniques: response ? [] : [...finding.techniques],
    tactics: response ? [] : [...finding.tactics],
    systems: systemsOf(finding),
    accounts: accountsOf(finding),
    indicators: finding.values['source.ip'] === undefined ? [] : finding.values['source.ip'].slice(0, 5),
    basis: 'observed',
    tier: tier === 'to review' ? 'to review' : 'stated',
    reason,
    ...(tier === 'to review' ? { rank: Math.round(rank * 10) / 10 } : {}),
    citations: citationsOf(finding),
  }
}

/** The phase that gathers the finding's first tactic; without one, the first phase would claim too much: discovery is where it is read. */
export function phaseOf(finding: Finding, phases: readonly Phase[]): string {
  for (const tactic of finding.tactics) {
    const phase = phases.find((candidate) => candidate.tactics.includes(tactic))
    if (phase !== undefined) return phase.id
  }
  return 'phase-2'
}

/** Systems a finding names: hosts, else the cloud account. */
export function systemsOf(finding: Finding): string[] {
  const hosts = namesIn(finding, 'host.name')
  if (hosts.length > 0) return hosts
  return namesIn(finding, 'cloud.account.id').map((account) => `Cloud account ${account}`)
}

export function accountsOf(finding: Finding): string[] {
  return namesIn(finding, 'user.name')
}

function namesIn(finding: Finding, field: string): string[] {
  const key = finding.key[field]
  if (key !== undefined && key !== '') return [key]
  return (finding.values[field] ?? []).slice(0, 10)
}
