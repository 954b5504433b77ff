import type { EvidenceRecords } from '../../store/records/evidence-records.ts'
import type { SegmentLedger } from '../../store/events/segments.ts'

/** Evidence items that can hold events (not what only contains others), and how many of them have not been read into events. */
export async function countItems(
  id: string,
  store: Pick<EvidenceRecords, 'evidence'> & Pick<SegmentLedger, 'readings'>,
): Promise<{ readonly items: number; readonly unread: number }> {
  const [rows, readings] = await Promise.all([store.evidence(id), store.readings(id)])
  const present = rows.filter(({ disposedAt }) => disposedAt === undefined)
  const containers = new Set(present.flatMap(({ parent }) => parent ?? []))
  const read = new Set(readings.map(({ sha256 }) => sha256))
  const items = present.filter(({ sha256 }) => !containers.has(sha256))
  return { items: items.length, unread: items.filter(({ sha256 }) => !read.has(sha256)).length }
}
