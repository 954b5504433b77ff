import type { Facts } from '../model/facts.ts'

/** "machine-proposed, 3 of 41 entries reviewed", or undefined once a person has looked at every entry. */
export function reviewNotice(facts: Facts): string | undefined {
  const reviewed = facts['entriesReviewed']
  if (reviewed?.value === undefined || reviewed.high === undefined || reviewed.value >= reviewed.high) return undefined
  return `machine-proposed, ${reviewed.text} reviewed`
}
