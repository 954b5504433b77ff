import type { Citation } from '../../model/citation.ts'
import { citationKey } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'
import type { TimelineEntry } from '../../model/timeline.ts'

/**
 * Which of these entries stay when a form must shorten their table, the most telling first: milestones and what the moments of the incident rest
 * on; the first and last of each phase; the first use of each technique, system and account; what a person wrote or accepted.
 * The entries come in the order of the table's rows.
 */
export function decisiveRows({ moments: all }: Pick<Incident, 'moments'>, entries: readonly TimelineEntry[]): number[] {
  const moments = new Set(Object.values(all).flatMap((moment) => keysOf(moment?.citations ?? [])))
  const seen = new Set<string>()
  const ranked: number[][] = [[], [], [], []]
  const ends = endsOfPhases(entries)
  for (const [index, entry] of entries.entries()) {
    const uses = [
      ...entry.techniques.map((id) => `technique ${id}`),
      ...entry.systems.map((id) => `system ${id}`),
      ...entry.accounts.map((id) => `account ${id}`),
    ]
    const isFirstUse = uses.some((use) => !seen.has(use))
    for (const use of uses) seen.add(use)
    if (entry.milestone === true || keysOf(entry.citations).some((key) => moments.has(key))) ranked[0]?.push(index)
    else if (ends.has(index)) ranked[1]?.push(index)
    else if (isFirstUse) ranked[2]?.push(index)
    else if (entry.review !== 'proposed') ranked[3]?.push(index)
  }
  return ranked.flat()
}

function keysOf(citations: readonly Citation[]): string[] {
  return citations.map(citationKey)
}

/** Indices of the first and last entry of each phase. */
function endsOfPhases(entries: readonly TimelineEntry[]): ReadonlySet<number> {
  const first = new Map<string, number>()
  const last = new Map<string, number>()
  for (const [index, { phase }] of entries.entries()) {
    if (!first.has(phase)) first.set(phase, index)
    last.set(phase, index)
  }
  return new Set([...first.values(), ...last.values()])
}
