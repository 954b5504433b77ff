import { AppError } from '../../base/error.ts'
import type { ItemReadingRow, SegmentLedger } from '../../store/events/segments.ts'
import { readItemDetail } from './item-detail.ts'

interface Place {
  readonly ledger: SegmentLedger
  readonly incident: string
}

/**
 * Takes out what items gave, so that they can be read again. Items that share a segment with them are taken out too and are unread from then on: reading them
 * again costs less than rewriting what is replaced anyway.
 */
export async function takeOut(place: Place, stale: readonly ItemReadingRow[]): Promise<void> {
  for (let left = mostTries; ; left -= 1) {
    try {
      await takeOutOnce(place, stale)
      return
    } catch (error) {
      if (left === 0 || !(error instanceof AppError) || error.code !== 'conflict') throw error
    }
  }
}

/** Each try needs a compaction to have ended in the moment between looking and taking out. */
const mostTries = 20

async function takeOutOnce({ ledger, incident }: Place, stale: readonly ItemReadingRow[]): Promise<void> {
  const owners = ownersOf(await ledger.readings(incident))
  const forget = new Set(stale.map(({ sha256 }) => sha256))
  const remove = new Set<string>()
  for (let found: readonly string[] = stale.flatMap(hashesOf); found.length > 0; ) {
    const names = (await ledger.segmentsOf(incident, found)).filter((name) => !remove.has(name))
    const held = new Set<string>()
    for (const name of names) {
      remove.add(name)
      for (const { sha256 } of await ledger.segmentItems(incident, name)) held.add(sha256)
    }
    const others = [...held].flatMap((sha256) => owners.get(sha256) ?? []).filter((row) => !forget.has(row.sha256))
    for (const { sha256 } of others) forget.add(sha256)
    found = others.flatMap(hashesOf)
  }
  await ledger.commitSegments(incident, { add: [], remove: [...remove], readings: [], forget: [...forget], at: Date.now() })
}

/** SHA-256 of what events were read from -> the item they belong to. */
function ownersOf(rows: readonly ItemReadingRow[]): Map<string, ItemReadingRow> {
  return new Map(rows.flatMap((row) => hashesOf(row).map((sha256) => [sha256, row] as const)))
}

function hashesOf({ sha256, detail }: ItemReadingRow): readonly string[] {
  return readItemDetail(detail)?.items ?? [sha256]
}
