import { canonicalJson } from '../../base/canonical-json.ts'
import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyEntry } from '../../model/custody.ts'
import { fullPathOf, type ItemView } from './item-view.ts'

/** How an item was obtained, as one of its custody entries tells it. */
export interface ToldAcquisition {
  /** Number of the entry; absent where it cannot be read any more. */
  readonly seq?: number
  readonly acquisition: Acquisition
}

/** A container that an item was found in. */
export interface FoundIn {
  readonly sha256: string
  readonly label?: string
  /** Its path, behind those of the containers around it; twelve digits of its SHA-256 where the incident has no such item. */
  readonly path: string
  readonly disposedAt?: string
}

/**
 * Every way in which an item was obtained, the one that says most first, of equals the earlier. `entries` are its own, corrections put in the place of what they
 * correct; the same told twice is one.
 */
export function acquisitionsOf(entries: readonly CustodyEntry[], { row }: Pick<ItemView, 'row'>): ToldAcquisition[] {
  const told = new Map<string, ToldAcquisition>()
  for (const { action, seq, acquisition } of entries) {
    if (action !== 'collect' || acquisition === undefined || isEmpty(acquisition)) continue
    const key = canonicalJson(acquisition)
    if (!told.has(key)) told.set(key, { seq, acquisition })
  }
  const key = canonicalJson(row.acquisition)
  // Its entry was damaged: the item knows it all the same.
  if (!isEmpty(row.acquisition) && !told.has(key)) told.set(key, { acquisition: row.acquisition })
  return [...told.values()].sort((a, b) => Object.keys(b.acquisition).length - Object.keys(a.acquisition).length)
}

function isEmpty(acquisition: Acquisition): boolean {
  return Object.keys(acquisition).length === 0
}

/** Every container that an item was found in, the first one first; those disposed of, too. */
export function containersOf(entries: readonly CustodyEntry[], items: ReadonlyMap<string, ItemView>): FoundIn[] {
  const parents = new Set(entries.flatMap(({ action, parent }) => (action === 'collect' && parent !== undefined ? [parent] : [])))
  return [...parents].map((sha256) => {
    const item = items.get(sha256)
    if (item === undefined) return { sha256, path: sha256.slice(0, 12) }
    const { label, row } = item
    return {
      sha256,
      path: fullPathOf(item, items),
      ...(label === undefined ? {} : { label }),
      ...(row.disposedAt === undefined ? {} : { disposedAt: row.disposedAt }),
    }
  })
}
