import { AppError } from '../../base/error.ts'
import { deleteRetired } from '../../store/events/compact.ts'
import { MissingSegmentError } from '../../store/events/search-error.ts'
import { segmentFolder, segmentNames } from '../../store/events/segment-file.ts'
import { removeItems } from '../../store/events/rewrite.ts'
import { readItemDetail } from '../intake/item-detail.ts'
import type { EvidencePlace } from './evidence-place.ts'

/** Each try needs another process to have changed the segments meanwhile. */
const mostTries = 10

/** Takes away what is left of items that were disposed of: their events with every replaced file that may hold them, and their bytes where no incident has them. Doing it again does no harm. */
export async function clearDisposed(incident: string, place: EvidencePlace, signal?: AbortSignal): Promise<void> {
  const { store, vault } = place
  const gone = (await store.evidence(incident)).filter(({ disposedAt }) => disposedAt !== undefined)
  if (gone.length === 0) return
  await clearEvents(incident, { hashes: new Set(gone.map(({ sha256 }) => sha256)), signal }, place)
  // At once: a reader that comes to a file that is gone reads anew.
  await deleteRetired({ incident, ledger: store, folder: segmentFolder(place.folder, incident), now: () => Date.now() }, 0)
  for (const { sha256 } of gone) {
    const isUsed = () => store.isEvidenceUsed(sha256)
    if ((await vault.has(sha256)) && !(await isUsed())) await vault.remove(sha256, isUsed)
  }
}

async function clearEvents(
  incident: string,
  { hashes, signal }: { readonly hashes: ReadonlySet<string>; readonly signal: AbortSignal | undefined },
  { store, folder, writer }: EvidencePlace,
): Promise<void> {
  for (let left = mostTries; ; left -= 1) {
    const readings = (await store.readings(incident)).filter(({ sha256 }) => hashes.has(sha256))
    if (readings.length === 0) return
    const evidence = readings.flatMap(({ sha256, detail }) => readItemDetail(detail)?.items ?? [sha256])
    const kept = {
      incident,
      ledger: store,
      folder: segmentFolder(folder, incident),
      writer,
      newName: segmentNames(writer, `disposal-${left}`),
      now: () => Date.now(),
    }
    try {
      const removal = { evidence: [...new Set(evidence)], forget: readings.map(({ sha256 }) => sha256) }
      await removeItems(signal === undefined ? kept : { ...kept, signal }, removal)
      return
    } catch (error) {
      const isMeanwhile = error instanceof MissingSegmentError || (error instanceof AppError && error.code === 'conflict')
      if (left === 0 || !isMeanwhile) throw error
    }
  }
}
