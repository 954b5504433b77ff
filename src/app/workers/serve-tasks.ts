import { parentPort } from 'node:worker_threads'
import { messageOf } from '../../base/error.ts'
import type { WorkerMessage } from './pool.ts'

/** The other side of the pool: runs each task it is sent and answers with its result, or with why it failed. */
export function serveTasks<Task>(run: (task: Task, progress: (value: unknown) => void) => Promise<unknown>): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker only')
  const send = (message: WorkerMessage): void => port.postMessage(message)
  port.on('message', (task: Task) => {
    run(task, (value) => send({ kind: 'progress', value })).then(
      (value) => send({ kind: 'result', value }),
      (error: unknown) =>
        send({ kind: 'failure', message: messageOf(error), ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) }),
    )
  })
}
