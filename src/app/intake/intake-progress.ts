import type { HarvestProgress } from '../drafting/harvest-file.ts'
import type { IntakeItem } from './intake-item.ts'
import type { ItemSummary } from './item-detail.ts'
import { createRate } from './rate.ts'
import type { BatchProgress, IntakeFailure, TakenItem } from './take-batch.ts'

/** How far an intake is. Bytes are those of the items as they are kept. */
export interface IntakeProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly events: number
  /** Items that ended: committed, or found to be unreadable. */
  readonly items: number
  readonly totalItems: number
  readonly bytesPerSecond: number
  readonly eventsPerSecond: number
  /** Absent before there is anything to tell it from. */
  readonly secondsLeft?: number
}

/** How far one item is. `reading` until what it gave is committed. */
export interface ItemProgress extends Omit<ItemSummary, 'state'> {
  readonly sha256: string
  readonly state: 'reading' | ItemSummary['state']
  readonly bytes: number
}

export interface IntakeListener {
  onProgress?(progress: IntakeProgress): void
  onItem?(progress: ItemProgress): void
}

/** Adds up what the workers tell. `clock` gives milliseconds and never goes back. */
export function trackIntake(items: readonly IntakeItem[], listener: IntakeListener, clock: () => number) {
  const sizes = new Map(items.map(({ sha256, size }) => [sha256, size]))
  const totalBytes = items.reduce((sum, { size }) => sum + size, 0)
  const known = new Map<string, { bytes: number; events: number }>()
  const rates = { bytes: createRate(), events: createRate() }
  const now = { bytes: 0, events: 0, items: 0 }

  // An item may be read twice (a batch that is cut in two): its newest figures replace the ones before.
  const note = (sha256: string, bytes: number, events: number): void => {
    const before = known.get(sha256) ?? { bytes: 0, events: 0 }
    now.bytes += bytes - before.bytes
    now.events += events - before.events
    known.set(sha256, { bytes, events })
  }
  const tell = (): void => {
    rates.bytes.note(clock(), now.bytes)
    rates.events.note(clock(), now.events)
    const bytesPerSecond = rates.bytes.perSecond()
    const left = bytesPerSecond > 0 ? { secondsLeft: Math.ceil((totalBytes - now.bytes) / bytesPerSecond) } : {}
    listener.onProgress?.({ ...now, totalBytes, totalItems: items.length, bytesPerSecond, eventsPerSecond: rates.events.perSecond(), ...left })
  }
  const seen = (sha256: string, at: HarvestProgress | ItemSummary, bytes: number): void => {
    note(sha256, bytes, at.events)
    const { records, events, problems, findings } = at
    listener.onItem?.({ sha256, state: 'reading', bytes, records, events, problems, findings })
  }
  rates.bytes.note(clock(), 0)
  rates.events.note(clock(), 0)
  return {
    batch({ reading, ended }: BatchProgress): void {
      for (const { sha256, summary } of ended) seen(sha256, summary, sizes.get(sha256) ?? 0)
      if (reading !== undefined) {
        const { sha256, at } = reading
        // Compressed items count decoded bytes: shown as a share of the file as it is kept.
        seen(sha256, at, Math.floor((at.size === 0 ? 1 : Math.min(1, at.bytes / at.size)) * (sizes.get(sha256) ?? 0)))
      }
      tell()
    },
    committed(taken: readonly TakenItem[]): void {
      for (const { sha256, summary } of taken) {
        const bytes = sizes.get(sha256) ?? 0
        note(sha256, bytes, summary.events)
        listener.onItem?.({ ...summary, sha256, bytes })
      }
      now.items += taken.length
      tell()
    },
    failed(failures: readonly IntakeFailure[]): void {
      for (const { sha256, problems } of failures) {
        const bytes = sizes.get(sha256) ?? 0
        note(sha256, bytes, 0)
        listener.onItem?.({ sha256, state: 'unreadable', bytes, records: 0, events: 0, problems: problems.length, findings: 0 })
      }
      now.items += failures.length
      tell()
    },
  }
}
