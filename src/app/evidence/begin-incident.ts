import { AppError } from '../../base/error.ts'
import { chooseIncident } from '../searching/choose-incident.ts'
import type { EvidencePlace } from './evidence-place.ts'

/** The incident that evidence is added to: the one meant; where the data folder has none yet, a new one. Several processes that find none share one. */
export async function chooseOrBegin(
  wanted: string | undefined,
  { store, now }: Pick<EvidencePlace, 'store' | 'now'>,
): Promise<{ id: string; isNew: boolean }> {
  const known = await store.incidents()
  if (known.length > 0 || wanted !== undefined) return { id: chooseIncident(known, wanted).id, isNew: false }
  const at = now()
  try {
    return { id: await store.createIncident({ year: Number(at.slice(0, 4)), at, isOnly: true }), isNew: true }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'exists') throw error
    return { id: chooseIncident(await store.incidents(), wanted).id, isNew: false }
  }
}
