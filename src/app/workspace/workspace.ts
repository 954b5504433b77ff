import type { Readable } from 'node:stream'
import type { DownloadFormat } from '../../api/downloads.ts'
import type { DraftJob, FileProgress, StartDraft } from '../../api/draft.ts'
import type { ApplyEdits, Edited, Undo } from '../../api/edits.ts'
import type { EvidenceStatus, Uploaded, UploadQuery } from '../../api/evidence.ts'
import type { History, IncidentSummary, IncidentView } from '../../api/incidents.ts'
import type { RawRecord, RawRecordQuery } from '../../api/raw-record.ts'
import type { ApplyYaml, YamlApplied } from '../../api/yaml.ts'
import type { ClockDesk } from './clock-desk.ts'
import type { CustodyDesk } from './custody-desk.ts'
import type { OutlineName } from '../../model/outline-name.ts'
import type { SearchDesk } from '../searching/search-desk.ts'
import type { ReadingDesk } from './reading-desk.ts'

/**
 * Everything the workspace does, behind the server's routes. What cannot be done throws an AppError: `not-found`, `invalid`, `conflict`, `busy`,
 * `too-large`, `no-space`, `yaml`. Incident ids have been checked for their shape before they come here.
 */
export interface Workspace {
  /** Where the data lies. */
  readonly folder: string
  readonly incidents: IncidentDesk
  readonly evidence: EvidenceDesk
  readonly custody: CustodyDesk
  readonly clocks: ClockDesk
  readonly drafts: DraftDesk
  /** Reading evidence without drafting, so that it can be searched. */
  readonly readings: ReadingDesk
  readonly search: SearchDesk
  readonly changes: ChangeFeed
  download(wanted: DownloadRequest): Promise<Download>
  /** Stops jobs, closes the store and gives the data folder free. */
  close(): Promise<void>
}

export interface IncidentDesk {
  list(): Promise<IncidentSummary[]>
  create(incident: { readonly title: string; readonly author?: string }): Promise<string>
  /** The incident that comes with Hindcast, made on the first call: the same id ever after. */
  openSample(): Promise<string>
  remove(id: string): Promise<void>
  view(id: string): Promise<IncidentView>
  history(id: string, range: { before?: number; limit: number }): Promise<History>
  edit(id: string, edits: ApplyEdits): Promise<Edited>
  undo(id: string, undo: Undo): Promise<Edited>
  applyYaml(id: string, yaml: ApplyYaml): Promise<YamlApplied>
}

export interface EvidenceDesk {
  list(id: string): Promise<EvidenceStatus[]>
  /** Streams a file into the vault; `announced` is its size where the sender said it. */
  receive(id: string, upload: UploadQuery & { readonly body: Readable; readonly announced?: number }): Promise<Uploaded>
  remove(id: string, sha256: string): Promise<void>
  rawRecord(id: string, query: RawRecordQuery): Promise<RawRecord>
}

export interface DraftDesk {
  /** Starts a job and answers its id at once. */
  start(id: string, options: StartDraft): Promise<string>
  cancel(id: string): Promise<void>
  last(id: string): Promise<DraftJob | undefined>
}

/** What can be told of an incident while it happens. */
export type WorkspaceEvent =
  | { readonly event: 'job'; readonly data: DraftJob | null }
  | { readonly event: 'files'; readonly data: readonly FileProgress[] }
  | { readonly event: 'record'; readonly data: { readonly version: number; readonly head: string } }

export interface ChangeFeed {
  /** A feed of one incident: called with a listener it tells the whole state at once, then every change, until the returned function is called. Throws `not-found`. */
  open(id: string): Promise<(listener: (event: WorkspaceEvent) => void) => () => void>
}

/** A form of an incident's post-mortem, and the outline of the report in it. */
export interface DownloadRequest {
  readonly id: string
  readonly format: DownloadFormat
  readonly outline?: OutlineName | undefined
}

/** A file to be sent to the user. */
export interface Download {
  readonly file: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}
