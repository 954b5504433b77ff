import { workerData } from 'node:worker_threads'
import { createHarvester, type HarvestTask } from '../drafting/harvest-file.ts'
import { serveTasks } from './serve-tasks.ts'

/** Reads files one by one, detecting and counting while it reads; only counts, findings and problems leave the thread. */
const harvester = createHarvester(workerData)

serveTasks<HarvestTask>((task, { progress, signal }) => harvester(task, progress, { signal }))
