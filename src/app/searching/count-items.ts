import { presentRows } from '../intake/incident-items.ts'
import type { EvidenceRecords } from '../../store/records/evidence-records.ts'
import type { SegmentLedger } from '../../store/events/segments.ts'

/** Evidence items that can hold events (not what only contains others), and how many of them have not been read into events. */
export async function countItems(
  id: string,
  store: Pick<EvidenceRecords, 'evidence'> & Pick<SegmentLedger, 'readings'>,
): Promise<{ readonly items: number; readonly unread: number }> {
  const [rows, readings] = await Promise.all([store.evidence(id), store.readings(id)])
  const read = new Set(readings.map(({ sha256 }) => sha256))
  const items = presentRows(rows).filter(({ isContainer }) => !isContainer)
  return { items: items.length, unread: items.filter(({ row }) => !read.has(row.sha256)).length }
}
