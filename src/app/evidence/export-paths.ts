import { cleanPath } from './incoming.ts'
import type { ItemView } from './item-view.ts'

/** Names that Windows gives to devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i

/** Longer paths (UTF-8 bytes) cannot be written everywhere below some folder: the item is named by its hash instead. */
const mostPathBytes = 2_000

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
    const parts = partsOf(item, byHash)
    const isTooLong = new TextEncoder().encode(parts.join('/')).length > mostPathBytes
    const path = uniquePath(besideFiles(isTooLong ? ['long paths', item.row.sha256] : parts, files), taken)
    files.add(folded(path))
    // A file cannot be where others need a folder.
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) taken.add(folded(path.slice(0, at)))
    taken.add(folded(path))
    paths.set(item, path)
  }
  return paths
}

/** As file systems that do not tell capitals apart compare names. */
function folded(path: string): string {
  return path.toUpperCase().toLowerCase()
}

function partsOf(item: ItemView, byHash: ReadonlyMap<string, ItemView>, level = 0): string[] {
  const { row } = item
  // In a member's path a backslash begins an escape of what nobody sees, and parts no folders.
  const told = row.parent === undefined ? row.path : row.path.replaceAll('\\', '_')
  const own = cleanPath(told === '' ? row.name : told)
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
    path = next
    while (at < parts.length - 1 && files.has(folded(path))) path = `${path} (folder)`
  }
  return path
}

function uniquePath(wanted: string, taken: ReadonlySet<string>): string {
  const slash = wanted.lastIndexOf('/')
  const dot = wanted.lastIndexOf('.')
  const cut = dot > slash + 1 ? dot : wanted.length
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? wanted : `${wanted.slice(0, cut)} (${count})${wanted.slice(cut)}`
    if (!taken.has(folded(path))) return path
  }
}
