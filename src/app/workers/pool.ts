import { Worker } from 'node:worker_threads'
import { AppError } from '../../base/error.ts'
import { workerUrl } from './worker-url.ts'

/** What a worker sends back: where a task stands, its result, or why it failed. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly value: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly message: string; readonly stack?: string }

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
}

/**
 * Runs tasks in worker threads, one at a time in each, and ends the threads. A task that fails ends all with an error that names it;
 * an aborted signal ends all at once.
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
    await Promise.all(Array.from({ length: count }, () => runOne({ request, take, results, stop })))
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  return tasks.map((_, index) => {
    const result = results.get(index)
    if (result === undefined) throw new AppError('worker', `The ${request.worker} worker gave no result for task ${index + 1}`)
    return result
  })
}

interface Lane<Task, Result> {
  readonly request: PoolRequest<Task, Result>
  readonly take: () => number | undefined
  readonly results: Map<number, Result>
  readonly stop: AbortController
}

async function runOne<Task, Result>({ request, take, results, stop }: Lane<Task, Result>): Promise<void> {
  const worker = new Worker(workerUrl(request.worker), { workerData: request.setup })
  try {
    for (let index = take(); index !== undefined; index = take()) {
      const value = await oneTask({ worker, request, index, signal: stop.signal })
      results.set(index, request.result(value))
    }
  } catch (error) {
    stop.abort(error)
    throw error
  } finally {
    await worker.terminate()
  }
}

function oneTask<Task, Result>(given: { worker: Worker; request: PoolRequest<Task, Result>; index: number; signal: AbortSignal }): Promise<unknown> {
  const { worker, request, index, signal } = given
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    const onMessage = (message: WorkerMessage): void => {
      if (message.kind === 'progress') request.onProgress?.(index, message.value)
      else if (message.kind === 'result') done(() => resolve(message.value))
      else done(() => reject(new Error(message.message, { cause: message.stack })))
    }
    const onError = (error: unknown): void => done(() => reject(error))
    const onExit = (code: number): void => done(() => reject(new AppError('worker', `The ${request.worker} worker ended early with code ${code}`)))
    const onAbort = (): void => done(() => reject(signal.reason))
    if (signal.aborted) return reject(signal.reason)
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    signal.addEventListener('abort', onAbort, { once: true })
    worker.postMessage(request.tasks[index])
  })
}
