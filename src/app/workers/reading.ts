import { type IntakeJob, ownRules, withIntake } from '../intake/intake-job.ts'
import type { IntakeProgress, ItemProgress } from '../intake/intake-progress.ts'
import { takeIn } from '../intake/take-in.ts'
import { serveTasks } from './serve-tasks.ts'

/** Told while evidence is read. */
export type ReadingProgress = { readonly item: ItemProgress } | { readonly all: IntakeProgress }

/** Reads what of an incident's evidence is not read yet, in a thread of its own: the server keeps answering meanwhile. */
serveTasks<IntakeJob>(async (job, { progress, signal }) => {
  const tell = (news: ReadingProgress): void => progress(news)
  return withIntake(job, await ownRules(), (request) =>
    takeIn({ ...request, signal, onItem: (item) => tell({ item }), onProgress: (all) => tell({ all }) }),
  )
})
