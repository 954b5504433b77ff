import { type CustodyDraft, type CustodyEntry, type CustodyHead, hashOfCustody } from '../../model/custody.ts'
import { noHash } from '../../model/edit.ts'

/** Gives entries their numbers, each the hash of the one before, and its own; `last` is the end of the incident's chain, undefined before the first. */
export function chainCustody(drafts: readonly CustodyDraft[], last: CustodyHead | undefined): CustodyEntry[] {
  const entries: CustodyEntry[] = []
  for (const draft of drafts) {
    const before = entries.at(-1) ?? last
    const unhashed = { ...draft, seq: (before?.seq ?? 0) + 1, previous: before?.hash ?? noHash }
    entries.push({ ...unhashed, hash: hashOfCustody(unhashed) })
  }
  return entries
}
