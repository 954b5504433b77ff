import { instantOf, parseInstant } from '../base/instant.ts'
import type { Incident } from '../model/incident.ts'
import type { MovementStep } from '../model/cause.ts'
import type { TimelineEntry } from '../model/timeline.ts'
import type { TimelineEntries } from './timeline-entries.ts'

/** Who acts in the timeline where the attacker does not. */
const others: ReadonlySet<TimelineEntry['kind']> = new Set(['response', 'communication', 'decision'])

/**
 * Finds the entries of the timeline that tell a step of the movement path: those that cite the same evidence; without one, those of the same
 * moment that name an end of the step, or the only one of that moment.
 */
export function stepEntryFinder(document: Incident, entries: TimelineEntries): (step: MovementStep) => readonly TimelineEntry[] {
  const names = namesById(document)
  const byTime = Map.groupBy(
    entries.shown.filter((entry) => !others.has(entry.kind)),
    (entry) => instantOf(entry.occurred.earliest),
  )
  return (step) => {
    const cited = entries.citing(step.citations).filter((entry) => !others.has(entry.kind))
    if (cited.length > 0) return cited
    const at = step.at === undefined ? undefined : parseInstant(step.at)
    const sameMoment = at === undefined ? [] : (byTime.get(at) ?? [])
    const naming = sameMoment.filter((entry) => isNaming(entry, step, names))
    if (naming.length > 0) return naming
    return sameMoment.length === 1 ? sameMoment : []
  }
}

function isNaming(entry: TimelineEntry, { from, to }: MovementStep, names: ReadonlyMap<string, string>): boolean {
  const told = [...entry.systems, ...entry.accounts, ...entry.indicators].map((one) => names.get(one) ?? one)
  return [from, to].some((end) => end !== '' && (told.includes(end) || entry.text.includes(end)))
}

/** An entry may name systems, accounts and indicators by their ids. */
function namesById({ systems, accounts, indicators }: Incident): ReadonlyMap<string, string> {
  return new Map([
    ...systems.map(({ id, name }) => [id, name] as const),
    ...accounts.map(({ id, name }) => [id, name] as const),
    ...indicators.map(({ id, value }) => [id, value] as const),
  ])
}
