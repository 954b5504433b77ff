import { parentPort, type Transferable } from 'node:worker_threads'
import { AppError, messageOf } from '../../base/error.ts'
import type { WorkerMessage, WorkerOrder } from './lane.ts'

/** What a task is given besides itself. */
export interface TaskTools {
  progress(value: unknown): void
  /** Aborted where the result is no longer wanted. A task that leaves files behind must heed it. */
  readonly signal: AbortSignal
  /** Hands these over with the result instead of copying them. */
  transfer(parts: readonly Transferable[]): void
}

/** The other side of a lane: runs each task it is sent and answers with its result, or with why it failed. */
export function serveTasks<Task>(run: (task: Task, tools: TaskTools) => Promise<unknown>): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker only')
  const send = (message: WorkerMessage, transfer: readonly Transferable[] = []): void => port.postMessage(message, transfer)
  let controller = new AbortController()
  port.on('message', (order: WorkerOrder) => {
    if (order.kind === 'abort') {
      controller.abort(new AppError('cancelled', 'The task was cancelled'))
      return
    }
    controller = new AbortController()
    const handed: Transferable[] = []
    const tools = {
      progress: (value: unknown) => send({ kind: 'progress', value }),
      signal: controller.signal,
      transfer: (parts: readonly Transferable[]) => handed.push(...parts),
    }
    run(order.task as Task, tools).then(
      // our own program sent it
      (value) => send({ kind: 'result', value }, handed),
      (error: unknown) => send(failureOf(error)),
    )
  })
}

function failureOf(error: unknown): WorkerMessage {
  return {
    kind: 'failure',
    message: messageOf(error),
    ...(error instanceof AppError ? { code: error.code } : {}),
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  }
}
