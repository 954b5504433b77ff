import type { FileProgress, StartDraft } from '../../api/draft.ts'
import { AppError } from '../../base/error.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { HarvestTask } from '../drafting/harvest-file.ts'
import type { Harvested } from '../drafting/harvest.ts'
import type { Provenances } from '../drafting/provenance.ts'
import { zoneFor } from '../reading/zones.ts'
import type { DraftRead, DraftReading, DraftReadingProgress } from '../workers/draft.ts'
import { runInWorkers } from '../workers/pool.ts'

/** What a draft is made of. */
export interface DraftTask {
  readonly evidence: readonly DraftItem[]
  readonly options: StartDraft
  /** Items the record has already. */
  readonly known: readonly EvidenceItem[]
  /** What is known of items beside their bytes. */
  readonly preserved: Provenances
}

/** One file in the vault, under the name it came with. */
export interface DraftItem {
  readonly sha256: string
  readonly file: string
  readonly name: string
  readonly path: string
  readonly size: number
  /** Modification time, milliseconds since 1970. */
  readonly modified?: number
}

/** Hears how far a draft is, and can stop it. */
export interface DraftWatch {
  progress(file: FileProgress): void
  readonly signal: AbortSignal
}

/** Reads evidence in threads of its own. Rejects with AppError `cancelled` once the signal is aborted. */
export async function runDraft({ evidence, options, known, preserved }: DraftTask, watch: DraftWatch): Promise<DraftRead> {
  const files = evidence.map((item) => harvestTask(item, options))
  const byFile = new Map(evidence.map((item) => [item.file, item]))
  const [read] = await runInWorkers<DraftReading, DraftRead>({
    worker: 'draft',
    setup: undefined,
    tasks: [{ files, known, preserved }],
    threads: 1,
    // Our own worker built both values.
    result: (value) => value as DraftRead,
    onProgress: (_, value) => {
      const [file, at] = value as DraftReadingProgress
      const item = byFile.get(file.file ?? '')
      if (item !== undefined) watch.progress(progressOf(item, at))
    },
    signal: watch.signal,
  }).catch((error: unknown) => {
    throw watch.signal.aborted ? new AppError('cancelled', 'The draft was cancelled', { cause: error }) : error
  })
  if (read === undefined) throw new Error('The draft worker gave no result')
  for (const [index, item] of evidence.entries()) watch.progress(finalProgress(item, read.harvested.files[index]))
  return read
}

function harvestTask({ file, path, modified }: DraftItem, { zone, zones = {}, year }: StartDraft): HarvestTask {
  const rules = Object.entries(zones).map(([pattern, given]) => ({ pattern, zone: given }))
  const chosen = zoneFor(zone === undefined ? { rules } : { rules, fallback: zone }, path)
  return {
    path,
    file,
    ...(chosen === undefined ? {} : { zone: chosen }),
    ...(year === undefined ? {} : { year, yearFrom: 'given' }),
    ...(modified === undefined ? {} : { modifiedMs: modified }),
  }
}

// Counts of bytes are those of the decoded file where it is compressed: shown as a share of the file as it is kept.
function progressOf({ sha256, name, size }: DraftItem, at: DraftReadingProgress[1]): FileProgress {
  const share = at.size === 0 ? 1 : Math.min(1, at.bytes / at.size)
  const { records, events, problems, findings } = at
  return { sha256, name, state: 'reading', bytes: Math.floor(share * size), total: size, records, events, problems, findings }
}

function finalProgress({ sha256, name, size }: DraftItem, file: Harvested['files'][number] | undefined): FileProgress {
  const reading = file?.readings.at(-1)
  const state = reading === undefined ? 'unreadable' : reading.format === undefined ? 'unrecognised' : 'done'
  return {
    sha256,
    name,
    state,
    ...(reading?.format === undefined ? {} : { format: reading.format }),
    bytes: size,
    total: size,
    records: reading?.records ?? 0,
    events: reading?.events ?? 0,
    problems: file?.problemCount ?? 0,
    findings: file?.findings.parts.length ?? 0,
  }
}
