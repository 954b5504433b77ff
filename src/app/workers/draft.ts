import { type HarvestRequest, harvestEvidence } from '../drafting/harvest.ts'
import { serveTasks } from './serve-tasks.ts'

/** Where one file of a draft stands, told while it is read. */
export type DraftTaskProgress = Parameters<NonNullable<HarvestRequest['onProgress']>>

/** Reads the evidence of one draft and puts together what it gave, in a thread of its own: the server keeps answering meanwhile. */
serveTasks<Pick<HarvestRequest, 'files' | 'rules' | 'known' | 'preserved'>>((task, progress) =>
  harvestEvidence({ ...task, onProgress: (...at) => progress(at satisfies DraftTaskProgress) }),
)
