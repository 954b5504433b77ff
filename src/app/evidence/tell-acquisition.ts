import { AppError } from '../../base/error.ts'
import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyEntry } from '../../model/custody.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { writeCustody } from './write-custody.ts'

/**
 * States how an item was obtained anew: a correction of the entry that tells how it came, which stays where it is. Throws `invalid` for an item that was
 * disposed of, `not-found` where no entry tells how it came.
 */
export async function tellAcquisition(
  incident: string,
  { row, acquisition, by }: { readonly row: EvidenceRow; readonly acquisition: Acquisition; readonly by: string },
  { store, now }: EvidencePlace,
): Promise<CustodyEntry> {
  const { sha256, name, disposedAt } = row
  if (disposedAt !== undefined) throw new AppError('invalid', `"${name}" was disposed of at ${disposedAt}: how it came cannot be told anew`)
  const collected = (await store.custody(incident)).findLast((entry) => entry.action === 'collect' && entry.sha256 === sha256)
  if (collected === undefined) throw new AppError('not-found', `No custody entry tells how "${name}" came`)
  const { seq, previous: _previous, hash: _hash, ...said } = collected
  const note = `How it was obtained, as told by ${by}`.slice(0, 4_000)
  const [entry] = await writeCustody(store, incident, [{ ...said, acquisition, note, recorded: now(), corrects: seq }])
  if (entry === undefined) throw new Error('An entry that was written was not answered')
  return entry
}
