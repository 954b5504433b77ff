import { AppError } from '../../base/error.ts'
import { compactSegments, mendSegments } from '../../store/events/compact.ts'
import { applyCorrections } from '../../store/events/correct-clocks.ts'
import { MissingSegmentError } from '../../store/events/search-error.ts'
import { segmentFolder, segmentNames } from '../../store/events/segment-file.ts'
import type { SegmentPlace } from '../../store/events/segment-maker.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { findDuplicates } from './find-duplicates.ts'
import { readItemDetail } from './item-detail.ts'

/** What putting events in order needs of the records. */
export type TendStore = Pick<RecordStore, keyof SegmentPlace['ledger'] | 'evidence' | 'clockCorrections'>

/** Whose events are put in order, and by whom. */
export interface TendPlace extends SegmentPlace {
  readonly ledger: TendStore
  /** Name of this process, from `segmentWriterName` in its main thread. */
  readonly writer: string
}

export interface TendRequest {
  readonly incident: string
  readonly store: TendStore
  /** The data folder. */
  readonly folder: string
  readonly writer: string
  /** Sets the names of new files apart from all others of the process. */
  readonly tag: string
  readonly signal?: AbortSignal | undefined
}

export function tendPlace({ incident, store, folder, writer, tag, signal }: TendRequest): TendPlace {
  return {
    incident,
    ledger: store,
    folder: segmentFolder(folder, incident),
    writer,
    newName: segmentNames(writer, tag),
    now: () => Date.now(),
    ...(signal === undefined ? {} : { signal }),
  }
}

/** Segments that were made anew. */
export interface Tended {
  readonly clocks: number
  readonly duplicates: number
}

/**
 * Puts the events of an incident in order behind an intake: sweeps what killed writers left, puts small segments together, corrects the times of sources whose
 * clock is known to be off, and finds what is there twice. Rejects with AppError `cancelled`, `no-space`, `busy` …; whatever was done by then stays.
 */
export async function tendEvents(place: TendPlace): Promise<Tended> {
  await mendSegments(place)
  await compactSegments(place)
  return { clocks: await correctClocks(place), duplicates: await markRepeats(place) }
}

/** Brings the corrected times of all events in line with the corrections in force. Answers how many segments changed. */
export async function correctClocks(place: TendPlace): Promise<number> {
  return persistently(async () => applyCorrections(place, await place.ledger.clockCorrections(place.incident)))
}

/** Finds the events that repeat others anew. Answers how many segments changed. */
export async function markRepeats(place: TendPlace): Promise<number> {
  return persistently(async () => findDuplicates(place, await readOrder(place)))
}

/** SHA-256 that events were read from, in the order in which the items came. */
async function readOrder({ incident, ledger }: TendPlace): Promise<string[]> {
  const [rows, readings] = await Promise.all([ledger.evidence(incident), ledger.readings(incident)])
  const details = new Map(readings.map(({ sha256, detail }) => [sha256, readItemDetail(detail)]))
  return rows.flatMap(({ sha256 }) => [sha256, ...(details.get(sha256)?.items ?? [])])
}

/** Each try needs another process to have changed the segments meanwhile. */
const mostTries = 20

async function persistently(work: () => Promise<number>): Promise<number> {
  for (let left = mostTries; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      const isMeanwhile = error instanceof MissingSegmentError || (error instanceof AppError && error.code === 'conflict')
      if (!isMeanwhile) throw error
      if (left === 0) throw new AppError('busy', 'Another process keeps changing the events: try again when it is done', { cause: error })
    }
  }
}
