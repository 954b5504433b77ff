import { randomBytes } from 'node:crypto'
import { AppError } from '../../base/error.ts'
import { removeItems } from '../../store/events/rewrite.ts'
import { MissingSegmentError } from '../../store/events/search-error.ts'
import { segmentFolder, segmentNames } from '../../store/events/segment-file.ts'
import type { ItemReadingRow, SegmentLedger } from '../../store/events/segments.ts'
import { readItemDetail } from './item-detail.ts'

interface Place {
  readonly ledger: SegmentLedger
  readonly incident: string
  /** The data folder: segments lie in it. */
  readonly folder: string
  /** Name of this process, from `segmentWriterName` in its main thread. */
  readonly writer: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes out what items gave, so that they can be read again. Segments they share with other items are written anew without them; where these are fewer, they are
 * taken out too and are unread from then on: reading them again costs less.
 */
export async function takeOut(place: Place, stale: readonly ItemReadingRow[]): Promise<void> {
  for (let left = mostTries; ; left -= 1) {
    try {
      await takeOutOnce(place, stale)
      return
    } catch (error) {
      const isMeanwhile = error instanceof MissingSegmentError || (error instanceof AppError && error.code === 'conflict')
      if (left === 0 || !isMeanwhile) throw error
    }
  }
}

/** Each try needs a compaction to have ended in the moment between looking and taking out. */
const mostTries = 20

async function takeOutOnce(place: Place, stale: readonly ItemReadingRow[]): Promise<void> {
  const { ledger, incident, folder, writer, signal } = place
  const evidence = [...new Set(stale.flatMap(hashesOf))]
  if (!(await isSmallShare(place, new Set(evidence)))) return takeOutWhole(place, stale)
  const newName = segmentNames(writer, randomBytes(6).toString('hex'))
  const kept = { incident, ledger, folder: segmentFolder(folder, incident), newName, now: () => Date.now() }
  await removeItems(signal === undefined ? kept : { ...kept, signal }, { evidence, forget: stale.map(({ sha256 }) => sha256) })
}

/** True where most events of the segments that hold these items are others'. */
async function isSmallShare({ ledger, incident }: Place, evidence: ReadonlySet<string>): Promise<boolean> {
  let own = 0
  let others = 0
  for (const name of await ledger.segmentsOf(incident, [...evidence])) {
    for (const { sha256, rows } of await ledger.segmentItems(incident, name)) {
      if (evidence.has(sha256)) own += rows
      else others += rows
    }
  }
  return others > own
}

async function takeOutWhole({ ledger, incident }: Place, stale: readonly ItemReadingRow[]): Promise<void> {
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
