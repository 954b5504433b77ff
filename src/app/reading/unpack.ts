import { createHash } from 'node:crypto'
import { AppError, messageOf } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import {
  type Container,
  containerHeadBytes,
  type ContainerEntry,
  type Damage,
  joinBytes,
  type MemberEntry,
} from '../../evidence/containers/container.ts'
import { recogniseContainer } from '../../evidence/containers/index.ts'
import { memberPath, shownName } from '../../evidence/containers/member-path.ts'
import type { Problem } from '../../model/problem.ts'
import { fileBytes } from './bytes.ts'
import { type FileSource, openBytesSource, openFileSource } from './file-source.ts'
import { defaultContainerLimits, type UnpackLimits } from './unpack-limits.ts'
import type { UnpackedItem, UnpackRequest } from './unpack-request.ts'

/**
 * Unpacks a file, and the containers inside of it. Returns false, without calling back, for a file that is no container, or is one that the reader of
 * logs reads as it is. Content never makes it throw: what is refused or damaged is a problem that names the entry, and what comes before
 * damage is given. Throws what `put` throws, and the reason of an aborted signal.
 */
export async function unpackFile(request: UnpackRequest): Promise<boolean> {
  const file = request.file ?? request.path
  let source: FileSource
  try {
    source = await openFileSource({ ...request, file })
  } catch {
    return false // reading the file reports why
  }
  try {
    const container = await containerOf(source, request)
    if (container === undefined) return false
    const kept = await container.keptWhole?.(source)
    if (kept !== undefined) return false
    const item = { path: request.path, file, size: source.size, sha256: request.sha256 ?? (await hashOf(file, request.signal)) }
    await new Unpacking(request, source.size).root({ ...item, container: container.name }, { container, source })
    return true
  } finally {
    await source.close()
  }
}

/** What to unpack a file as. */
async function containerOf(source: FileSource, { leaveGzip = false }: UnpackRequest): Promise<Container | undefined> {
  const container = recogniseContainer(await source.read({ offset: 0, length: containerHeadBytes }))
  if (container?.name !== 'gzip' || !leaveGzip) return container
  for await (const entry of container.entries(source, 1)) {
    if (entry.kind !== 'member') continue
    const head = await joinBytes(
      entry.bytes(() => undefined),
      containerHeadBytes,
    )
    if (recogniseContainer(head) !== undefined) return container
  }
  return undefined
}

async function hashOf(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fileBytes(file, signal === undefined ? {} : { signal })) hash.update(chunk)
  return hash.digest('hex')
}

interface Opened {
  readonly container: Container
  readonly source: FileSource
}

/** A container whose members are being read. */
interface Level {
  readonly item: UnpackedItem
  readonly depth: number
  /** Names given, and how often. */
  readonly paths: Map<string, number>
  members: number
  empty: number
  firstEmpty: string
}

/** Ends the unpacking of one file: a bound on everything in it was reached, which was told. */
class Exhausted extends Error {}

/** The unpacking of one given file: what was counted so far. */
class Unpacking {
  private readonly request: UnpackRequest
  private readonly limits: UnpackLimits
  private readonly rootSize: number
  private bytes = 0
  private members = 0

  constructor(request: UnpackRequest, rootSize: number) {
    this.request = request
    this.limits = { ...defaultContainerLimits, ...request.limits }
    this.rootSize = rootSize
  }

  async root(item: UnpackedItem, opened: Opened): Promise<void> {
    try {
      await this.open(item, { ...opened, depth: 1 })
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error
    }
  }

  private async open(item: UnpackedItem, { container, source, depth }: Opened & { depth: number }): Promise<void> {
    await this.request.onItem(item)
    const level: Level = { item, depth, paths: new Map(), members: 0, empty: 0, firstEmpty: '' }
    const { problems } = this
    const before = problems
    try {
      for await (const entry of container.entries(source, this.limits.members - this.members)) await this.entry(entry, level)
    } catch (error) {
      this.request.signal?.throwIfAborted()
      if (error instanceof AppError || error instanceof Exhausted || error instanceof PutError) throw error instanceof PutError ? error.cause : error
      this.problem(level, { code: 'unreadable', message: `The ${container.title} file cannot be read any further: ${messageOf(error)}` })
    }
    if (level.empty > 0) this.tellEmpty(level)
    else if (level.members === 0 && this.problems === before) this.problem(level, { code: 'empty', message: 'Holds no file' })
  }

  private async entry(entry: ContainerEntry, level: Level): Promise<void> {
    this.request.signal?.throwIfAborted()
    if (entry.kind === 'damage') {
      this.problem(level, entry)
      return
    }
    if (this.members >= this.limits.members) {
      this.problem(level, {
        code: 'limit',
        message: `More than ${formatNumber(this.limits.members)} members: ${shownName(entry.path)} and those behind it were not unpacked`,
      })
      throw new Exhausted()
    }
    this.members += 1
    level.members += 1
    if (entry.kind === 'refused') this.problem(level, entry, entry.path)
    else await this.member(entry, level)
  }

  private async member(entry: MemberEntry, level: Level): Promise<void> {
    const named = memberPath(entry.path)
    if ('refusal' in named) {
      this.problem(level, { code: 'unreadable', message: `Refused: ${named.refusal}` }, entry.path)
      return
    }
    const unique = uniquePath(named.path, level.paths)
    const path = `${level.item.path}!${unique}`
    const found: { damage?: Damage } = {}
    const bytes = await startedBytes(this.guarded(entry, { level, path, found }))
    // What is empty is told, not stored: an archive of a million empty files would keep a disk busy for hours.
    const stored =
      bytes === undefined
        ? undefined
        : await this.request.put(bytes).catch((error: unknown) => {
            throw new PutError(error)
          })
    const evidence = stored?.sha256 ?? level.item.sha256
    const tell = (problem: Pick<Problem, 'code' | 'message'>): void => this.tell({ evidence, path, ...problem })
    if (named.odd !== undefined) tell({ code: 'bad-text', message: `Kept under this name, as ${named.odd}` })
    if (unique !== named.path) tell({ code: 'bad-text', message: `Kept under this name, as ${shownName(named.path)} stands in the archive before` })
    if (found.damage !== undefined) tell({ code: found.damage.code, message: found.damage.message })
    if (stored !== undefined) await this.leaf({ ...stored, path, parent: level.item.sha256, ...modifiedOf(entry, level.item) }, level)
    else if (found.damage === undefined) {
      level.empty += 1
      if (level.empty === 1) level.firstEmpty = unique
    }
    if (this.isSpent) throw new Exhausted()
  }

  /** Gives the item, and what it holds where it is a container itself. */
  private async leaf({ bytes, ...item }: UnpackedItem, level: Level): Promise<void> {
    const given = { ...this.request, path: item.path }
    const source = bytes === undefined ? await openFileSource({ ...given, file: item.file }) : openBytesSource({ ...given, bytes })
    try {
      const container = await containerOf(source, this.request)
      const kept = await container?.keptWhole?.(source)
      if (kept !== undefined) this.tell({ evidence: item.sha256, path: item.path, code: 'unrecognised', message: `Kept as one item: ${kept}` })
      if (container === undefined || kept !== undefined) {
        await this.request.onItem(item)
        return
      }
      if (level.depth >= this.limits.depth) {
        this.tell({
          evidence: item.sha256,
          path: item.path,
          code: 'limit',
          message: `Not unpacked: more than ${this.limits.depth} containers lie in one another`,
        })
        await this.request.onItem(item)
        return
      }
      const opened = { ...item, container: container.name }
      await this.open(opened, { container, source, depth: level.depth + 1 })
      await this.request.onUnpacked?.(opened)
    } finally {
      await source.close()
    }
  }

  private isSpent = false

  /** The bytes of a member, until a bound is reached. */
  private async *guarded(entry: MemberEntry, given: { level: Level; path: string; found: { damage?: Damage } }): AsyncGenerator<Uint8Array> {
    const { limits } = this
    const packed = entry.packedSize ?? given.level.item.size
    let size = 0
    for await (const part of entry.bytes((damage) => (given.found.damage = damage))) {
      this.request.signal?.throwIfAborted()
      size += part.length
      this.bytes += part.length
      const isBomb = size > limits.memberBytes || (size > limits.ratioFromBytes && size > packed * limits.ratio)
      this.isSpent = this.bytes > limits.totalBytes || (this.bytes > limits.ratioFromBytes && this.bytes > this.rootSize * limits.ratio)
      if (isBomb || this.isSpent) {
        given.found.damage = { code: 'limit', message: this.bombWords({ size, packed }) }
        return
      }
      yield part
    }
  }

  private bombWords({ size, packed }: { size: number; packed: number }): string {
    const [from, to] = this.isSpent ? [this.rootSize, this.bytes] : [packed, size]
    const rest = this.isSpent ? `; nothing behind it in "${this.request.path}" was unpacked` : ''
    return `Unpacks to more than allowed (${formatNumber(to)} bytes from ${formatNumber(from)}): cut off there${rest}`
  }

  private tellEmpty({ item, empty, firstEmpty }: Level): void {
    const rest = empty === 1 ? 'is empty: it holds' : `and ${formatNumber(empty - 1)} more members are empty: they hold`
    this.tell({ evidence: item.sha256, path: item.path, code: 'empty', message: `${shownName(firstEmpty)} ${rest} no bytes to keep` })
  }

  private problems = 0

  private problem(level: Level, problem: Pick<Problem, 'code' | 'message'>, entry?: string): void {
    const { code, message } = problem
    const { path, sha256 } = level.item
    this.tell({ evidence: sha256, path, code, message: entry === undefined ? message : `${shownName(entry)}: ${message}` })
  }

  private tell(problem: Problem): void {
    this.problems += 1
    this.request.onProblem(problem)
  }
}

/** The same bytes, once the first of them are there; undefined where there are none. */
async function startedBytes(bytes: AsyncGenerator<Uint8Array>): Promise<AsyncGenerator<Uint8Array> | undefined> {
  for (;;) {
    const { done, value } = await bytes.next()
    if (done === true) return undefined
    if (value.length > 0) return startingWith(value, bytes)
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}

/** What storing bytes failed with, kept apart from what is wrong with a container. */
class PutError extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause })
  }
}

/** A compressed file that says nothing of its own was changed when the entry was that it is. */
function modifiedOf(entry: MemberEntry, container: UnpackedItem): { modifiedMs?: number } {
  const modifiedMs = entry.modifiedMs ?? container.modifiedMs
  return modifiedMs === undefined ? {} : { modifiedMs }
}

/** The path, with a number where the archive has it already. */
function uniquePath(path: string, taken: Map<string, number>): string {
  const count = (taken.get(path) ?? 0) + 1
  taken.set(path, count)
  return count === 1 ? path : uniquePath(`${path} (${count})`, taken)
}
