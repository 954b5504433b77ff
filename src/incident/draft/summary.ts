import { formatDuration } from '../../base/duration.ts'
import { countWords, numberWord } from '../../base/quantity.ts'
import { capitalised, lowerFirst, opened } from '../../base/sentence.ts'
import { agree, clauses, formatNumber, plural } from '../../base/text.ts'
import { instantOf } from '../../base/instant.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { Prose } from '../../model/prose.ts'
import { type BoardAct, boardActOf } from './board-acts.ts'
import { accountsOf, inOrder } from './entries.ts'
import { dataFindings, readsSecrets } from './impact.ts'
import { draftedProse, type Sentence } from './prose.ts'
import { plainAct } from './response.ts'
import type { TieredFinding, Tiers } from './tiers.ts'
import { earliestOf, latestOf, showWritten } from './times.ts'
import { distinct } from './who.ts'

/** More kinds of act than this are counted, not named: the gravest are. */
const mostActs = 6

/**
 * The executive summary as evidence tells it, for a board: what happened and for how long, what was reached, how it was answered, what is not known. No
 * product, command, host, address or technique. What the organisation knew and decided is not in it: the report adds it from the record.
 */
export function proposeSummary(harvest: Harvest, tiers: Tiers, leftBehind: readonly ProposedElement[]): Prose {
  const stated = inOrder(tiers.stated)
  return draftedProse(
    [happened(stated), acts(stated, new Set(dataFindings(tiers))), refusals(stated), counts(stated), doubtfulTimes(stated)],
    [...reached(harvest, tiers), remaining(leftBehind)],
    answered(tiers),
  )
}

/** The summary where the draft states nothing: what that means, and what it does not. */
export function nothingStated(harvest: Harvest, tiers: Tiers): Prose {
  const events = harvest.coverage.reduce((sum, coverage) => sum + coverage.events, 0)
  const toReview = tiers.toReview.length === 0 ? 'and lists none for review' : `and lists ${plural(tiers.toReview.length, 'act')} for review`
  return draftedProse([
    { text: `The draft states no act of an attack among the ${plural(events, 'event')} examined ${toReview}.` },
    { text: 'That is no proof that there was none: it holds for the sources and periods listed under scope, sources and limits.' },
  ])
}

function happened(stated: readonly TieredFinding[]): Sentence {
  const first = earliestOf(stated.map(({ finding }) => finding.first.at)) ?? ''
  const last = latestOf(stated.map(({ finding }) => finding.last.at)) ?? ''
  const lasted = Number((instantOf(last) - instantOf(first)) / 1_000_000n)
  const long = lasted < 60_000 ? '' : ` (${formatDuration(lasted - (lasted % 60_000))})`
  const named = distinct(stated.flatMap(({ finding }) => accountsOf(finding)))
  const used =
    named.length === 0
      ? 'systems of the organisation were used'
      : `${countWords(named.length, 'account')} of the organisation ${agree(named.length, 'was', 'were')} used`
  return { text: `${capitalised(showWritten(first, last))}${long}, ${used} in a way that does not fit ordinary work.` }
}

/** What was done; what touched data is told in a paragraph of its own. */
function acts(stated: readonly TieredFinding[], data: ReadonlySet<TieredFinding>): Sentence | undefined {
  const told = gravest(kindsOf(stated.filter((tiered) => succeeded(tiered) && !data.has(tiered))))
  return told.length === 0 ? undefined : { text: `In this time, ${clauses(told.map(({ done }) => done))}.` }
}

function refusals(stated: readonly TieredFinding[]): Sentence | undefined {
  const told = gravest(kindsOf(stated.filter((tiered) => !succeeded(tiered))))
  return told.length === 0 ? undefined : { text: `Attempts to ${clauses(told.map(({ tried }) => tried))} were refused or failed.` }
}

function kindsOf(findings: readonly TieredFinding[]): BoardAct[] {
  return [...new Set(findings.map(({ finding }) => boardActOf(finding)))].filter((act) => act.gravity > 0)
}

/** The gravest kinds of act, in the order they were in. */
function gravest(kinds: readonly BoardAct[]): BoardAct[] {
  const chosen = new Set(kinds.toSorted((a, b) => b.gravity - a.gravity).slice(0, mostActs))
  return kinds.filter((act) => chosen.has(act))
}

function counts(stated: readonly TieredFinding[]): Sentence {
  const all = eventsOf(stated).size
  const failed = eventsOf(stated.filter((tiered) => !succeeded(tiered))).size
  const refused =
    failed === 0 ? '' : all === 1 ? ', which was refused or failed' : `, ${failed === all ? 'all' : formatNumber(failed)} of them refused or failed`
  return {
    text: `The records examined show ${all === 1 ? 'one such act' : `${plural(all, 'act')} of these kinds`}${refused}; the first date is the earliest they show, and the beginning may lie before it.`,
  }
}

/** A board is told once that a clock is in doubt; which source it is stands under the limits. */
function doubtfulTimes(stated: readonly TieredFinding[]): Sentence | undefined {
  const isDoubtful = stated.some(({ finding }) => finding.first.assumed?.includes('zone') === true)
  return isDoubtful ? { text: 'Some of these times come from a log that states no time zone and may be off by up to 14 hours.' } : undefined
}

function reached(harvest: Harvest, tiers: Tiers): Sentence[] {
  const reads = inOrder(dataFindings(tiers)).filter(succeeded)
  if (reads.length === 0) return [{ text: 'The records show no access to stored data or credentials; what they do not record cannot be excluded.' }]
  const kinds = [...new Set(reads.map(({ finding }) => boardActOf(finding).done))]
  const replace = reads.some(({ finding }) => readsSecrets(finding))
    ? [{ text: 'Passwords and keys that were read must be treated as known to strangers until they are replaced.' }]
    : []
  const blind = harvest.coverage.some((coverage) => coverage.dataset === 'aws-cloudtrail' && !coverage.dataEvents)
  const unseen = blind ? ', and reads of stored files are not recorded in what was examined' : ''
  return [
    { text: `Access to sensitive data or credentials is shown: ${clauses(kinds)}.` },
    ...replace,
    { text: `Whether data left the organisation has not been established${unseen}.` },
  ]
}

function remaining(leftBehind: readonly ProposedElement[]): Sentence | undefined {
  const open = leftBehind.filter((element) => element['undone'] !== 'yes').length
  if (leftBehind.length === 0) return undefined
  const made = `The attack created or changed ${countWords(leftBehind.length, 'thing')}`
  if (open === 0) return { text: `${made}; the records show ${leftBehind.length === 1 ? 'it' : 'all of them'} undone.` }
  if (leftBehind.length === 1) return { text: `${made}; the records do not show that it was undone.` }
  if (open === leftBehind.length) return { text: `${made}; the records show none of them undone.` }
  return { text: `${made}; the records show ${numberWord(leftBehind.length - open)} of them undone, but not the other ${numberWord(open)}.` }
}

function answered(tiers: Tiers): Sentence[] {
  const responses = inOrder(tiers.response)
  const [first] = responses
  if (first === undefined) return [{ text: 'The records examined show no act of response.' }]
  const told = distinctInOrder(responses.map(({ finding }) => lowerFirst(opened(plainAct(finding)))))
  const last = latestOf(responses.map(({ finding }) => finding.last.at)) ?? first.finding.last.at
  return [
    {
      text: `${capitalised(showWritten(first.finding.first.at, last))}, acts that look like a response are recorded: ${clauses(told.slice(0, mostActs))}.`,
    },
    { text: 'Whether the attack was contained by them has to be confirmed by those who led it.' },
  ]
}

function succeeded({ finding }: { readonly finding: Finding }): boolean {
  return finding.key['event.outcome'] !== 'failure'
}

/** Records told by several findings count once. */
function eventsOf(findings: readonly TieredFinding[]): Set<string> {
  return new Set(findings.flatMap(({ finding }) => finding.members))
}

function distinctInOrder(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
