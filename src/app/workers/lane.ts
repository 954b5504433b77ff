import { type ResourceLimits, Worker } from 'node:worker_threads'
import { AppError } from '../../base/error.ts'
import { workerUrl } from './worker-url.ts'

/** What a worker is sent. */
export type WorkerOrder = { readonly kind: 'task'; readonly task: unknown } | { readonly kind: 'abort' }

/** What a worker sends back: where a task stands, its result, or why it failed. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly value: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly message: string; readonly code?: string; readonly stack?: string }

/** One worker thread and its one task at a time. */
export interface Lane {
  /** Resolves with what the task gave. Rejects with the task's own error, or with AppError `worker` where the thread ended: then the lane is of no more use. */
  run(task: unknown, onProgress?: (value: unknown) => void): Promise<unknown>
  /** Asks the running task to stop; it still answers, with a result where it was done already. */
  abort(): void
  close(): Promise<void>
}

/** Starts a worker by its file name in this folder, without the ending. */
export function openLane(name: string, setup: unknown, limits: ResourceLimits = {}): Lane {
  const worker = new Worker(workerUrl(name), { workerData: setup, resourceLimits: limits })
  let ended: unknown
  let fail: (error: unknown) => void = () => undefined
  const end = (error: unknown): void => {
    ended ??= error
    fail(ended)
  }
  worker.on('error', (error) =>
    end(new AppError('worker', `The ${name} worker ended early: ${error instanceof Error ? error.message : String(error)}`, { cause: error })),
  )
  worker.on('exit', (code) => end(new AppError('worker', `The ${name} worker ended early with code ${code}`)))
  const send = (order: WorkerOrder): void => worker.postMessage(order)
  return {
    run: (task, onProgress) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        const done = (settle: () => void): void => {
          worker.off('message', onMessage)
          fail = () => undefined
          settle()
        }
        const onMessage = (message: WorkerMessage): void => {
          if (message.kind === 'progress') onProgress?.(message.value)
          else if (message.kind === 'result') done(() => resolve(message.value))
          else done(() => reject(errorOf(message)))
        }
        fail = (error) => done(() => reject(error))
        worker.on('message', onMessage)
        send({ kind: 'task', task })
      }),
    abort: () => send({ kind: 'abort' }),
    close: async () => {
      await worker.terminate()
    },
  }
}

/** An error a user can act on stays one on this side. */
function errorOf({ message, code, stack }: WorkerMessage & { kind: 'failure' }): Error {
  return code === undefined ? new Error(message, { cause: stack }) : new AppError(code, message, { cause: stack })
}
