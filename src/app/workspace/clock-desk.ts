import type { changeClockSchema, ClocksAnswer } from '../../api/clocks.ts'
import type { z } from 'zod'
import { AppError } from '../../base/error.ts'
import { changeClock, type ClockView, proposalWords, viewClocks } from '../evidence/clocks.ts'
import type { EvidencePlace } from '../evidence/evidence-place.ts'
import type { RecordBook } from './record-book.ts'

/** What the desk of clocks works with. */
export interface ClockTools {
  readonly place: EvidencePlace
  readonly records: RecordBook
  reportFault(error: unknown): void
}

export interface ClockDesk {
  view(id: string, signal?: AbortSignal): Promise<ClocksAnswer>
  /** Starts a change; it goes on in the background. `busy` while one is going on. */
  start(id: string, change: z.output<typeof changeClockSchema>): Promise<void>
}

type Job = NonNullable<ClocksAnswer['job']>

/** Compares clocks, and changes one of an incident at a time. */
export function openClockDesk({ place, records, reportFault }: ClockTools): ClockDesk & { close(): Promise<void> } {
  const jobs = new Map<string, Job>()
  const running = new Map<string, Promise<void>>()
  const controller = new AbortController()
  return {
    async view(id, signal) {
      await records.open(id)
      const { clocks, others } = await viewClocks(id, place, signal)
      return { clocks: clocks.map(shown), others: others.map((one) => ({ ...one })), job: jobs.get(id) ?? null }
    },
    async start(id, { offsetMs, uncertaintyMs, by, why, ...source }) {
      await records.open(id)
      if (running.has(id)) throw new AppError('busy', `A clock of ${id} is being corrected already: wait until that is done`)
      jobs.set(id, { state: 'running' })
      const change = { source, why, told: { by }, ...(offsetMs === undefined ? {} : { correction: { offsetMs, uncertaintyMs } }) }
      const work = changeClock(id, change, place, controller.signal).then(
        () => void jobs.set(id, { state: 'done' }),
        (error: unknown) => {
          if (!(error instanceof AppError)) reportFault(error)
          jobs.set(id, {
            state: 'failed',
            error: error instanceof AppError ? error.message : 'Hindcast failed; what happened stands in its terminal',
          })
        },
      )
      running.set(
        id,
        work.finally(() => running.delete(id)),
      )
    },
    async close() {
      controller.abort()
      await Promise.all(running.values())
    },
  }
}

function shown({ name, dataset, host, events, evidence, proposal, applied }: ClockView): ClocksAnswer['clocks'][number] {
  return {
    name,
    dataset,
    host,
    events,
    items: evidence.length,
    ...(proposal === undefined ? {} : { proposal: { ...proposal, words: proposalWords(proposal) } }),
    ...(applied === undefined ? {} : { applied: { ...applied } }),
  }
}
