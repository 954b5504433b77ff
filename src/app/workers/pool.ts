import { AppError } from '../../base/error.ts'
import { type Lane, openLane } from './lane.ts'

/** Tasks for one kind of worker; results come in the order of the tasks. */
export interface PoolRequest<Task, Result> {
  /** File name in this folder, without its ending. */
  readonly worker: string
  /** Given to every worker once. */
  readonly setup: unknown
  readonly tasks: readonly Task[]
  readonly threads: number
  /** Checks and types what a worker sent. */
  readonly result: (value: unknown) => Result
  readonly onProgress?: (index: number, value: unknown) => void
  readonly signal?: AbortSignal
  /** How long an aborted task may clean up before its thread is ended; not at all where absent. */
  readonly graceMs?: number
}

/**
 * Runs tasks in worker threads, one at a time in each, and ends the threads. A task that fails ends all with an error that names it;
 * an aborted signal ends all, at once or after `graceMs`.
 */
export async function runInWorkers<Task, Result>(request: PoolRequest<Task, Result>): Promise<Result[]> {
  const { tasks, signal } = request
  signal?.throwIfAborted()
  const results = new Map<number, Result>()
  let next = 0
  const take = (): number | undefined => (next < tasks.length ? next++ : undefined)
  const count = Math.max(1, Math.min(request.threads, tasks.length))
  if (tasks.length === 0) return []
  const stop = new AbortController()
  const abort = (): void => stop.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await Promise.all(Array.from({ length: count }, () => runLane({ request, take, results, stop })))
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  return tasks.map((_, index) => {
    const result = results.get(index)
    if (result === undefined) throw new AppError('worker', `The ${request.worker} worker gave no result for task ${index + 1}`)
    return result
  })
}

interface LaneRun<Task, Result> {
  readonly request: PoolRequest<Task, Result>
  readonly take: () => number | undefined
  readonly results: Map<number, Result>
  readonly stop: AbortController
}

async function runLane<Task, Result>({ request, take, results, stop }: LaneRun<Task, Result>): Promise<void> {
  const lane = openLane(request.worker, request.setup)
  try {
    for (let index = take(); index !== undefined; index = take()) {
      const value = await oneTask({ lane, request, index, signal: stop.signal })
      results.set(index, request.result(value))
    }
  } catch (error) {
    stop.abort(error)
    throw error
  } finally {
    await lane.close()
  }
}

async function oneTask<Task, Result>(given: {
  lane: Lane
  request: PoolRequest<Task, Result>
  index: number
  signal: AbortSignal
}): Promise<unknown> {
  const { lane, request, index, signal } = given
  signal.throwIfAborted()
  const running = lane.run(request.tasks[index], (value) => request.onProgress?.(index, value))
  let onAbort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      lane.abort()
      const end = (): void => reject(signal.reason)
      const timer = setTimeout(end, request.graceMs ?? 0)
      running.then(end, end).finally(() => clearTimeout(timer))
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([running, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
