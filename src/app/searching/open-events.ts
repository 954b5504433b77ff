import type { EventStore } from '../../store/events/event-store.ts'
import { openParquetEvents } from '../../store/events/parquet-events.ts'
import type { SegmentLedger } from '../../store/events/segments.ts'

/** The events of a data folder (absolute), as other processes may be writing them at the same time. One a process. */
export async function openEvents(dataFolder: string, ledger: SegmentLedger): Promise<EventStore> {
  return openParquetEvents({ dataFolder, ledger })
}
