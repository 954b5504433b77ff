import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { messageOf } from '../../base/error.ts'
import type { Problem } from '../../model/problem.ts'

/** A file to read. */
export interface DiscoveredFile {
  /** As it was given, or the given folder's path with the way inside appended. */
  readonly path: string
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

async function visit(walk: Walk, entry: { path: string; depth: number; given: boolean }): Promise<void> {
  const { path, depth, given } = entry
  try {
    const facts = given ? await stat(path) : await lstat(path)
    if (facts.isDirectory()) await visitFolder(walk, path, depth)
    else if (facts.isFile()) await addFile(walk, { path, size: facts.size, modifiedMs: facts.mtimeMs })
    else refuse(walk, path, facts.isSymbolicLink() ? 'Symbolic link, not followed' : 'Neither a file nor a folder')
  } catch (error) {
    refuse(walk, path, `Cannot be opened: ${messageOf(error)}`)
  }
}

async function addFile(walk: Walk, file: DiscoveredFile): Promise<void> {
  const real = await realpath(file.path)
  if (walk.seen.has(real)) return
  if (walk.files.length >= mostFiles) {
    refuse(walk, file.path, `More than ${mostFiles} files`)
    return
  }
  walk.seen.add(real)
  walk.files.push(file)
}

async function visitFolder(walk: Walk, path: string, depth: number): Promise<void> {
  if (depth >= deepest) {
    refuse(walk, path, `Folder is nested deeper than ${deepest} levels`)
    return
  }
  const names = await readdir(path)
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  for (const name of names) await visit(walk, { path: path === '/' ? `/${name}` : `${path}/${name}`, depth: depth + 1, given: false })
}

function refuse(walk: Walk, path: string, message: string): void {
  walk.problems.push({ path, code: 'unreadable', message })
}
