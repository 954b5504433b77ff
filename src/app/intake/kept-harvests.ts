import type { Problem } from '../../model/problem.ts'
import type { SegmentLedger } from '../../store/events/segments.ts'
import { type FileHarvest, unreadableHarvest } from '../drafting/harvest-file.ts'
import { unpackHarvest } from './harvest-blob.ts'
import type { IntakeItem } from './intake-item.ts'
import { type IntakeRequest, takeIn } from './take-in.ts'
import type { IntakeFailure } from './take-batch.ts'

/**
 * What every item gave, in the order of the items: those that are not read yet are read now, of the others it was kept. An item that cannot be read is there
 * with its problems only.
 */
export async function harvestItems(request: IntakeRequest): Promise<FileHarvest[]> {
  const { failures } = await takeIn(request)
  const first = await keptHarvests(request, failures)
  if (first.damaged.length === 0) return first.harvests
  const again = await takeIn({ ...request, again: new Set(first.damaged) })
  return (await keptHarvests(request, [...failures, ...again.failures])).harvests
}

interface Kept {
  readonly harvests: FileHarvest[]
  /** SHA-256 of items of which nothing usable is kept. */
  readonly damaged: string[]
}

async function keptHarvests(request: IntakeRequest, failures: readonly IntakeFailure[]): Promise<Kept> {
  const failed = new Map(failures.map((failure) => [failure.sha256, failure]))
  const kept: Kept = { harvests: [], damaged: [] }
  for (const item of request.items) {
    request.signal?.throwIfAborted()
    const failure = failed.get(item.sha256)
    const harvest =
      item.isContainer === true ? containerHarvest(item) : failure === undefined ? await keptHarvest(request, item) : failedHarvest(failure)
    if (harvest === undefined) kept.damaged.push(item.sha256)
    kept.harvests.push(
      harvest === undefined ? unreadableHarvest(item.path, 'What reading gave cannot be read back: read the item again') : withParent(harvest, item),
    )
  }
  return kept
}

async function keptHarvest(
  { ledger, incident }: { ledger: SegmentLedger; incident: string },
  { sha256 }: IntakeItem,
): Promise<FileHarvest | undefined> {
  const bytes = await ledger.harvest(incident, sha256)
  return bytes === undefined ? undefined : unpackHarvest(bytes)
}

function failedHarvest({ path, problems }: IntakeFailure): FileHarvest {
  const listed: readonly Problem[] = problems
  return { ...unreadableHarvest(path, ''), problems: listed, problemCount: listed.length, failures: listed.length }
}

/** A container is an item of the record, though nothing is read of it. */
function containerHarvest({ sha256, size, path, modifiedMs }: IntakeItem): FileHarvest {
  const modified = modifiedMs === undefined ? {} : { modified: new Date(modifiedMs).toISOString() }
  const nothing = { ...unreadableHarvest(path, ''), problems: [], problemCount: 0, failures: 0 }
  return { ...nothing, readings: [{ sha256, size, path, records: 0, events: 0, problems: 0, ...modified }] }
}

export function withParent(harvest: FileHarvest, { parent }: IntakeItem): FileHarvest {
  const [first, ...rest] = harvest.readings
  return parent === undefined || first === undefined ? harvest : { ...harvest, readings: [{ ...first, parent }, ...rest] }
}
