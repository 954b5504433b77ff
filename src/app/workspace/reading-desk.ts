import { randomUUID } from 'node:crypto'
import type { StartDraft } from '../../api/draft.ts'
import type { ReadingJob, ReadingStanding } from '../../api/reading.ts'
import { AppError } from '../../base/error.ts'
import { intakeItems } from '../intake/incident-items.ts'
import type { DataPlaces, IntakeJob } from '../intake/intake-job.ts'
import type { Intake } from '../intake/take-in.ts'
import { countItems } from '../searching/count-items.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { runInWorkers } from '../workers/pool.ts'
import type { ReadingProgress } from '../workers/reading.ts'
import type { TendTask } from '../workers/tend.ts'
import type { RecordBook } from './record-book.ts'

/** What the desk of readings works with. */
export interface ReadingTools {
  readonly store: RecordStore
  readonly records: RecordBook
  readonly places: DataPlaces
  fileOf(sha256: string): string
  /** True while a draft of the incident is being made: it reads what is missing itself. */
  isDrafting(id: string): boolean
  /** What the last draft was started with: evidence is read the same way, so that the next draft needs not read it again. */
  lastOptions(id: string): Promise<StartDraft>
  /** Hears of what failed in the background. */
  reportFault(error: unknown): void
}

export interface ReadingDesk {
  standing(id: string): Promise<ReadingStanding>
  /** Reads what is not read yet, in the background. `busy` where that goes on already, or a draft is being made. */
  start(id: string): Promise<void>
  cancel(id: string): Promise<void>
}

export interface ReadingJobs extends ReadingDesk {
  /** Puts the segments in order in the background, after evidence was read. */
  tend(id: string): void
  /** Ends whatever goes on for an incident. */
  end(id: string): Promise<void>
  close(): Promise<void>
}

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

/** How long the files of what is cancelled may take to be removed. */
const graceMs = 15_000
const nothingYet = { bytes: 0, totalBytes: 0, events: 0, items: 0, totalItems: 0, bytesPerSecond: 0, eventsPerSecond: 0, failures: 0 }

/** Reads evidence before anybody drafts, and puts the segments in order behind every reading. */
export function openReadingDesk(tools: ReadingTools): ReadingJobs {
  const jobs = new Map<string, ReadingJob>()
  const reading = new Map<string, Running>()
  const tending = new Map<string, Running>()
  const again = new Set<string>()
  const tend = (id: string): void => {
    // What came while it was going on may not have been seen.
    again.add(id)
    begin(tending, id, async (signal) => {
      while (!signal.aborted && again.delete(id)) await tendOnce(id, tools, signal)
    })
  }
  const stop = async (all: Map<string, Running>, id: string): Promise<void> => {
    const running = all.get(id)
    running?.controller.abort(new AppError('cancelled', 'It was cancelled'))
    await running?.ended
  }
  const end = async (id: string): Promise<void> => {
    await stop(reading, id)
    await stop(tending, id)
  }
  return {
    tend,
    end,
    async standing(id) {
      await tools.records.open(id)
      return { ...(await countItems(id, tools.store)), job: jobs.get(id) ?? null }
    },
    async start(id) {
      await tools.records.open(id)
      if (reading.has(id) || tools.isDrafting(id)) throw new AppError('busy', `The evidence of ${id} is being read already`)
      jobs.set(id, { ...nothingYet, state: 'running' })
      const tell = (change: Partial<ReadingJob>): void => void jobs.set(id, { ...(jobs.get(id) ?? { ...nothingYet, state: 'running' }), ...change })
      begin(reading, id, async (signal) => {
        await readOnce(id, { tools, signal, tell })
        tend(id)
      })
    },
    cancel: async (id) => {
      await tools.records.open(id)
      await stop(reading, id)
    },
    close: async () => {
      await Promise.all([...new Set([...reading.keys(), ...tending.keys()])].map(end))
    },
  }
}

/** `work` never rejects. */
function begin(all: Map<string, Running>, id: string, work: (signal: AbortSignal) => Promise<void>): void {
  if (all.has(id)) return
  const controller = new AbortController()
  const ended = Promise.resolve()
    .then(() => work(controller.signal))
    .finally(() => all.delete(id))
  all.set(id, { controller, ended })
}

async function readOnce(
  id: string,
  { tools, signal, tell }: { tools: ReadingTools; signal: AbortSignal; tell(change: Partial<ReadingJob>): void },
): Promise<void> {
  try {
    const items = intakeItems(await tools.store.evidence(id), tools.fileOf, await tools.lastOptions(id))
    const [intake] = await runInWorkers<IntakeJob, Intake>({
      worker: 'reading',
      setup: undefined,
      tasks: [{ incident: id, items, places: tools.places }],
      threads: 1,
      // Our own worker built both values.
      result: (value) => value as Intake,
      onProgress: (_, value) => {
        const news = value as ReadingProgress
        if ('all' in news) tell(news.all)
      },
      signal,
      graceMs,
    })
    tell({ state: 'done', failures: intake?.failures.length ?? 0 })
  } catch (error) {
    if (!signal.aborted && !(error instanceof AppError)) tools.reportFault(error)
    tell(signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: failureOf(error) })
  }
}

function failureOf(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return { code: 'fault', message: 'Hindcast failed at reading; what happened stands in its terminal. The evidence is kept' }
}

async function tendOnce(id: string, { places, reportFault }: ReadingTools, signal: AbortSignal): Promise<void> {
  const task: TendTask = { incident: id, places, tag: randomUUID().slice(0, 8) }
  try {
    await runInWorkers({ worker: 'tend', setup: undefined, tasks: [task], threads: 1, result: () => true, signal, graceMs })
  } catch (error) {
    if (!signal.aborted) reportFault(error)
  }
}
