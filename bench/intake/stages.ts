import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Batch } from '../../src/app/intake/plan-batches.ts'

/** A batch for a worker that only reads, or reads and writes. */
export interface StageTask {
  readonly batch: Batch
  readonly stage: 'read' | 'write'
  readonly folder: string
  readonly tag: string
}

/** Runs a part of an intake over batches on all cores; answers the number of events. */
export async function runStage(stage: StageTask['stage'], { batches, folder }: { batches: readonly Batch[]; folder: string }): Promise<number> {
  const queue = batches.map((batch, index): StageTask => ({ batch, stage, folder, tag: String(index) }))
  let events = 0
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./stage-worker.ts', import.meta.url))
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      worker.postMessage(task)
      events += await new Promise<number>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      })
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), batches.length) }, work))
  return events
}
