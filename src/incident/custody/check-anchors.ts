import type { CustodyEntry, DamagedCustody } from '../../model/custody.ts'
import type { CustodyFault } from './fault.ts'

/** A time stamp over the end a chain had: what the authority vouches for is that `head` was there at `genTime`. */
export interface StampedHead {
  readonly seq: number
  readonly head: string
  /** UTC. */
  readonly genTime: string
  /** The authority's own tolerance, milliseconds. */
  readonly accuracyMs?: number
}

/** What time stamps prove of a chain. */
export interface AnchoredCustody {
  /** The last entry that is proven to have been there, and since when; undefined where no stamp fits. */
  readonly proven?: StampedHead
  readonly faults: readonly CustodyFault[]
}

/**
 * Holds time stamps (checked already, see the time-stamp protocol) against a chain that holds in itself: an entry with a stamped hash proves every
 * entry before it, for the hash covers them all. Of a stamp of
 * an entry that cannot be read nothing is said: that it cannot is told elsewhere.
 */
export function checkAnchors(
  entries: readonly CustodyEntry[],
  stamps: readonly StampedHead[],
  damaged: readonly DamagedCustody[] = [],
): AnchoredCustody {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]))
  const unread = new Set(damaged.map(({ seq }) => seq))
  const faults: CustodyFault[] = []
  const fitting = stamps.filter((stamp) => {
    if (unread.has(stamp.seq)) return false
    const entry = bySeq.get(stamp.seq)
    if (entry?.hash !== stamp.head) {
      const what = entry === undefined ? 'there is no such entry any more' : `that entry has the hash ${entry.hash} now`
      faults.push({
        code: 'changed',
        seqs: [stamp.seq],
        message: `The chain was time-stamped at ${stamp.genTime} up to entry ${stamp.seq} (${stamp.head}), but ${what}`,
      })
      return false
    }
    if (Date.parse(stamp.genTime) + (stamp.accuracyMs ?? 0) < Date.parse(entry.recorded)) {
      const message = `Entry ${stamp.seq} says it was recorded at ${entry.recorded}, but was time-stamped before that, at ${stamp.genTime}: the clock of this program was ahead`
      faults.push({ code: 'time', seqs: [stamp.seq], message })
    }
    return true
  })
  const proven = fitting.toSorted((a, b) => a.seq - b.seq || Date.parse(b.genTime) - Date.parse(a.genTime)).at(-1)
  return proven === undefined ? { faults } : { proven, faults }
}
