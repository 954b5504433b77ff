import { readdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { plural } from '../../base/text.ts'
import { AppError } from '../../base/error.ts'
import { mendSegments } from '../../store/events/compact.ts'
import { segmentFolder, writeError } from '../../store/events/segment-file.ts'
import type { ItemReadingRow, SegmentLedger } from '../../store/events/segments.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { createSettings, type IntakeItem } from './intake-item.ts'
import { type IntakeListener, trackIntake } from './intake-progress.ts'
import { readItemDetail } from './item-detail.ts'
import { type BatchLimits, planBatches, sharedLimits } from './plan-batches.ts'
import { runBatches } from './run-batches.ts'
import type { IntakeFailure, TakenBatch } from './take-batch.ts'
import { takeOut } from './take-out.ts'

export interface IntakeRequest extends IntakeListener {
  readonly incident: string
  /** All items of the incident that are to be read, with how to read them; by SHA-256 each once. */
  readonly items: readonly IntakeItem[]
  readonly rules: readonly Rule[]
  readonly ledger: SegmentLedger
  /** The data folder: segments lie in it. */
  readonly folder: string
  /** Name of this process, from `segmentWriterName` in its main thread. */
  readonly writer: string
  /** Items to be read again although they were read like this. */
  readonly again?: ReadonlySet<string> | undefined
  readonly threads?: number
  /** How items are put together; as usual where absent. */
  readonly limits?: BatchLimits
  readonly signal?: AbortSignal
}

/** What an intake did. */
export interface Intake {
  /** Items that were read now. */
  readonly taken: number
  /** Items that had been read with the same settings before. */
  readonly kept: number
  /** Items of which nothing is there, and why. */
  readonly failures: readonly IntakeFailure[]
}

/** What an incident's items are to an intake. */
interface Standing {
  /** Not read yet, or with other settings. */
  readonly unread: readonly IntakeItem[]
  /** Of those, the ones that were read with other settings: what they gave is in the way. */
  readonly stale: readonly ItemReadingRow[]
  /** Read like this already. */
  readonly kept: readonly ItemReadingRow[]
}

/** Tells items that are to be read from those that were. A container whose members are items has nothing to be read. */
export async function standingOf(request: Pick<IntakeRequest, 'incident' | 'items' | 'rules' | 'ledger' | 'again'>): Promise<Standing> {
  const settingsOf = createSettings(request.rules)
  const known = new Map((await request.ledger.readings(request.incident)).map((row) => [row.sha256, row]))
  const readable = request.items.filter(({ isContainer }) => isContainer !== true)
  const isRead = (item: IntakeItem): boolean => request.again?.has(item.sha256) !== true && known.get(item.sha256)?.settings === settingsOf(item)
  const rowsOf = (items: readonly IntakeItem[]): ItemReadingRow[] => items.flatMap(({ sha256 }) => known.get(sha256) ?? [])
  const unread = readable.filter((item) => !isRead(item))
  return { unread, stale: rowsOf(unread), kept: rowsOf(readable.filter(isRead)) }
}

/**
 * Reads what of an incident's evidence is not read yet, with all it takes (detecting, extracting, writing segments), on all cores. A batch of items is
 * there in full or not at all; what was committed stays, whatever happens later: after a crash or a cancel the next call reads the rest. Items that cannot
 * be read are `failures` and stop nothing. Rejects with AppError `cancelled`, `no-space`, `read-only` …; then the items before are there.
 */
export async function takeIn(request: IntakeRequest): Promise<Intake> {
  const { items, incident, ledger, writer, signal } = request
  checkTwice(items)
  const folder = segmentFolder(request.folder, incident)
  const settingsOf = createSettings(request.rules)
  await sweep(request, folder)
  const { stale } = await standingOf(request)
  if (stale.length > 0) await takeOut(request, stale)
  const { unread, kept } = await standingOf({ ...request, again: undefined })
  const track = trackIntake(unread, request, () => performance.now())
  tellKept(kept, request)
  let taken = 0
  const threads = request.threads ?? availableParallelism()
  const failures = await runBatches({
    batches: planBatches(unread, request.limits ?? sharedLimits(unread, threads)),
    threads,
    setup: { rules: request.rules, folder, writer },
    progress: track.batch,
    failed: track.failed,
    stillUnread: async (batch) => (await standingOf({ ...request, items: batch, again: undefined })).unread,
    discard: (tag) => removeBatch(folder, `${writer}.${tag}.`),
    async commit(batch, { segments, items: read }: TakenBatch) {
      const settings = new Map(batch.map((item) => [item.sha256, settingsOf(item)]))
      const readings = read.map(({ sha256, detail, harvest }) => ({ sha256, settings: settings.get(sha256) ?? '', detail, harvest }))
      await ledger.commitSegments(incident, { add: segments, remove: [], readings })
      taken += read.length
      track.committed(read)
    },
    ...(signal === undefined ? {} : { signal }),
  })
  return { taken, kept: kept.length, failures }
}

/** Removes what a killed process left: files without a row. */
async function sweep({ ledger, incident, writer }: IntakeRequest, folder: string): Promise<void> {
  try {
    await mendSegments({ ledger, incident, folder, writer, now: () => Date.now() })
  } catch (error) {
    throw writeError(folder, error)
  }
}

function tellKept(kept: readonly ItemReadingRow[], { items, onItem }: IntakeRequest): void {
  const sizes = new Map(items.map(({ sha256, size }) => [sha256, size]))
  for (const { sha256, detail } of kept) {
    const summary = readItemDetail(detail)?.summary
    if (summary !== undefined) onItem?.({ ...summary, sha256, bytes: sizes.get(sha256) ?? 0 })
  }
}

/** Removes the segments of a batch that was not committed, half written ones included. */
async function removeBatch(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder).catch(() => []) // no folder: nothing was written
  for (const name of names) if (name.startsWith(prefix)) await rm(join(folder, name), { force: true })
}

function checkTwice(items: readonly IntakeItem[]): void {
  const more = items.length - new Set(items.map(({ sha256 }) => sha256)).size
  if (more > 0) throw new AppError('invalid', `${plural(more, 'evidence item')} given twice: an item is read once`)
}
