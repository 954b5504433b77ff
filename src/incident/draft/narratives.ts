import { listOf, plural } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Citation } from '../../model/citation.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { InlineNode, Paragraph, Prose } from '../../model/prose.ts'
import type { ProposedStep } from './movement.ts'
import { dataFindings } from './impact.ts'
import { accountsOf, phaseOf, sentenceOf } from './entries.ts'
import { earliestOf, latestOf, showInstant, showMinute } from './times.ts'
import type { TieredFinding, Tiers } from './tiers.ts'
import { distinct } from './who.ts'
import { defaultPhases } from '../../model/phase.ts'

interface Sentence {
  readonly text: string
  readonly citations?: readonly Citation[]
}

function prose(...paragraphs: readonly (readonly Sentence[])[]): Prose {
  const content = paragraphs.filter((sentences) => sentences.length > 0).map(paragraphOf)
  return { type: 'doc', content }
}

function paragraphOf(sentences: readonly Sentence[]): Paragraph {
  const content: InlineNode[] = []
  for (const [index, { text, citations = [] }] of sentences.entries()) {
    content.push({ type: 'text', text: index === 0 ? text : ` ${text}` })
    for (const citation of citations) content.push({ type: 'text', text: ' ' }, { type: 'citation', attrs: { citation } })
  }
  return { type: 'paragraph', content }
}

/** Proposed texts of the sections, each sentence cited. Nothing here names a culprit or claims that something was taken. */
export function proposeNarratives(harvest: Harvest, tiers: Tiers, path: readonly ProposedStep[]): { path: string; value: unknown }[] {
  if (tiers.stated.length === 0) return [{ path: '/summary/text', value: nothingStated(harvest, tiers) }]
  return [
    { path: '/summary/text', value: summary(tiers) },
    { path: '/rootCause/initialAccess/narrative', value: initialAccess(tiers, path) },
    { path: '/rootCause/discovery/narrative', value: ofPhase(tiers, 'phase-2', 'No act of discovery is among the stated entries.') },
    { path: '/rootCause/movement/narrative', value: movement(path) },
    { path: '/impact/narrative', value: impact(harvest, tiers) },
    { path: '/detection/narrative', value: detection(tiers) },
  ]
}

/** For a board: what, when, how much is known. No technique ids, no host names, no addresses. */
function summary(tiers: Tiers): Prose {
  const accounts = distinct(tiers.stated.flatMap(({ finding }) => accountsOf(finding)))
  const first = earliestOf(tiers.stated.map(({ finding }) => finding.first.at)) ?? ''
  const last = latestOf(tiers.stated.map(({ finding }) => finding.last.at)) ?? ''
  const acts = tiers.stated.reduce((sum, { finding }) => sum + finding.count, 0)
  const reached = dataFindings(tiers).some(({ finding }) => finding.key['event.outcome'] !== 'failure')
  const data = reached
    ? 'Access to sensitive data or credentials is shown. Whether data left the organisation has not been established.'
    : 'The evidence examined shows no act against stored data or credentials; what it does not record cannot be excluded.'
  return prose(
    [
      {
        text: `From ${showMinute(first)} to ${showMinute(last)}, ${plural(accounts.length, 'account')} of the organisation ${accounts.length === 1 ? 'was' : 'were'} used in a way that does not fit ordinary work.`,
      },
      {
        text: `The records examined show ${plural(acts, 'such act')}. The first date is the earliest that the evidence shows; the beginning may lie before it.`,
      },
    ],
    [{ text: data }],
    [{ text: responseSentence(tiers) }],
  )
}

function responseSentence(tiers: Tiers): string {
  if (tiers.response.length === 0)
    return 'The evidence examined shows no act of response. When the organisation became aware, and what it did, has to be added by those who know.'
  return `${plural(tiers.response.length, 'kind')} of act in the records ${tiers.response.length === 1 ? 'looks' : 'look'} like a response. Whether the attack was contained by them has to be confirmed by those who led it.`
}

function nothingStated(harvest: Harvest, tiers: Tiers): Prose {
  const events = harvest.coverage.reduce((sum, coverage) => sum + coverage.events, 0)
  const toReview = tiers.toReview.length === 0 ? 'and lists none for review' : `and lists ${plural(tiers.toReview.length, 'act')} for review`
  return prose([
    { text: `The draft states no act of an attack among the ${plural(events, 'event')} examined ${toReview}.` },
    { text: 'That is no proof that there was none: it holds for the sources and periods listed under scope, sources and limits.' },
  ])
}

function initialAccess(tiers: Tiers, path: readonly ProposedStep[]): Prose {
  const [first] = byTime(tiers.stated)
  if (first === undefined) return prose([])
  const judgement = tiers.intruders.find(({ session }) => first.finding.sessions.includes(session.id))
  const why =
    judgement === undefined || judgement.reasons.length === 0 ? [] : [{ text: `It stands out because ${listOf(judgement.reasons.slice(0, 3))}.` }]
  const ways = path.filter((step) => step.kind === 'entry').slice(0, 8)
  return prose(
    [{ text: `The earliest act seen: ${sentenceOf(first.finding)}`, citations: citationsOf(first.finding) }, ...why],
    ways.map((step) => ({
      text: `${step.to} was entered from ${step.from}: ${lowerFirst(step.method)}, at ${showInstant(step.at)}.`,
      citations: step.citations,
    })),
    [{ text: 'These are bounds, not the beginning: how access was first obtained is not in these logs.' }],
  )
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function ofPhase(tiers: Tiers, phase: string, empty: string): Prose {
  const sentences = byTime(tiers.stated)
    .filter(({ finding }) => phaseOf(finding, defaultPhases) === phase)
    .slice(0, 12)
    .map(({ finding }) => ({ text: sentenceOf(finding), citations: citationsOf(finding) }))
  return sentences.length === 0 ? prose([{ text: empty }]) : prose(sentences)
}

function movement(path: readonly ProposedStep[]): Prose {
  const hops = path.filter((step) => step.kind === 'hop')
  if (hops.length === 0)
    return prose([{ text: 'The evidence examined joins no second identity or system to the first by a credential; addresses alone join nothing.' }])
  return prose(
    hops.slice(0, 10).map((step) => ({
      text: `${step.to} was reached from ${step.from} by ${step.method} at ${showInstant(step.at)}.`,
      citations: step.citations,
    })),
  )
}

function impact(harvest: Harvest, tiers: Tiers): Prose {
  const reads = byTime(dataFindings(tiers))
  const told = reads.slice(0, 12).map(({ finding }) => ({ text: sentenceOf(finding), citations: citationsOf(finding) }))
  const blind = harvest.coverage.some((coverage) => coverage.dataset === 'aws-cloudtrail' && !coverage.dataEvents)
  const limit = blind
    ? 'Reads of stored objects are not recorded in this evidence, so they can be neither stated nor excluded.'
    : 'What the examined sources do not record can be neither stated nor excluded.'
  if (told.length === 0) return prose([{ text: `The stated entries hold no act against stored data or credentials. ${limit}` }])
  return prose(told, [{ text: `These records show access or attempts at it; whether data was copied is not visible in them. ${limit}` }])
}

function detection(tiers: Tiers): Prose {
  const telling = byTime(tiers.stated).find(({ finding }) => finding.rule.story?.weight === 'telling')
  if (telling === undefined)
    return prose([{ text: 'No single stated act is telling alone; the opportunities below rest on several acts seen together.' }])
  return prose([
    { text: `The first act that is rarely ordinary work: ${sentenceOf(telling.finding)}`, citations: citationsOf(telling.finding) },
    { text: 'Whether a control saw it, and whether anyone was told, is not in this evidence.' },
  ])
}

function byTime(findings: readonly TieredFinding[]): TieredFinding[] {
  return [...findings].sort((a, b) =>
    a.finding.first.at < b.finding.first.at ? -1 : a.finding.first.at > b.finding.first.at ? 1 : a.finding.id < b.finding.id ? -1 : 1,
  )
}
