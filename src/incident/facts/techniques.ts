import { compareTactics, resolveTactic, resolveTechnique } from '../../model/attack/attack.ts'
import { techniqueFactId } from '../../model/fact-id.ts'
import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { countFact } from './fact.ts'
import { standing, told } from './counts.ts'

interface Seen {
  readonly tactic: string
  readonly technique: string
  stated: number
  toReview: number
}

/**
 * ATT&CK techniques by tactic, in the order of the matrix: how many entries tell each. An entry that names tactics counts for those of them the
 * technique belongs to; one that names none counts for the technique's first tactic. Ids of earlier versions count as what became of them.
 */
export function techniqueFacts(document: Incident): Fact[] {
  const seen = new Map<string, Seen>()
  const inTimeline = new Set(told(document.timeline))
  for (const entry of standing(document.timeline)) {
    for (const [tactic, technique] of pairsOf(entry)) {
      const key = `${tactic} ${technique}`
      const found = seen.get(key) ?? { tactic, technique, stated: 0, toReview: 0 }
      seen.set(key, found)
      if (inTimeline.has(entry)) found.stated++
      else found.toReview++
    }
  }
  return [...seen.values()]
    .sort(compareSeen)
    .flatMap(({ tactic, technique, stated, toReview }) => [
      ...(stated === 0 ? [] : [fact(tactic, technique, { tier: 'stated', value: stated })]),
      ...(toReview === 0 ? [] : [fact(tactic, technique, { tier: 'toReview', value: toReview })]),
    ])
}

function pairsOf(entry: TimelineEntry): [tactic: string, technique: string][] {
  const named = entry.tactics.flatMap((id) => resolveTactic(id)?.id ?? [])
  const pairs = entry.techniques.flatMap((id): [string, string][] => {
    const technique = resolveTechnique(id)
    if (technique === undefined) return []
    const own = technique.tactics.filter((tactic) => named.includes(tactic))
    const counted = own.length > 0 ? own : technique.tactics.slice(0, 1)
    return counted.map((tactic) => [tactic, technique.id])
  })
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
}

function compareSeen(a: Seen, b: Seen): number {
  return compareTactics(a.tactic, b.tactic) || (a.technique < b.technique ? -1 : 1)
}

function fact(tactic: string, technique: string, { tier, value }: { tier: 'stated' | 'toReview'; value: number }): Fact {
  const head = {
    id: techniqueFactId(tactic, technique, tier),
    label: `${technique} in ${tactic}`,
    basis: ['/timeline'],
    formula: tier === 'stated' ? 'Entries of the timeline that name the technique' : 'Proposed entries in the list to review that name the technique',
  }
  return countFact(head, { value, one: 'entry', many: 'entries' })
}
