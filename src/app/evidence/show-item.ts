import { checkItem } from '../../incident/custody/check-item.ts'
import { damagedFault, withCorrections } from '../../incident/custody/check.ts'
import type { CustodyFault } from '../../incident/custody/fault.ts'
import type { CustodyEntry } from '../../model/custody.ts'
import type { Hold } from '../../store/records/evidence-records.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { acquisitionsOf, containersOf, type FoundIn, type ToldAcquisition } from './item-sources.ts'
import { fullPathOf, type ItemView } from './item-view.ts'

/** Everything that is known of one item. */
export interface ShownItem {
  readonly item: ItemView
  /** Its path, behind those of the containers around it. */
  readonly path: string
  readonly container?: ItemView
  /** Every container it was found in. */
  readonly containers: readonly FoundIn[]
  /** Every way in which it was obtained, the one that says most first. */
  readonly acquisitions: readonly ToldAcquisition[]
  readonly members: readonly ItemView[]
  /** All entries about it, as they were kept, and those about all of the incident that concern it. */
  readonly entries: readonly CustodyEntry[]
  readonly holds: readonly Hold[]
  /** What is wrong with its story. The chain as a whole is checked by `verifyEvidence`. */
  readonly faults: readonly CustodyFault[]
  /** When its bytes were last found to be those that came, UTC. */
  readonly verified?: string
  /** True where bytes of its size are in the vault; that they are the same is for `verifyEvidence` to say. */
  readonly isKept: boolean
}

export async function showItem(
  incident: string,
  { item, items }: { item: ItemView; items: readonly ItemView[] },
  place: EvidencePlace,
): Promise<ShownItem> {
  const { row } = item
  const { store, vault } = place
  const byHash = new Map(items.map((one) => [one.row.sha256, one]))
  const [{ entries: own, damaged }, all, holds] = await Promise.all([
    store.keptCustody(incident, { sha256: row.sha256 }),
    aboutAll(incident, store),
    store.holds(incident),
  ])
  const stated = withCorrections([...own, ...all].sort((a, b) => a.seq - b.seq))
  const verified = own.findLast(({ action, hashAfter }) => action === 'verify' && hashAfter === row.sha256)?.at
  const container = row.parent === undefined ? undefined : byHash.get(row.parent)
  return {
    item,
    path: fullPathOf(item, byHash),
    ...(container === undefined ? {} : { container }),
    containers: containersOf(own, byHash),
    acquisitions: acquisitionsOf(withCorrections(own), item),
    members: item.members.flatMap((sha256) => byHash.get(sha256) ?? []),
    entries: [...own, ...all].sort((a, b) => a.seq - b.seq),
    holds: holds.filter(({ sha256 }) => sha256 === undefined || sha256 === row.sha256),
    faults: [
      ...damaged.map(damagedFault),
      ...checkItem({
        sha256: row.sha256,
        item: row,
        own: stated.filter(({ sha256 }) => sha256 !== undefined),
        all: stated.filter(({ sha256 }) => sha256 === undefined),
        damaged,
      }),
    ],
    ...(verified === undefined ? {} : { verified }),
    isKept: (await vault.has(row.sha256)) && (await vault.size(row.sha256)) === row.size,
  }
}

/** Holds, releases and retentions of a whole incident: each of its items is under them. */
async function aboutAll(incident: string, store: EvidencePlace['store']): Promise<CustodyEntry[]> {
  const actions = new Set(['hold', 'release', 'retain'])
  return (await store.keptCustody(incident)).entries.filter(({ sha256, action }) => sha256 === undefined && actions.has(action))
}
