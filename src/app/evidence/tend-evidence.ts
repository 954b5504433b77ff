import { randomUUID } from 'node:crypto'
import { listRepetitions } from '../../store/events/repeated-events.ts'
import { readItemDetail } from '../intake/item-detail.ts'
import { tendEvents, tendPlace } from '../intake/tend-events.ts'
import type { EvidencePlace } from './evidence-place.ts'

type Place = Pick<EvidencePlace, 'store' | 'folder' | 'writer'>

/** Puts events in order after a reading, as the workspace does behind one; answers how many of them repeat others now. */
export async function tendEvidence(incident: string, { store, folder, writer }: Place, signal?: AbortSignal): Promise<number> {
  const place = tendPlace({ incident, store, folder, writer, tag: `tend-${randomUUID().slice(0, 8)}`, signal })
  await tendEvents(place)
  return (await listRepetitions(place)).reduce((sum, { repeats }) => sum + repeats, 0)
}

/** How many events of items repeat others, by the SHA-256 that they were read from; only items where any do. */
export async function repeatsByItem(incident: string, { store, folder, writer }: Place): Promise<Map<string, number>> {
  const place = tendPlace({ incident, store, folder, writer, tag: `count-${randomUUID().slice(0, 8)}` })
  const [found, readings] = await Promise.all([listRepetitions(place), store.readings(incident)])
  const owners = ownersOf(readings)
  const counts = new Map<string, number>()
  for (const { evidence, repeats } of found) {
    const item = owners.get(evidence) ?? evidence
    counts.set(item, (counts.get(item) ?? 0) + repeats)
  }
  return counts
}

function ownersOf(readings: readonly { readonly sha256: string; readonly detail: string }[]): Map<string, string> {
  return new Map(readings.flatMap(({ sha256, detail }) => (readItemDetail(detail)?.items ?? []).map((read) => [read, sha256] as const)))
}
