import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Problem } from '../../model/problem.ts'
import { workerUrl } from '../workers/worker-url.ts'
import { createProblemLedger, type ProblemLedger } from './problems.ts'
import type { ReadProgress } from './read-evidence.ts'
import type { JobResult, ReadJob } from './read-job.ts'

/** What a worker is started with: the consumers to run, each with its settings. */
export interface WorkerSetup {
  readonly consumers: Readonly<Record<string, unknown>>
}

export interface WorkerTask {
  readonly job: ReadJob
}

export type WorkerReply =
  | { readonly kind: 'problems'; readonly problems: Problem[] }
  | { readonly kind: 'progress'; readonly progress: ReadProgress }
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly message: string }

/** One file after reading. */
export interface FileReading extends JobResult {
  readonly path: string
  /** At most a thousand, then one that counts the rest. */
  readonly problems: readonly Problem[]
  /** Exact. */
  readonly problemCount: number
}

export interface ReadFilesRequest {
  readonly files: readonly ReadJob[]
  /** Consumers to run beside the reading, by name, with their settings. */
  readonly consumers: Readonly<Record<string, unknown>>
  /** Workers at the same time; the machine's cores where absent, never more than files. */
  readonly workers?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (path: string, progress: ReadProgress) => void
  /** Every problem, also beyond those kept. */
  readonly onProblem?: (problem: Problem) => void
  readonly onFile?: (reading: FileReading) => void
}

/**
 * Reads files in parallel, one worker a file. The readings come back in the order of the files. A worker that dies costs its file, which
 * then has a problem that says so. Rejects only when the signal aborts.
 */
export async function readFiles(request: ReadFilesRequest): Promise<FileReading[]> {
  const readings: FileReading[] = []
  const queue = request.files.map((job, index) => ({ job, index }))
  const lanes = Math.max(1, Math.min(request.workers ?? availableParallelism(), request.files.length))
  const drain = async (): Promise<void> => {
    const lane = new Lane(request)
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        request.signal?.throwIfAborted()
        const reading = await lane.read(next.job)
        readings[next.index] = reading
        request.onFile?.(reading)
      }
    } finally {
      await lane.close()
    }
  }
  await Promise.all(Array.from({ length: lanes }, drain))
  return readings
}

/** Owns one worker thread, and a new one where that died. */
class Lane {
  private readonly request: ReadFilesRequest
  private worker: Worker | undefined

  constructor(request: ReadFilesRequest) {
    this.request = request
  }

  async read(job: ReadJob): Promise<FileReading> {
    const ledger = createProblemLedger(job.path)
    const result = await this.run(job, ledger)
    return { path: job.path, ...result, problems: ledger.list(), problemCount: ledger.count() }
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = undefined
  }

  private run(job: ReadJob, ledger: ProblemLedger): Promise<JobResult> {
    const { signal, consumers } = this.request
    const worker = (this.worker ??= new Worker(workerUrl('read'), { workerData: { consumers } satisfies WorkerSetup }))
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        for (const name of ['message', 'error', 'exit']) worker.removeAllListeners(name)
        signal?.removeEventListener('abort', abort)
        finish()
      }
      const abort = (): void => settle(() => reject(signal?.reason))
      const lose = (message: string): void => settle(() => resolve(this.lost(job, ledger, message)))
      worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'done') settle(() => resolve(reply.result))
        else if (reply.kind === 'failed') settle(() => resolve(this.failed(job, ledger, reply.message)))
        else this.take(job, ledger, reply)
      })
      worker.on('error', (error) => lose(error.message))
      worker.on('exit', () => lose('its worker ended'))
      signal?.addEventListener('abort', abort, { once: true })
      worker.postMessage({ job } satisfies WorkerTask)
    })
  }

  private take(job: ReadJob, ledger: ProblemLedger, reply: Extract<WorkerReply, { kind: 'problems' | 'progress' }>): void {
    if (reply.kind === 'progress') this.request.onProgress?.(job.path, reply.progress)
    else for (const problem of reply.problems) this.note(ledger, problem)
  }

  private note(ledger: ProblemLedger, problem: Problem): void {
    ledger.add(problem)
    this.request.onProblem?.(problem)
  }

  private failed(job: ReadJob, ledger: ProblemLedger, message: string): JobResult {
    this.note(ledger, { path: job.path, code: 'unreadable', message: `Reading failed: ${message}` })
    return { items: [], results: {} }
  }

  private lost(job: ReadJob, ledger: ProblemLedger, message: string): JobResult {
    this.worker = undefined
    return this.failed(job, ledger, message)
  }
}
