import { lowerFirst } from '../../base/sentence.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import { defaultPhases } from '../../model/phase.ts'
import type { Prose } from '../../model/prose.ts'
import { inOrder, phaseOf, sentenceOf } from './entries.ts'
import { dataFindings } from './impact.ts'
import type { ProposedStep } from './movement.ts'
import { draftedProse, type Sentence } from './prose.ts'
import { sumUp } from './sum-up.ts'
import { nothingStated, proposeSummary } from './summary.ts'
import type { TieredFinding, Tiers } from './tiers.ts'
import { showInstant } from './times.ts'

/** More entries than this are summed up. */
const mostTold = 2

interface Found {
  readonly harvest: Harvest
  readonly tiers: Tiers
  readonly path: readonly ProposedStep[]
  readonly leftBehind: readonly ProposedElement[]
}

/** Proposed texts of the sections, each sentence cited. Nothing here names a culprit or claims that something was taken. */
export function proposeNarratives({ harvest, tiers, path, leftBehind }: Found): { path: string; value: unknown }[] {
  if (tiers.stated.length === 0) return [{ path: '/summary/text', value: nothingStated(harvest, tiers) }]
  return [
    { path: '/summary/text', value: proposeSummary(harvest, tiers, leftBehind) },
    { path: '/rootCause/initialAccess/narrative', value: initialAccess(tiers, path) },
    { path: '/rootCause/discovery/narrative', value: discovery(tiers) },
    { path: '/rootCause/movement/narrative', value: movement(path) },
    { path: '/impact/narrative', value: impact(harvest, tiers) },
    { path: '/detection/narrative', value: detection(tiers) },
  ]
}

function initialAccess(tiers: Tiers, path: readonly ProposedStep[]): Prose {
  const [first] = inOrder(tiers.stated)
  if (first === undefined) return draftedProse([])
  const judgement = tiers.intruders.find(({ session }) => first.finding.sessions.includes(session.id))
  const why =
    judgement === undefined || judgement.reasons.length === 0 ? [] : [{ text: `Why it stands out: ${judgement.reasons.slice(0, 3).join('; ')}.` }]
  const ways = path.filter((step) => step.kind === 'entry').slice(0, 8)
  return draftedProse(
    [{ text: `The earliest act seen: ${lowerFirst(sentenceOf(first.finding))}`, citations: citationsOf(first.finding) }, ...why],
    ways.map((step) => ({
      text: `Entry from ${step.from} to ${step.to} at ${showInstant(step.at)}: ${lowerFirst(step.method)}.`,
      citations: step.citations,
    })),
    [{ text: 'These are bounds, not the beginning: how access was first obtained is not in these logs.' }],
  )
}

function discovery(tiers: Tiers): Prose {
  const entries = tiers.stated.filter(({ finding }) => phaseOf(finding, defaultPhases) === 'phase-2')
  return entries.length === 0
    ? draftedProse([{ text: 'No act of discovery is among the stated entries.' }])
    : draftedProse(told(entries, 'of discovery'))
}

/** A few entries in their own words; more are summed up, because the timeline tells each. */
function told(entries: readonly TieredFinding[], what: string): Sentence[] {
  if (entries.length > mostTold) return sumUp(entries, what)
  return inOrder(entries).map(({ finding }) => ({ text: sentenceOf(finding), citations: citationsOf(finding) }))
}

function movement(path: readonly ProposedStep[]): Prose {
  const hops = path.filter((step) => step.kind === 'hop' || step.kind === 'reach')
  if (hops.length === 0)
    return draftedProse([
      { text: 'The evidence examined joins no second identity or system to the first by a credential; addresses alone join nothing.' },
    ])
  return draftedProse(
    hops.slice(0, 10).map((step) => ({
      text:
        step.kind === 'reach'
          ? `The account ${step.to} was reached from ${step.from} at ${showInstant(step.at)}: ${lowerFirst(step.method)}.`
          : `The account ${step.to} was reached from ${step.from} by ${step.method} at ${showInstant(step.at)}.`,
      citations: step.citations,
    })),
  )
}

function impact(harvest: Harvest, tiers: Tiers): Prose {
  const reads = dataFindings(tiers)
  const blind = harvest.coverage.some((coverage) => coverage.dataset === 'aws-cloudtrail' && !coverage.dataEvents)
  const limit = blind
    ? 'Reads of stored objects are not recorded in this evidence, so they can be neither stated nor excluded.'
    : 'What the examined sources do not record can be neither stated nor excluded.'
  if (reads.length === 0) return draftedProse([{ text: `The stated entries hold no act against stored data or credentials. ${limit}` }])
  return draftedProse(told(reads, 'of access to stored data or credentials'), [
    { text: `These records show access or attempts at it; whether data was copied is not visible in them. ${limit}` },
  ])
}

function detection(tiers: Tiers): Prose {
  const telling = inOrder(tiers.stated).find(({ finding }) => finding.rule.story?.weight === 'telling')
  if (telling === undefined)
    return draftedProse([{ text: 'No single stated act is telling alone; the opportunities below rest on several acts seen together.' }])
  return draftedProse([
    { text: `The first act that is rarely ordinary work: ${lowerFirst(sentenceOf(telling.finding))}`, citations: citationsOf(telling.finding) },
    { text: 'Whether a control saw it, and whether anyone was told, is not in this evidence.' },
  ])
}
