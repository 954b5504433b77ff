import type { CustodyEntry } from '../../model/custody.ts'

/**
 * What can be wrong with custody. Of the chain: `sequence`, `broken`, `changed`, `cut` (it ends elsewhere than it is known to), `time`, `correction`. Of
 * an entry: `incomplete`, `mismatch` (other bytes). Of an item's story: `uncollected`, `gap`, `overlap`, `disposed` (handled afterwards), `held` and
 * `retained` (disposed of though it had to be kept), `unlisted` (custody and list of items disagree).
 */
export type CustodyFaultCode =
  | 'sequence'
  | 'broken'
  | 'changed'
  | 'cut'
  | 'time'
  | 'correction'
  | 'incomplete'
  | 'mismatch'
  | 'uncollected'
  | 'gap'
  | 'overlap'
  | 'disposed'
  | 'held'
  | 'retained'
  | 'unlisted'

export interface CustodyFault {
  readonly code: CustodyFaultCode
  /** Numbers of the entries it is about. */
  readonly seqs: readonly number[]
  readonly sha256?: string
  /** A sentence that names the item, the entries and their times. */
  readonly message: string
}

/** An item as the list of evidence tells it. */
export interface CustodyItem {
  readonly sha256: string
  readonly name: string
  /** UTC. */
  readonly disposedAt?: string
}

/** A fault of these entries; about an item where all of them are about the same. */
export function faultOf(code: CustodyFaultCode, message: string, entries: readonly CustodyEntry[]): CustodyFault {
  const [sha256, ...others] = new Set(entries.map((entry) => entry.sha256))
  const seqs = entries.map(({ seq }) => seq)
  return sha256 === undefined || others.length > 0 ? { code, seqs, message } : { code, seqs, sha256, message }
}

/** "Entry 5 (transfer, 2026-03-05T10:00:00Z)". */
export function stated(entry: CustodyEntry): string {
  return `E${inside(entry).slice(1)}`
}

/** The same inside a sentence. */
export function inside({ seq, action, at }: CustodyEntry): string {
  return `entry ${seq} (${action}, ${at})`
}
