import { basename } from 'node:path'
import { AppError } from '../../base/error.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import { discoverFiles } from '../reading/discover.ts'
import { inspectFile } from '../reading/inspect.ts'
import { expandFiles, type ReadableFile } from '../reading/readable-files.ts'
import type { TemporaryFolder } from '../reading/temporary-folder.ts'

/** Where an evidence item lies now. */
export interface FoundItem {
  readonly item: EvidenceItem
  /** What was found by its hash, its name or its path; absent where nothing was. */
  readonly place?: Place
}

/** A file, a container or a member of one as it is now. */
export interface Place {
  /** Its path; of a member, the container's with `!` and its own. */
  readonly path: string
  readonly sha256: string
  /** SHA-256 of the container it lies in. */
  readonly parent?: string
  /** Where to read it; absent for a container, which has no records. */
  readonly file?: string
}

export interface EvidenceSearch {
  readonly items: readonly EvidenceItem[]
  /** Files and folders to look in; where none are given, the places the items were read from. */
  readonly given: readonly string[]
  /** Where containers are unpacked to; members are read there. */
  readonly folder: TemporaryFolder
  readonly signal?: AbortSignal
}

/**
 * Finds a record's evidence, also inside of containers: by hash, and where no hash fits by name, so that a changed file is found as
 * changed and not as missing.
 */
export async function findEvidence({ items, given, folder, signal }: EvidenceSearch): Promise<FoundItem[]> {
  const paths = given.length > 0 ? given : items.flatMap(({ parent, path }) => (parent === undefined && path !== undefined ? [path] : []))
  const { files, missing } = await discoverFiles(paths)
  const [nowhere] = given.length > 0 ? missing : []
  if (nowhere !== undefined) throw new AppError('no-such-path', `Cannot find "${nowhere}": give --evidence a file or folder that exists`)
  const expanded = await expandFiles(files, folder, signal === undefined ? {} : { signal })
  const places: Place[] = [...expanded.containers]
  for (const file of expanded.files) places.push(...(await placesIn(file, signal)))
  const find = finder(places, items)
  return items.map((item) => {
    const place = find(item)
    return { item, ...(place === undefined ? {} : { place }) }
  })
}

/** The file, or the gzip file and its member. */
async function placesIn({ path, file = path, parent, modifiedMs }: ReadableFile, signal: AbortSignal | undefined): Promise<Place[]> {
  const request = { path, file, modifiedMs, ...(signal === undefined ? {} : { signal }) }
  const found = await inspectFile(request).catch(() => undefined) // unreadable: reported as missing
  signal?.throwIfAborted()
  if (found === undefined) return []
  const inside = parent === undefined ? {} : { parent }
  if (found.container === undefined) return [{ path, sha256: found.sha256, file, ...inside }]
  const { sha256 } = found.container
  return [
    { path, sha256, ...inside },
    { path: found.path, sha256: found.sha256, file, parent: sha256 },
  ]
}

function finder(places: readonly Place[], items: readonly EvidenceItem[]): (item: EvidenceItem) => Place | undefined {
  const byHash = Map.groupBy(places, ({ sha256 }) => sha256)
  const known = new Set(items.map(({ sha256 }) => sha256))
  const strangers = places.filter(({ sha256 }) => !known.has(sha256))
  const byName = new Map(strangers.toReversed().map((place) => [nameOf(place), place]))
  const byPath = new Map(strangers.toReversed().map((place) => [place.path, place]))
  return (item) => {
    const same = byHash.get(item.sha256)
    if (same !== undefined) return same.find(({ parent }) => parent === item.parent) ?? same[0]
    return byPath.get(item.path ?? item.name) ?? byName.get(nameOf({ path: item.path ?? item.name }))
  }
}

/** The name of a file; of a member, that of the outermost container and the way inside. */
function nameOf({ path }: { readonly path: string }): string {
  const [root = '', ...inside] = path.split('!')
  return [basename(root), ...inside].join('!')
}
