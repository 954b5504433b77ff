import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { messageOf } from '../../base/error.ts'
import type { Problem } from '../../model/problem.ts'
import { isLossy, type PathBytes, shownPath } from './path-bytes.ts'

/** A file to read. */
export interface DiscoveredFile {
  /** As it was given, or the given folder's path with the way inside appended. */
  readonly path: string
  /** What opens it, where its name is not UTF-8 and `path` only shows it. */
  readonly bytes?: PathBytes
  readonly size: number
  /** Last change, ms since 1970. */
  readonly modifiedMs: number
}

export interface Discovery {
  readonly files: readonly DiscoveredFile[]
  readonly problems: readonly Problem[]
  /** Given paths that do not exist. */
  readonly missing: readonly string[]
}

/** Bounds a folder tree; deeper folders and further files are reported, not read. */
const deepest = 64
const mostFiles = 1_000_000

interface Walk {
  readonly files: DiscoveredFile[]
  readonly problems: Problem[]
  readonly missing: string[]
  /** Real paths already taken: a file given twice is read once. */
  readonly seen: Set<string>
}

/**
 * The files under these paths, in the order given, folders sorted by name. Symbolic links inside a folder are reported and not followed;
 * a link that is given itself is. Whatever is no readable file or folder is a problem.
 */
export async function discoverFiles(paths: readonly string[]): Promise<Discovery> {
  const walk: Walk = { files: [], problems: [], missing: [], seen: new Set() }
  for (const path of paths) {
    const trimmed = path.length > 1 ? path.replace(/\/{1,64}$/, '') : path
    if (await exists(trimmed)) await visit(walk, { path: trimmed, depth: 0, given: true })
    else walk.missing.push(path)
  }
  return walk
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
  }
}

interface Entry {
  readonly path: string
  readonly bytes?: PathBytes
  readonly depth: number
  readonly given: boolean
}

async function visit(walk: Walk, entry: Entry): Promise<void> {
  const { path, bytes, given } = entry
  const at = bytes ?? path
  try {
    const facts = given ? await stat(at) : await lstat(at)
    if (facts.isDirectory()) await visitFolder(walk, entry)
    else if (facts.isFile()) await addFile(walk, { path, size: facts.size, modifiedMs: facts.mtimeMs, ...(bytes === undefined ? {} : { bytes }) })
    else refuse(walk, path, facts.isSymbolicLink() ? 'Symbolic link, not followed' : 'Neither a file nor a folder')
  } catch (error) {
    refuse(walk, path, `Cannot be opened: ${messageOf(error)}`)
  }
}

async function addFile(walk: Walk, file: DiscoveredFile): Promise<void> {
  const real = file.bytes === undefined ? await realpath(file.path) : (await realpath(file.bytes, 'buffer')).toString('hex')
  if (walk.seen.has(real)) return
  if (walk.files.length >= mostFiles) {
    refuse(walk, file.path, `More than ${mostFiles} files`)
    return
  }
  walk.seen.add(real)
  walk.files.push(file)
}

async function visitFolder(walk: Walk, entry: Entry): Promise<void> {
  const { path, depth } = entry
  if (depth >= deepest) {
    refuse(walk, path, `Folder is nested deeper than ${deepest} levels`)
    return
  }
  const below = path === '/' ? '/' : `${path}/`
  for (const { name, bytes } of await namesIn(entry)) {
    await visit(walk, { path: `${below}${name}`, depth: depth + 1, given: false, ...(bytes === undefined ? {} : { bytes }) })
  }
}

interface Name {
  readonly name: string
  readonly bytes?: PathBytes
}

/** The names in a folder, sorted; with the bytes of the whole path where that is not UTF-8. */
async function namesIn({ path, bytes: folder }: Entry): Promise<Name[]> {
  const names = folder === undefined ? await readdir(path) : []
  if (folder === undefined && !names.some(isLossy)) return names.toSorted().map((name) => ({ name }))
  const raw = await readdir(folder ?? path, { encoding: 'buffer' })
  const found = raw.map((name): Name => {
    const text = name.toString('utf8')
    if (folder === undefined && Buffer.from(text).equals(name)) return { name: text }
    return { name: shownPath(name), bytes: Buffer.concat([folder ?? Buffer.from(path), Buffer.from('/'), name]) }
  })
  return found.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function refuse(walk: Walk, path: string, message: string): void {
  walk.problems.push({ path, code: 'unreadable', message })
}
