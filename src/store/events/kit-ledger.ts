import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../base/error.ts'
import type { FoundEvent } from './event-store.ts'
import { openDuckDb } from './duckdb.ts'
import type { BytedEvent } from './kit-events.ts'
import { segmentFolder, segmentNames } from './segment-file.ts'
import { rowsOf, type SegmentPlace } from './segment-maker.ts'
import { createSegmentWriter } from './segment-writer.ts'
import type { RetiredSegment, Segment, SegmentLedger } from './segments.ts'
import { storedEvent } from './stored-event.ts'

/** A ledger of one incident that forgets all when the process ends. It follows the same rules as those that are kept. */
export function ledgerInMemory(): SegmentLedger {
  const segments = new Map<string, Segment>()
  const retired: RetiredSegment[] = []
  return {
    async segments() {
      return [...segments.values()].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.name < b.name ? -1 : 1))
    },
    async segmentItems(_, name) {
      return segments.get(name)?.items ?? []
    },
    async segmentsOf(_, items) {
      return [...segments.values()].filter((one) => one.items.some(({ sha256 }) => items.includes(sha256))).map(({ name }) => name)
    },
    async commitSegments(_, { add, remove, at = 0 }) {
      if (remove.some((name) => !segments.has(name))) throw new AppError('conflict', 'changed meanwhile')
      for (const name of remove) {
        segments.delete(name)
        retired.push({ name, at })
      }
      for (const segment of add) segments.set(segment.name, segment)
    },
    async readings() {
      return []
    },
    async harvest() {
      return undefined
    },
    async retired() {
      return [...retired]
    },
    async forgetRetired(_, names) {
      retired.splice(0, retired.length, ...retired.filter(({ name }) => !names.includes(name)))
    },
  }
}

/** A folder with segments of an incident, and what tests do with it. */
export interface SegmentBench {
  readonly place: SegmentPlace
  /** Writes and commits segments of at most this many rows. */
  add(events: readonly BytedEvent[], rows?: number): Promise<void>
  /** All events of the segments in the ledger, by time and place. */
  events(): Promise<FoundEvent[]>
}

export async function withSegments(use: (bench: SegmentBench) => Promise<void>, ledger: SegmentLedger = ledgerInMemory()): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'hindcast-events-'))
  const incident = 'INC-2026-0001'
  const folder = segmentFolder(data, incident)
  let count = 0
  const place: SegmentPlace = { incident, ledger, folder, newName: segmentNames('1-1', 'make'), now: () => 1_772_000_000_000 }
  try {
    await use({
      place,
      async add(events, rows = 1_000_000) {
        count += 1
        const writer = createSegmentWriter({
          folder,
          writer: '1-1',
          tag: `add${count}`,
          program: 'Hindcast',
          limits: { rows, bytes: 64 * 1024 * 1024 },
        })
        for (const { event, bytes } of events) writer.add(event, bytes)
        writer.flush()
        await ledger.commitSegments(incident, { add: writer.take(), remove: [], readings: [] })
      },
      events: () => eventsOf(place),
    })
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

async function eventsOf({ folder, incident, ledger }: SegmentPlace): Promise<FoundEvent[]> {
  const names = (await ledger.segments(incident)).map(({ name }) => name)
  if (names.length === 0) return []
  const duckdb = openDuckDb({ folder })
  try {
    const rows = await duckdb.rows({ text: `SELECT * FROM ${rowsOf(folder, names)} ORDER BY "time", "evidence", "offset", "part"`, values: [] })
    return rows.map(storedEvent)
  } finally {
    await duckdb.close()
  }
}
