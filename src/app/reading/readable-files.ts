import { AppError } from '../../base/error.ts'
import type { Problem } from '../../model/problem.ts'
import { readSourceFile } from '../../store/vault/source-file.ts'
import type { DiscoveredFile } from './discover.ts'
import { createProblemLedger, isReadFailure } from './problems.ts'
import type { EvidenceReading } from './read-evidence.ts'
import { openTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts'
import { unpackFile } from './unpack.ts'
import type { UnpackLimits } from './unpack-limits.ts'
import type { UnpackedItem } from './unpack-request.ts'

/** A file to read: one that was found, or a file out of a container. */
export interface ReadableFile extends DiscoveredFile {
  /** Where its bytes lie, where that is not `path`. */
  readonly file?: string
  /** SHA-256 of the container it lay in. */
  readonly parent?: string
}

/** Files to read instead of containers. */
export interface Expansion {
  /** In the order given; the members of a container in its place. */
  readonly files: readonly ReadableFile[]
  /** The containers, also those inside of others, each before what it holds. */
  readonly containers: readonly EvidenceReading[]
  /** What was refused or damaged, of each given file up to a limit. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
  /** Problems that mean that some evidence could not be read. */
  readonly failures: number
}

export interface ExpandOptions {
  readonly limits?: Partial<UnpackLimits>
  readonly signal?: AbortSignal
  /** Called before a file is looked at. */
  readonly onFile?: (path: string) => void
}

/** Unpacks the containers among these files into the folder, where their members stay until it is removed. */
export async function expandFiles(found: readonly DiscoveredFile[], folder: TemporaryFolder, options: ExpandOptions = {}): Promise<Expansion> {
  const files: ReadableFile[] = []
  const containers: EvidenceReading[] = []
  const problems: Problem[] = []
  let problemCount = 0
  let failures = 0
  for (const file of found) {
    const ledger = createProblemLedger(file.path)
    const onProblem = (problem: Problem): void => {
      ledger.add(problem)
      if (isReadFailure(problem)) failures += 1
    }
    const expanded = await expandFile(file, folder, { ...options, onProblem })
    for (const readable of expanded.files) files.push(readable)
    for (const container of expanded.containers) containers.push(container)
    for (const problem of ledger.list()) problems.push(problem)
    problemCount += ledger.count()
  }
  return { files, containers, problems, problemCount, failures }
}

/** The same one given file at a time: what was unpacked of it is removed before the next one is looked at. */
export async function* readableFiles(found: readonly DiscoveredFile[], options: ExpandOptions & OnProblem): AsyncGenerator<ReadableFile> {
  await using folder = openTemporaryFolder()
  for (const file of found) {
    const { files } = await expandFile(file, folder, options)
    for (const readable of files) {
      yield readable
      if (readable.file !== undefined) await folder.remove(readable.file)
    }
  }
}

interface OnProblem {
  readonly onProblem: (problem: Problem) => void
}

type Expanded = Pick<Expansion, 'files' | 'containers'>

async function expandFile(file: DiscoveredFile, folder: TemporaryFolder, options: ExpandOptions & OnProblem): Promise<Expanded> {
  const files: ReadableFile[] = []
  const containers: EvidenceReading[] = []
  options.onFile?.(file.path)
  const copy = file.bytes === undefined ? undefined : await copyOf(file, folder, options)
  if (file.bytes !== undefined && copy === undefined) return { files, containers }
  const isContainer = await unpackFile({
    path: file.path,
    ...(copy === undefined ? {} : { file: copy }),
    leaveGzip: true,
    put: (bytes) => folder.put(bytes),
    onItem: (item) => void (item.container === undefined ? files.push(readableOf(item, file)) : containers.push(readingOf(item, file))),
    onUnpacked: (item) => folder.remove(item.file),
    onProblem: options.onProblem,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  if (isContainer && copy !== undefined) await folder.remove(copy)
  return isContainer ? { files, containers } : { files: [copy === undefined ? file : { ...file, file: copy }], containers: [] }
}

/** A copy under a name that can be written down: readers are handed paths as text. */
async function copyOf({ path, bytes }: DiscoveredFile, folder: TemporaryFolder, { onProblem }: OnProblem): Promise<string | undefined> {
  try {
    return (await folder.put(readSourceFile(path, bytes))).file
  } catch (error) {
    if (!(error instanceof AppError) || !ofSource.has(error.code)) throw error
    onProblem({ path, code: 'unreadable', message: error.message })
    return undefined
  }
}

/** What is wrong with a file that is copied, and not with where it is copied to. */
const ofSource = new Set(['vanished', 'unreadable', 'changed'])

function readableOf({ path, size, file, parent, modifiedMs }: UnpackedItem, root: DiscoveredFile): ReadableFile {
  return { path, size, file, modifiedMs: modifiedMs ?? root.modifiedMs, ...(parent === undefined ? {} : { parent }) }
}

function readingOf({ path, sha256, size, parent, modifiedMs }: UnpackedItem, root: DiscoveredFile): EvidenceReading {
  const modified = new Date(modifiedMs ?? root.modifiedMs)
  return {
    sha256,
    size,
    path,
    ...(parent === undefined ? {} : { parent }),
    records: 0,
    events: 0,
    problems: 0,
    ...(Number.isNaN(modified.getTime()) ? {} : { modified: modified.toISOString() }),
  }
}
