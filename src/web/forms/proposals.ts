import type { Fact, Facts } from '../../model/facts.ts'

export interface ProposedDate {
  readonly date: string
  readonly reason: string
}

/** The date that is computed for a field nobody has set: due dates of recommendations. `path` is `/recommendations/<id>/due`. */
export function proposedDate(facts: Facts, path: string): ProposedDate | undefined {
  const fact: Fact | undefined = facts[path.slice(1)]
  if (fact === undefined || fact.known === 'unknown') return undefined
  const date = /^\d{4}-\d{2}-\d{2}/.exec(fact.text)?.[0]
  return date === undefined ? undefined : { date, reason: `Proposed: ${fact.formula}` }
}
