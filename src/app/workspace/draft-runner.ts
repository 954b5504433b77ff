import type { FileProgress } from '../../api/draft.ts'
import { AppError } from '../../base/error.ts'
import type { ItemProgress } from '../intake/intake-progress.ts'
import type { DraftRead, DraftReading, DraftReadingProgress } from '../workers/draft.ts'
import { runInWorkers } from '../workers/pool.ts'

/** An item of a draft, with the name it is shown by. */
export interface DraftItem {
  readonly sha256: string
  readonly name: string
  readonly size: number
}

/** Hears how far a draft is, and can stop it. */
export interface DraftWatch {
  progress(file: FileProgress): void
  readonly signal: AbortSignal
}

/** How long the files of a cancelled reading may take to be removed. */
const graceMs = 15_000

/** Reads evidence in threads of its own. Rejects with AppError `cancelled` once the signal is aborted. */
export async function runDraft(task: DraftReading, shown: readonly DraftItem[], watch: DraftWatch): Promise<DraftRead> {
  const byHash = new Map(shown.map((item) => [item.sha256, item]))
  const tell = (at: Pick<ItemProgress, 'sha256' | 'state' | 'bytes' | 'records' | 'events' | 'problems' | 'findings' | 'format'>): void => {
    const item = byHash.get(at.sha256)
    if (item !== undefined) watch.progress({ ...at, name: item.name, total: item.size })
  }
  const [read] = await runInWorkers<DraftReading, DraftRead>({
    worker: 'draft',
    setup: undefined,
    tasks: [task],
    threads: 1,
    // Our own worker built both values.
    result: (value) => value as DraftRead,
    onProgress: (_, value) => tell(value as DraftReadingProgress),
    signal: watch.signal,
    graceMs,
  }).catch((error: unknown) => {
    throw watch.signal.aborted ? new AppError('cancelled', 'The draft was cancelled', { cause: error }) : error
  })
  if (read === undefined) throw new Error('The draft worker gave no result')
  for (const { sha256, summary } of read.files) tell({ ...summary, sha256, bytes: byHash.get(sha256)?.size ?? 0 })
  return read
}
