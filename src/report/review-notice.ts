import { plural } from '../base/text.ts'
import type { Facts } from '../model/facts.ts'

/** What a report says of proposals that were left out of it. */
export function leftOutNotice(leftOut: number): string {
  return `reviewed entries only; ${plural(leftOut, 'proposal')} that nobody has reviewed ${leftOut === 1 ? 'is' : 'are'} left out`
}

/** "machine-proposed, 3 of 41 entries reviewed", or undefined once a person has looked at every entry. */
export function reviewNotice(facts: Facts): string | undefined {
  const text = facts['review']?.text
  return text === undefined || text === '' ? undefined : text
}
