import type { CustodyEntry } from '../../model/custody.ts'
import type { Edit } from '../../model/edit.ts'
import type { SegmentLedger } from '../events/segments.ts'
import type { ClockRecords } from './clock-records.ts'
import type { EvidenceRecords } from './evidence-records.ts'

/**
 * Where records are kept: incidents and their edits, evidence and its custody, segments of events, jobs. Every driver passes `testRecordStore` (kit.ts).
 *
 * What a method has answered survives the end of the process and of the machine's power. Failures are AppErrors: `not-found` (no such incident),
 * `conflict` (somebody else wrote first), `exists` (it is there already), `store-newer` (made by a newer version of the program).
 */
export interface RecordStore extends EvidenceRecords, SegmentLedger, ClockRecords {
  /**
   * Makes an incident without edits and answers its id: the one given, or the next free one of the year (`INC-2026-0007`). Ids are never given twice.
   * `exists` where the id is taken, or where it was to be the only one and there is another.
   */
  createIncident(incident: NewIncident): Promise<string>
  /** All incidents, the one written to last first. */
  incidents(): Promise<IncidentRow[]>
  incident(id: string): Promise<IncidentRow | undefined>
  /**
   * Removes an incident with its edits, evidence rows and jobs; its custody stays, with these entries at its end. They must dispose of every item that
   * is still there (`invalid` otherwise); a hold in force on any of it refuses the removal (`held`), and so does a retention (`retained`).
   */
  removeIncident(id: string, last?: readonly CustodyEntry[]): Promise<void>

  /**
   * Appends one edit and updates the incident's line in the list, both or neither. `conflict` where the record is no longer at the version before
   * the edit, or where its last edit has another hash than the edit names.
   */
  appendEdit(edit: Edit, index: IncidentIndex): Promise<void>
  /** Edits of an incident by version, from `after` (exclusive) to `upTo` (inclusive); exactly as they were appended. */
  edits(incident: string, range?: { readonly after?: number; readonly upTo?: number }): Promise<Edit[]>

  /** The last cached fold of an incident. A cache: it may be missing, and is rebuilt from the edits. */
  snapshot(incident: string): Promise<Snapshot | undefined>
  putSnapshot(incident: string, snapshot: Snapshot): Promise<void>

  /** Stores where a job stands; the first call with an id makes it. */
  putJob(job: JobRow): Promise<void>
  lastJob(incident: string): Promise<JobRow | undefined>
  /** Jobs in a state, of all incidents: those that say "running" at start were interrupted. */
  jobsIn(state: string): Promise<JobRow[]>

  /** Keeps texts (of rules that sets are cited by) under their SHA-256. */
  putTexts(texts: ReadonlyMap<string, string>): Promise<void>
  /** Those of these texts that are kept. */
  texts(hashes: readonly string[]): Promise<Map<string, string>>

  close(): Promise<void>
}

export interface NewIncident {
  /** Given where a record is brought in from outside; else the next of `year`. */
  readonly id?: string
  readonly year: number
  /** UTC. */
  readonly at: string
  readonly title?: string
  /** What kind of incident this is to the installation; "" for an ordinary one. */
  readonly origin?: string
  /** True to make it only where there is none yet: of several processes that find none at the same time, one makes it. */
  readonly isOnly?: boolean
}

/** What the list of incidents shows, derived from the record after its last edit. */
export interface IncidentIndex {
  readonly title: string
  readonly state: string
  /** "" where nobody said. */
  readonly severity: string
  /** Machine proposals a person accepted or rejected, of all. */
  readonly reviewed: number
  readonly total: number
}

export interface IncidentRow extends IncidentIndex {
  readonly id: string
  readonly version: number
  /** Hash of the last edit; 64 zeros before the first. */
  readonly head: string
  readonly createdAt: string
  /** Time of the last edit, or of creation; UTC. */
  readonly updatedAt: string
  readonly evidence: number
  readonly origin: string
}

export interface Snapshot {
  readonly version: number
  readonly head: string
  /** Which program wrote it: another may fold differently. */
  readonly program: string
  readonly text: string
}

export interface JobRow {
  readonly id: string
  readonly incident: string
  readonly kind: string
  readonly state: string
  /** UTC. */
  readonly startedAt: string
  /** JSON of where it stands. */
  readonly detail: string
}
