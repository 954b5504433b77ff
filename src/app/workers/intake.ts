import { workerData } from 'node:worker_threads'
import { createSegmentMemory, createSegmentWriter } from '../../store/events/segment-writer.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { createHarvester } from '../drafting/harvest-file.ts'
import type { Batch } from '../intake/plan-batches.ts'
import { takeBatch } from '../intake/take-batch.ts'
import { programVersion } from '../version.ts'
import { serveTasks } from './serve-tasks.ts'

/** What a worker of an intake is given once. */
export interface IntakeSetup {
  readonly rules: readonly Rule[]
  /** Folder of the incident's segments. */
  readonly folder: string
  /** Name of the process, from `segmentWriterName`. */
  readonly writer: string
}

/** A batch to be read; names of its segments begin with the writer's and its tag. */
export interface IntakeTask {
  readonly batch: Batch
  readonly tag: string
}

/** Reads batches of evidence items, detecting and writing segments while it reads; only counts, findings and problems leave the thread. */
const { rules, folder, writer: name } = workerData as IntakeSetup // take-in.ts gives it
const harvester = createHarvester(rules)
const memory = createSegmentMemory()

serveTasks<IntakeTask>(async ({ batch, tag }, { progress, signal, transfer }) => {
  const writer = createSegmentWriter({ folder, writer: name, tag, program: `Hindcast ${programVersion}`, memory })
  const taken = await takeBatch(batch, { harvester, writer, signal, progress })
  transfer(taken.items.map(({ harvest }) => harvest.buffer))
  return taken
})
