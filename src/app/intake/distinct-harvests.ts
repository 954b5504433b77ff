import { AppError } from '../../base/error.ts'
import { listRepetitions, type Repetition, repeatedOffsets } from '../../store/events/repeated-events.ts'
import { createHarvester, type FileHarvest, type Harvester } from '../drafting/harvest-file.ts'
import type { ItemReadingChange } from '../../store/events/segments.ts'
import { packHarvest } from './harvest-blob.ts'
import type { IntakeItem } from './intake-item.ts'
import { harvestItems, withParent } from './kept-harvests.ts'
import type { IntakeRequest } from './take-in.ts'
import { markRepeats, type TendStore, tendPlace } from './tend-events.ts'

export interface DistinctRequest extends IntakeRequest {
  readonly ledger: TendStore
  /** Sets the names of new files apart from all others of the process. */
  readonly tag: string
}

/**
 * What every item gave, in the order of the items, an event that stands in several of them counted once: with the item that came first. Items whose events
 * repeat others are read once more for that, and what they give then is kept as well.
 */
export async function harvestDistinct(request: DistinctRequest): Promise<FileHarvest[]> {
  const harvests = await harvestItems(request)
  const { incident, ledger, folder, writer, tag, signal } = request
  const place = tendPlace({ incident, store: ledger, folder, writer, tag, signal })
  await markRepeats(place)
  const stale = staleOf({ request, harvests, repetitions: await listRepetitions(place) })
  if (stale.length === 0) return harvests
  const rows = new Map((await ledger.readings(incident)).map((row) => [row.sha256, row]))
  const harvester = createHarvester(request.rules)
  for (const group of inGroups(stale)) {
    const offsets = await repeatedOffsets(
      place,
      group.flatMap(({ read }) => read),
    )
    for (const one of group) {
      const again = await readAgain(one, { request, harvester, offsets })
      if (again === undefined) continue
      harvests[one.index] = withParent(again, one.item)
      const row = rows.get(one.item.sha256)
      if (row !== undefined) await keep({ ...row, harvest: packHarvest(again) }, request)
    }
  }
  return harvests
}

/** An item of which other records repeat others than when it was harvested. */
interface Stale {
  readonly index: number
  readonly item: IntakeItem
  readonly mark: string
  /** SHA-256 of what its repeating events were read from. */
  readonly read: readonly string[]
  readonly repeats: number
}

interface Standing {
  readonly request: DistinctRequest
  readonly harvests: readonly FileHarvest[]
  readonly repetitions: readonly Repetition[]
}

function staleOf({ request, harvests, repetitions }: Standing): Stale[] {
  const known = new Map(repetitions.map((repetition) => [repetition.evidence, repetition]))
  return request.items.flatMap((item, index) => {
    const harvest = harvests[index]
    const of = harvest?.readings.flatMap(({ sha256 }) => known.get(sha256) ?? []) ?? []
    const mark = of.map((one) => `${one.evidence.slice(0, 16)}:${one.mark}`).join(' ')
    if (harvest === undefined || mark === (harvest.repeats?.mark ?? '')) return []
    return [{ index, item, mark, read: of.map(({ evidence }) => evidence), repeats: of.reduce((sum, { repeats }) => sum + repeats, 0) }]
  })
}

/** Records that are looked up at a time. */
const mostAtOnce = 300_000

function inGroups(stale: readonly Stale[]): Stale[][] {
  const groups: Stale[][] = []
  let left = 0
  for (const one of stale) {
    const group = groups.at(-1)
    if (group === undefined || one.repeats > left) {
      groups.push([one])
      left = mostAtOnce - one.repeats
    } else {
      group.push(one)
      left -= one.repeats
    }
  }
  return groups
}

interface Reading {
  readonly request: DistinctRequest
  readonly harvester: Harvester
  readonly offsets: ReadonlyMap<string, Float64Array>
}

/** Undefined where it cannot be read as it was read before. */
async function readAgain({ item, mark, read }: Stale, { request, harvester, offsets }: Reading): Promise<FileHarvest | undefined> {
  const own = new Map(read.map((sha256) => [sha256, offsets.get(sha256) ?? new Float64Array()]))
  const again = await harvester(item, () => undefined, {
    ...(mark === '' ? {} : { repeats: { mark, offsets: own } }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  })
  return again.readings[0]?.sha256 === item.sha256 && again.isChanged !== true ? again : undefined
}

/** Keeps it for the next draft, unless another process read the item anew meanwhile. */
async function keep(reading: ItemReadingChange, { ledger, incident }: DistinctRequest): Promise<void> {
  try {
    await ledger.commitSegments(incident, { add: [], remove: [], forget: [reading.sha256], readings: [reading] })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
}
