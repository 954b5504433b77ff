import { isObject } from '../../base/json.ts'
import { citationSchema } from '../../model/citation.ts'
import { citationKey } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'

/** Which elements of a record cite what: their paths, in the order of the record, by the key of the citation. */
export function citingPaths(document: Incident): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  walk(document, '', (path, key) => {
    const paths = found.get(key)
    if (paths === undefined) found.set(key, new Set([path]))
    else paths.add(path)
  })
  return new Map([...found].map(([key, paths]) => [key, [...paths]]))
}

/** Paths for one cell: the first ones and how many more there are. */
export function printPaths(paths: readonly string[]): string[] {
  return paths.length <= mostPaths ? [...paths] : [...paths.slice(0, mostPaths), `and ${paths.length - mostPaths} more`]
}

const mostPaths = 20

/** Lists of citations and the tree of a prose belong to the element that holds them. */
function walk(value: unknown, path: string, see: (path: string, key: string) => void): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, path.endsWith('/citations') ? path : `${path}/${nameOf(item, index)}`, see)
    return
  }
  if (!isObject(value)) return
  const read = value['kind'] === 'event' || value['kind'] === 'set' ? citationSchema.safeParse(value) : undefined
  if (read?.success === true) {
    see(ownerOf(path), citationKey(read.data))
    return
  }
  for (const [key, child] of Object.entries(value)) walk(child, `${path}/${key}`, see)
}

function nameOf(item: unknown, index: number): string {
  return isObject(item) && typeof item['id'] === 'string' ? item['id'] : String(index)
}

function ownerOf(path: string): string {
  return path.replace(/\/citations$/, '').replace(/(?:\/content\/\d+)+(?:\/attrs\/citation)?$/, '')
}
