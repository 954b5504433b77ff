import type { CustodyEntry } from '../../model/custody.ts'
import type { ClockCorrection } from '../events/correct-clocks.ts'

/** Corrections of the clocks of an incident. They outlive what is read: items that come later from the same source get them too. */
export interface ClockRecords {
  /** All that are in force, in the order in which they count: those of one item before those of a source. */
  clockCorrections(incident: string): Promise<KeptCorrection[]>
  /**
   * Puts a correction in the place of the one of the same source, or (offset undefined) takes that one back; with the entries that tell of it, both or
   * neither. `conflict` as for `appendCustody`; `not-found` where there is nothing to be taken back.
   */
  changeCorrection(incident: string, change: CorrectionChange): Promise<void>
}

/** A correction, and who applied it. */
export interface KeptCorrection extends ClockCorrection {
  readonly by: string
  /** UTC. */
  readonly at: string
  readonly reason: string
}

export interface CorrectionChange {
  readonly source: Pick<ClockCorrection, 'evidence' | 'dataset' | 'host'>
  /** Absent: the source's clock is right again. */
  readonly correction?: Pick<KeptCorrection, 'offsetMs' | 'uncertaintyMs' | 'by' | 'at' | 'reason'>
  readonly entries: readonly CustodyEntry[]
}
