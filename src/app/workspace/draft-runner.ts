import type { FileProgress, StartDraft } from '../../api/draft.ts'
import type { RecordState } from '../../incident/fold.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Problem } from '../../model/problem.ts'
import type { Proposals } from '../../model/harvest.ts'

/** What a draft is made of. Plain data: it crosses into a thread of its own. */
export interface DraftTask {
  readonly evidence: readonly DraftItem[]
  readonly options: StartDraft
  readonly state: RecordState
  /** When the draft is made; UTC. */
  readonly at: string
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

/** What drafting gave. */
export interface DraftOutcome {
  readonly proposals: Proposals
  readonly items: readonly DraftedItem[]
  /** SHA-256 -> text of the rules that sets are cited by. */
  readonly rules: ReadonlyMap<string, string>
}

/** What became of one item. */
export interface DraftedItem {
  readonly sha256: string
  readonly status: 'read' | 'unrecognised' | 'unreadable'
  readonly reading?: EvidenceItem['reading']
  /** The first of them. */
  readonly problems: readonly Problem[]
}

/** Reads and drafts without holding up the server. Rejects with AppError `cancelled` once the signal is aborted. */
export type DraftRunner = (
  task: DraftTask,
  watch: { progress(file: FileProgress): void; drafting(): void; readonly signal: AbortSignal },
) => Promise<DraftOutcome>
