import type { DraftJob, FileProgress } from '../../api/draft.ts'
import type { WorkspaceEvent } from './workspace.ts'

/** The newest state of a job and its files, told at most every `everyMs` however often it changes. */
export interface DraftProgress {
  readonly job: DraftJob
  readonly files: readonly FileProgress[]
  update(change: Partial<DraftJob>): void
  updateFile(file: FileProgress): void
  /** Tells what has not been told yet, and stops. */
  finish(change: Partial<DraftJob>): void
}

/** `publish` gets the job and the files that changed since it was last called. Totals of the job are the sums over its files. */
export function createDraftProgress(given: {
  job: DraftJob
  files: readonly FileProgress[]
  everyMs: number
  publish(event: WorkspaceEvent): void
}): DraftProgress {
  const files = new Map(given.files.map((file) => [file.sha256, file]))
  const changed = new Set<string>(files.keys())
  let job = withTotals(given.job, files)
  let timer: NodeJS.Timeout | undefined

  const tell = (): void => {
    timer = undefined
    job = withTotals(job, files)
    given.publish({ event: 'job', data: job })
    const news = [...changed].flatMap((sha256) => files.get(sha256) ?? [])
    changed.clear()
    if (news.length > 0) given.publish({ event: 'files', data: news })
  }
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, given.everyMs)
  }
  return {
    get job() {
      return withTotals(job, files)
    },
    get files() {
      return [...files.values()]
    },
    update(change) {
      job = { ...job, ...change }
      tellSoon()
    },
    updateFile(file) {
      files.set(file.sha256, file)
      changed.add(file.sha256)
      tellSoon()
    },
    finish(change) {
      job = { ...job, ...change }
      clearTimeout(timer)
      tell()
    },
  }
}

function withTotals(job: DraftJob, files: ReadonlyMap<string, FileProgress>): DraftJob {
  const totals = { bytes: 0, totalBytes: 0, records: 0, events: 0, problems: 0, findings: 0 }
  for (const file of files.values()) {
    totals.bytes += file.bytes
    totals.totalBytes += file.total
    totals.records += file.records
    totals.events += file.events
    totals.problems += file.problems
    totals.findings += file.findings
  }
  return { ...job, ...totals }
}
