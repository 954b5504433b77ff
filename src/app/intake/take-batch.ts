import { AppError, messageOf } from '../../base/error.ts'
import type { Problem } from '../../model/problem.ts'
import type { SegmentWriter } from '../../store/events/segment-writer.ts'
import type { Segment } from '../../store/events/segments.ts'
import { type FileHarvest, type Harvester, type HarvestProgress, unreadableHarvest } from '../drafting/harvest-file.ts'
import { packHarvest } from './harvest-blob.ts'
import type { IntakeItem } from './intake-item.ts'
import { itemDetail, type ItemSummary, summaryOf } from './item-detail.ts'
import type { Batch } from './plan-batches.ts'

/** What reading a batch gave. Its segments are on the disk, and are nothing until they are committed. */
export interface TakenBatch {
  readonly segments: readonly Segment[]
  readonly items: readonly TakenItem[]
  readonly failures: readonly IntakeFailure[]
}

/** What is kept of one item. */
export interface TakenItem {
  readonly sha256: string
  readonly summary: ItemSummary
  /** JSON: see item-detail.ts. */
  readonly detail: string
  /** See harvest-blob.ts. */
  readonly harvest: Uint8Array<ArrayBuffer>
}

/** An item of which nothing is kept, and why. */
export interface IntakeFailure {
  readonly sha256: string
  readonly path: string
  readonly problems: readonly Problem[]
}

/** Where a batch stands: the item being read, and those that ended since this was last told. */
export interface BatchProgress {
  readonly reading?: { readonly sha256: string; readonly at: HarvestProgress }
  readonly ended: readonly { readonly sha256: string; readonly summary: ItemSummary }[]
}

export interface BatchTools {
  readonly harvester: Harvester
  readonly writer: SegmentWriter
  readonly signal: AbortSignal
  progress(value: BatchProgress): void
}

const tellEveryMs = 200

/**
 * Reads the items of a batch one after the other and writes their events into segments they share. An item that cannot be read to its end is left out,
 * and what was written of it with it. Rejects where segments cannot be written or the signal is aborted; then no file is left behind.
 */
export async function takeBatch(batch: Batch, tools: BatchTools): Promise<TakenBatch> {
  const failures: IntakeFailure[] = []
  for (;;) {
    const rest = batch.filter(({ sha256 }) => !failures.some((failure) => failure.sha256 === sha256))
    const outcome = await takeItems(rest, tools)
    failures.push(...outcome.failures)
    if (outcome.kind === 'taken') return { segments: outcome.segments, items: outcome.items, failures }
  }
}

type Outcome =
  | {
      readonly kind: 'taken'
      readonly segments: readonly Segment[]
      readonly items: readonly TakenItem[]
      readonly failures: readonly IntakeFailure[]
    }
  /** An item that failed shares a segment with others already: all has to be written again without it. */
  | { readonly kind: 'spoilt'; readonly failures: readonly IntakeFailure[] }

async function takeItems(batch: Batch, tools: BatchTools): Promise<Outcome> {
  const { writer } = tools
  const teller = createTeller(tools)
  const items: TakenItem[] = []
  const failures: IntakeFailure[] = []
  try {
    for (const item of batch) {
      writer.begin(item.size)
      const harvest = await harvestItem(item, { ...tools, teller })
      const summary = summaryOf(harvest)
      teller.end(item, summary)
      if (isWhole(item, harvest)) {
        items.push({ sha256: item.sha256, summary, detail: itemDetail(harvest), harvest: packHarvest(harvest) })
        continue
      }
      failures.push({ sha256: item.sha256, path: item.path, problems: problemsOf(item, harvest) })
      if (writer.drop()) continue
      writer.discard()
      return { kind: 'spoilt', failures }
    }
    writer.flush()
    return { kind: 'taken', segments: writer.take(), items, failures }
  } catch (error) {
    writer.discard()
    throw error
  } finally {
    teller.flush()
  }
}

async function harvestItem(item: IntakeItem, tools: BatchTools & { teller: Teller }): Promise<FileHarvest> {
  const { teller, signal, writer } = tools
  try {
    return await tools.harvester(item, (at) => teller.reading(item, at), { signal, onEvent: writeTo(writer) })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    // A fault of ours in one file must not keep the others from being read.
    return unreadableHarvest(item.path, `Reading failed: ${messageOf(error)}`)
  }
}

/** Whatever keeps a segment from being written ends the batch: it is no fault of the item. */
function writeTo(writer: SegmentWriter): SegmentWriter['add'] {
  return (event, bytes, record) => {
    try {
      writer.add(event, bytes, record)
    } catch (error) {
      if (error instanceof AppError) throw error
      throw new AppError('unwritable', `Cannot keep events: ${messageOf(error)}`, { cause: error })
    }
  }
}

/** True where the file was read to its end, and was the one that was sealed. */
function isWhole({ sha256 }: IntakeItem, { readings, isChanged }: FileHarvest): boolean {
  return readings[0]?.sha256 === sha256 && isChanged !== true
}

function problemsOf(item: IntakeItem, { readings, problems }: FileHarvest): readonly Problem[] {
  if (readings.length === 0) return problems
  const message = `The file is not the one that was taken in any more: its SHA-256 was ${item.sha256}; bring it again from where it came`
  return [{ path: item.path, evidence: item.sha256, code: 'unreadable', message }]
}

interface Teller {
  reading(item: IntakeItem, at: HarvestProgress): void
  end(item: IntakeItem, summary: ItemSummary): void
  flush(): void
}

/** Messages between threads cost more than a small file: they are sent five times a second at most. */
function createTeller({ progress }: BatchTools): Teller {
  let ended: BatchProgress['ended'][number][] = []
  let told = performance.now()
  const isDue = (): boolean => performance.now() - told >= tellEveryMs
  const tell = (reading?: BatchProgress['reading']): void => {
    progress({ ended, ...(reading === undefined ? {} : { reading }) })
    ended = []
    told = performance.now()
  }
  return {
    reading(item, at) {
      if (isDue()) tell({ sha256: item.sha256, at })
    },
    end(item, summary) {
      ended.push({ sha256: item.sha256, summary })
      if (isDue()) tell()
    },
    flush() {
      if (ended.length > 0) tell()
    },
  }
}
