import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyEntry, CustodyHead, KeptCustody } from '../../model/custody.ts'

/**
 * Evidence and its custody. Custody is one hash chain per incident, only ever appended to; holds, retention, disposal and acquisition are not written
 * anywhere else: they follow from the entries, and are put into effect together with them. Entries come chained (`chainCustody`); an entry that does not
 * follow the last one is refused with `conflict`: take the head anew, chain again, and repeat.
 *
 * Refusals: `not-found` (no such incident, item or hold), `held` and `retained` (an item may not be disposed of), `invalid`.
 */
export interface EvidenceRecords {
  /**
   * Adds items and the entries that tell how they came, all or nothing, thousands at once. Every item needs a `collect` entry among them. The same
   * bytes again are the same item: its row stays as it was first added, its new entry tells of the other place. An item that was disposed of is there
   * again. Answers the hashes of the items that were not there before.
   */
  addEvidenceItems(incident: string, added: AddedEvidence): Promise<ReadonlySet<string>>
  /** Evidence of an incident, in the order it came; those disposed of included. */
  evidence(incident: string): Promise<EvidenceRow[]>
  evidenceItem(incident: string, sha256: string): Promise<EvidenceRow | undefined>
  /** Replaces what is known of an item's reading (status, reading, problems as JSON). */
  updateEvidence(incident: string, sha256: string, state: EvidenceState): Promise<void>
  /** Whether any incident has these bytes and did not dispose of them. */
  isEvidenceUsed(sha256: string): Promise<boolean>

  /**
   * Appends entries and puts them into effect, all or nothing: `dispose` marks the item (its row stays; the caller removes the bytes where no incident
   * uses them any more), `hold`, `release` and `retain` change what may be disposed of, `collect` with an acquisition restates it.
   */
  appendCustody(incident: string, entries: readonly CustodyEntry[]): Promise<void>
  /** Entries by number, also of an incident that was removed. Throws `damaged` where one of them cannot be read. */
  custody(incident: string, range?: CustodyRange): Promise<CustodyEntry[]>
  /** The same for who checks them: an entry that cannot be read is told beside those that can. */
  keptCustody(incident: string, range?: CustodyRange): Promise<KeptCustody>
  /** The last entry's number and hash; undefined before the first. */
  custodyHead(incident: string): Promise<CustodyHead | undefined>
  /** Holds in force, in the order they came. */
  holds(incident: string): Promise<Hold[]>
  /** The last day that all of an incident must be kept (2026-12-31), but for items that have another; undefined where nobody said. */
  retention(incident: string): Promise<string | undefined>
  /** Sources that were asked for in vain, in the order they were told; without those whose entry cannot be read any more. */
  notObtained(incident: string): Promise<NotObtained[]>

  /** Keeps a request for a time stamp of the chain's head. */
  addAnchor(incident: string, anchor: NewAnchor): Promise<void>
  /** Adds the response to a request that is kept; a response is never replaced (`exists`). */
  answerAnchor(incident: string, id: string, answer: AnchorAnswer): Promise<void>
  /** Anchors by the number of the entry they stand for. */
  anchors(incident: string): Promise<Anchor[]>
}

export interface AddedEvidence {
  readonly items: readonly NewEvidence[]
  readonly entries: readonly CustodyEntry[]
}

export interface EvidenceState {
  readonly status: string
  /** JSON of what reading gave; "" before. */
  readonly detail: string
}

export interface NewEvidence extends EvidenceState {
  readonly sha256: string
  readonly name: string
  /** Path it was given with, or path inside its container; "" where it had none. */
  readonly path: string
  readonly size: number
  /** UTC. */
  readonly addedAt: string
  /** The file's own modification time, milliseconds since 1970. */
  readonly modified?: number
  /** SHA-256 of the container it lay in. */
  readonly parent?: string
}

export interface EvidenceRow extends NewEvidence {
  readonly acquisition: Acquisition
  /** The last day it must be kept (2026-12-31), until it has ended everywhere (see `endOfRetention`); its own, else the incident's. */
  readonly retainUntil?: string
  /** True where a hold on it, or on the whole incident, is in force. */
  readonly held: boolean
  /** When it was disposed of, UTC. */
  readonly disposedAt?: string
}

export interface CustodyRange {
  /** Only entries about this item. */
  readonly sha256?: string
  /** Only entries behind this number. */
  readonly after?: number
  /** At most so many. */
  readonly limit?: number
}

/** A legal hold: on one item, or on all of an incident. */
export interface Hold {
  /** Number of the entry that laid it. */
  readonly seq: number
  readonly sha256?: string
  readonly by: string
  readonly reason: string
  /** UTC; words that say so where its entry cannot be read any more: it is in force all the same. */
  readonly since: string
}

export interface NotObtained {
  readonly seq: number
  readonly what: string
  /** "" where none was told. */
  readonly reason: string
  readonly by: string
  /** UTC. */
  readonly at: string
}

export interface NewAnchor {
  /** SHA-256 of the request. */
  readonly id: string
  /** The entry up to which the chain is stamped, and its hash. */
  readonly seq: number
  readonly head: string
  /** DER of the request (RFC 3161). */
  readonly request: Uint8Array
  /** UTC. */
  readonly at: string
}

export interface AnchorAnswer {
  /** DER of the response, as it came. */
  readonly response: Uint8Array
  /** JSON of what checking it gave. */
  readonly checked: string
}

export type Anchor = NewAnchor & Partial<AnchorAnswer>
