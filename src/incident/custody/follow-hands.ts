import type { CustodyEntry } from '../../model/custody.ts'
import { type CustodyFaultCode, inside } from './fault.ts'

/** Who holds an item, who held it before, and by which entry each came to it or gave it away; keyed by `keyOf`. */
export interface Hands {
  readonly holders: Map<string, CustodyEntry>
  readonly former: Map<string, CustodyEntry>
}

export function noHands(): Hands {
  return { holders: new Map(), former: new Map() }
}

type Report = (code: CustodyFaultCode, message: string, entries: readonly CustodyEntry[]) => void

/**
 * Follows an item from hand to hand. Whoever collected it holds it; a transfer moves it. Where it was never handed on, others may work on it where it lies
 * (who may is the vault's to say); from the first transfer on only its holder may, or who names the authority for it.
 */
export function followHands(hands: Hands, entry: CustodyEntry, report: Report): void {
  if (entry.action === 'collect') {
    // The same bytes collected again are another exemplar, with a holder of its own.
    hands.holders.set(keyOf(entry.to ?? entry.by), entry)
  } else if (entry.action === 'transfer') {
    handOver(hands, entry, report)
  } else if (hands.former.size > 0 && !hands.holders.has(keyOf(entry.by)) && entry.authority === undefined) {
    const holding = [...hands.holders.values()]
    report('gap', `was with ${namesOf(holding)}, but was next handled by ${entry.by} in ${inside(entry)}`, [...holding, entry])
  }
}

function handOver({ holders, former }: Hands, entry: CustodyEntry, report: Report): void {
  const giver = keyOf(entry.by)
  const holding = [...holders.values()]
  const gaveBefore = former.get(giver)
  if (!holders.delete(giver) && holding.length > 0 && entry.authority === undefined) {
    if (gaveBefore === undefined) {
      report('gap', `was with ${namesOf(holding)}, but was handed on by ${entry.by} in ${inside(entry)}: nothing tells how it came to them`, [
        ...holding,
        entry,
      ])
      holders.clear()
    } else {
      const both = `${namesOf(holding)} and with ${entry.to ?? 'somebody'}`
      report('overlap', `was with ${both} at once: ${entry.by} had given it away in ${inside(gaveBefore)} and did so again in ${inside(entry)}`, [
        gaveBefore,
        entry,
      ])
    }
  } else if (entry.authority !== undefined && holding.length > 0 && !holding.some((held) => keyOf(holderOf(held)) === giver)) {
    // On somebody's authority it was taken from whoever held it.
    holders.clear()
  }
  former.set(giver, entry)
  if (entry.to !== undefined) holders.set(keyOf(entry.to), entry)
}

function holderOf({ to, by }: CustodyEntry): string {
  return to ?? by
}

/** "Mara Lindqvist (entry 4 (transfer, 2026-03-05T10:00:00Z))". */
function namesOf(holding: readonly CustodyEntry[]): string {
  const names = holding.map((entry) => `${holderOf(entry)} since ${inside(entry)}`)
  return names.length === 0 ? 'nobody' : names.join(' and ')
}

/** A person as two entries may write the name: blanks and capitals do not make another one. */
export function keyOf(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}
