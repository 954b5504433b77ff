import { lowerFirst } from '../../base/sentence.ts'
import { listOf, plural } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import { accountsOf, inOrder } from './entries.ts'
import type { Sentence } from './prose.ts'
import type { TieredFinding } from './tiers.ts'
import { latestOf, showRange } from './times.ts'

/** More kinds of act than this are counted, not named. */
const mostNamed = 10
/** The evidence of more entries stands with the entries themselves. */
const mostCited = 6

/**
 * Several entries of the timeline in a few sentences: how many acts of which kinds, when, by whom, and which were refused. One entry is told better by
 * its own sentence. `what` names them behind a number: "of discovery".
 */
export function sumUp(entries: readonly TieredFinding[], what: string): Sentence[] {
  const ordered = inOrder(entries)
  const [first] = ordered
  if (first === undefined) return []
  const all = ordered.map(({ finding }) => finding)
  const acts = all.reduce((sum, { count }) => sum + count, 0)
  const last = latestOf(all.map((finding) => finding.last.at)) ?? first.finding.last.at
  const accounts = [...new Set(all.flatMap(accountsOf))]
  const by = accounts.length === 0 ? '' : `, with the ${accounts.length === 1 ? 'account' : 'accounts'} ${listOf(accounts, 4)}`
  const failed = kindsOf(ordered.filter(({ finding }) => isRefused(finding)))
  const done = kindsOf(ordered.filter(({ finding }) => !isRefused(finding)))
  return [
    {
      text: `The timeline holds ${plural(all.length, 'entry', 'entries')} ${what}: ${plural(acts, 'act')} ${showRange(first.finding.first.at, last)}${by}.`,
      citations: cited(all),
    },
    ...(done.length === 0 ? [] : [{ text: `What was answered or allowed: ${named(done)}.` }]),
    ...(failed.length === 0 ? [] : [{ text: `What was refused or failed: ${named(failed)}.` }]),
  ]
}

function isRefused({ key }: TieredFinding['finding']): boolean {
  return key['event.outcome'] === 'failure'
}

/** What the rules call the acts, each once, in the order they were first seen. */
function kindsOf(entries: readonly TieredFinding[]): string[] {
  return [...new Set(entries.map(({ finding }) => lowerFirst(finding.rule.title)))]
}

/** Titles hold commas and "and" themselves. */
function named(kinds: readonly string[]): string {
  const rest = kinds.length - mostNamed
  return [...kinds.slice(0, mostNamed), ...(rest > 0 ? [`and ${plural(rest, 'more kind')}`] : [])].join('; ')
}

function cited(findings: readonly TieredFinding['finding'][]): Sentence['citations'] {
  return findings.slice(0, mostCited).flatMap((finding) => citationsOf(finding).slice(0, 1))
}
