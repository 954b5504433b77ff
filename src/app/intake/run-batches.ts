import { randomBytes } from 'node:crypto'
import { AppError, messageOf } from '../../base/error.ts'
import { type Lane, openLane } from '../workers/lane.ts'
import type { IntakeSetup, IntakeTask } from '../workers/intake.ts'
import type { Batch } from './plan-batches.ts'
import type { BatchProgress, IntakeFailure, TakenBatch } from './take-batch.ts'

export interface BatchRun {
  readonly batches: readonly Batch[]
  readonly threads: number
  readonly setup: IntakeSetup
  /** Makes what a batch gave count. Batches are committed one at a time; the worker waits. */
  commit(batch: Batch, taken: TakenBatch): Promise<void>
  /** Removes the files of a batch that will not be committed, whatever it left; `tag` is part of their names. */
  discard(tag: string): Promise<void>
  /** Those of a batch that nobody else has read meanwhile. */
  stillUnread(batch: Batch): Promise<Batch>
  progress(value: BatchProgress): void
  failed(failures: readonly IntakeFailure[]): void
  readonly signal?: AbortSignal
}

/**
 * V8 lets a heap grow by its own idea of what is free: young objects beyond this are looked through sooner. A file whose findings need more than the old generation
 * may have ends its worker, and is a failure of its own.
 */
const memoryLimits = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 1024 }

/** A worker that reads heeds an abort at the next piece of its file. */
const graceMs = 10_000

interface State {
  readonly run: BatchRun
  readonly queue: Batch[]
  readonly failures: IntakeFailure[]
  /** Set where no more batches may be begun: nothing can be written, or the signal was aborted. */
  stopped: unknown
  tail: Promise<unknown>
}

/**
 * Reads batches on all lanes. A batch whose worker dies, or whose commit meets somebody else's, is cut in two and tried again, down to the one item that is to
 * blame. Where nothing more can be written, the other lanes end what they began, then it rejects; an aborted signal ends all, and nothing half is left.
 */
export async function runBatches(run: BatchRun): Promise<IntakeFailure[]> {
  run.signal?.throwIfAborted()
  const state: State = { run, queue: [...run.batches], failures: [], stopped: undefined, tail: Promise.resolve() }
  const lanes = Math.max(1, Math.min(run.threads, run.batches.length))
  await Promise.all(Array.from({ length: lanes }, () => work(state)))
  if (state.stopped === undefined) return state.failures
  run.signal?.throwIfAborted()
  throw state.stopped instanceof Error ? state.stopped : new Error(messageOf(state.stopped))
}

async function work(state: State): Promise<void> {
  let lane: Lane | undefined
  try {
    while (state.stopped === undefined) {
      const batch = state.queue.shift()
      if (batch === undefined) return
      lane ??= openLane('intake', state.run.setup, memoryLimits)
      if (await oneBatch(state, lane, batch)) continue
      await lane.close()
      lane = undefined
    }
  } catch (error) {
    state.stopped ??= error
  } finally {
    await lane?.close()
  }
}

/** False where the worker is of no more use. */
async function oneBatch(state: State, lane: Lane, batch: Batch): Promise<boolean> {
  const { run } = state
  const task: IntakeTask = { batch, tag: randomBytes(6).toString('hex') }
  let taken: TakenBatch
  try {
    taken = (await heeding(lane, task, run)) as TakenBatch // our own worker built it
  } catch (error) {
    await run.discard(task.tag)
    run.signal?.throwIfAborted()
    if (!(error instanceof AppError && error.code === 'worker')) throw error
    divide(state, batch, `Reading ended its worker: ${messageOf(error)}`)
    return false
  }
  const mine = state.tail.then(() => commitOrDiscard(state, task, taken))
  state.tail = mine.catch(() => undefined)
  await mine
  return true
}

async function commitOrDiscard(state: State, { batch, tag }: IntakeTask, taken: TakenBatch): Promise<void> {
  const { run } = state
  try {
    run.signal?.throwIfAborted()
    if (taken.items.length > 0) await run.commit(batch, taken)
    fail(state, taken.failures)
  } catch (error) {
    await run.discard(tag)
    if (!(error instanceof AppError && error.code === 'conflict')) throw error
    // Another process may have read some of them; then the others are tried again, else one of them is to blame.
    const rest = await run.stillUnread(batch)
    if (rest.length === batch.length) divide(state, batch, messageOf(error))
    else if (rest.length > 0) state.queue.unshift(rest)
  }
}

/** Two halves find the item that is to blame in few steps, and leave the others in few segments. */
function divide(state: State, batch: Batch, why: string): void {
  const [item] = batch
  if (item === undefined) return
  if (batch.length === 1) {
    const { sha256, path } = item
    fail(state, [{ sha256, path, problems: [{ path, evidence: sha256, code: 'unreadable', message: why }] }])
    return
  }
  const middle = batch.length >> 1
  state.queue.unshift(batch.slice(0, middle), batch.slice(middle))
}

function fail({ run, failures }: State, found: readonly IntakeFailure[]): void {
  if (found.length === 0) return
  failures.push(...found)
  run.failed(found)
}

async function heeding(lane: Lane, task: IntakeTask, run: BatchRun): Promise<unknown> {
  const { signal } = run
  const running = lane.run(task, (value) => run.progress(value as BatchProgress)) // our own worker built it
  let timer: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    lane.abort()
    timer = setTimeout(() => void lane.close(), graceMs)
  }
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await running
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
