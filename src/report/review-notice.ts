import type { Facts } from '../model/facts.ts'

/** "machine-proposed, 3 of 41 entries reviewed", or undefined once a person has looked at every entry. */
export function reviewNotice(facts: Facts): string | undefined {
  const text = facts['review']?.text
  return text === undefined || text === '' ? undefined : text
}
