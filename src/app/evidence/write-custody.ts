import { AppError } from '../../base/error.ts'
import { chainCustody } from '../../incident/custody/chain.ts'
import type { CustodyDraft, CustodyEntry } from '../../model/custody.ts'
import type { EvidenceRecords, NewEvidence } from '../../store/records/evidence-records.ts'

/** Each try needs another process to have written in the moment between reading the end of the chain and appending to it. */
const mostTries = 50

/** Appends entries to the custody of an incident, behind whatever other processes append meanwhile; answers them as they were kept. */
export function writeCustody(store: EvidenceRecords, incident: string, drafts: readonly CustodyDraft[]): Promise<CustodyEntry[]> {
  return atTheEnd({ store, incident, drafts }, (entries) => store.appendCustody(incident, entries))
}

/** Adds items with the entries that tell how they came; answers the hashes of those the incident did not have. */
export async function writeEvidence(
  store: EvidenceRecords,
  incident: string,
  { items, drafts }: { readonly items: readonly NewEvidence[]; readonly drafts: readonly CustodyDraft[] },
): Promise<ReadonlySet<string>> {
  let added: ReadonlySet<string> = new Set()
  await atTheEnd({ store, incident, drafts }, async (entries) => {
    added = await store.addEvidenceItems(incident, { items, entries })
  })
  return added
}

/** Chains entries to the end of the custody and writes them; again where somebody else came first. */
export async function atTheEnd(
  { store, incident, drafts }: { readonly store: EvidenceRecords; readonly incident: string; readonly drafts: readonly CustodyDraft[] },
  write: (entries: CustodyEntry[]) => Promise<void>,
): Promise<CustodyEntry[]> {
  for (let left = mostTries; ; left -= 1) {
    const entries = chainCustody(drafts, await store.custodyHead(incident))
    try {
      await write(entries)
      return entries
    } catch (error) {
      if (left === 0 || !(error instanceof AppError) || error.code !== 'conflict') throw error
    }
  }
}
