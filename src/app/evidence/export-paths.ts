import { cleanPath } from './incoming.ts'
import type { ItemView } from './item-view.ts'

/** Names that Windows gives to devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * A path for each item below one folder, safe on every system and different from all others also where capitals do not count; members lie in a folder named
 * after their container.
 */
export function exportPaths(items: readonly ItemView[], all: readonly ItemView[]): ReadonlyMap<ItemView, string> {
  const byHash = new Map(all.map((item) => [item.row.sha256, item]))
  const taken = new Set<string>()
  const files = new Set<string>()
  const paths = new Map<ItemView, string>()
  for (const item of items) {
    const path = uniquePath(besideFiles(partsOf(item, byHash), files), taken)
    files.add(path.toLowerCase())
    // A file cannot be where others need a folder.
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) taken.add(path.slice(0, at).toLowerCase())
    taken.add(path.toLowerCase())
    paths.set(item, path)
  }
  return paths
}

function partsOf(item: ItemView, byHash: ReadonlyMap<string, ItemView>, level = 0): string[] {
  const { row } = item
  const own = cleanPath(row.path === '' ? row.name : row.path)
    .split('/')
    .map(safeName)
  const container = row.parent === undefined || level > 60 ? undefined : byHash.get(row.parent)
  if (container === undefined) return own
  const outer = partsOf(container, byHash, level + 1)
  return [...outer.slice(0, -1), `${outer.at(-1) ?? ''} (members)`, ...own]
}

function safeName(name: string): string {
  // NOTE: % too: a manifest of BagIt reads %0A and the like as what they stand for.
  const plain = name.replaceAll(/[<>:"|?*%\\]/g, '_').replace(/[. ]+$/, '_')
  return plain === '' || devices.test(plain) ? `_${plain}` : plain
}

/** A folder cannot have the name of a file that is there. */
function besideFiles(parts: readonly string[], files: ReadonlySet<string>): string {
  let path = ''
  for (const [at, part] of parts.entries()) {
    const next = path === '' ? part : `${path}/${part}`
    path = at < parts.length - 1 && files.has(next.toLowerCase()) ? `${next} (folder)` : next
  }
  return path
}

function uniquePath(wanted: string, taken: ReadonlySet<string>): string {
  const slash = wanted.lastIndexOf('/')
  const dot = wanted.lastIndexOf('.')
  const cut = dot > slash + 1 ? dot : wanted.length
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? wanted : `${wanted.slice(0, cut)} (${count})${wanted.slice(cut)}`
    if (!taken.has(path.toLowerCase())) return path
  }
}
