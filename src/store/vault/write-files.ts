import { createHash } from 'node:crypto'
import { chmod, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../base/error.ts'
import { inVault, sizeOf, syncFolder, systemCode } from './disk.ts'
import type { PutAnswer, PutLimits, PutSource, Stored } from './vault.ts'

/** Where files of a vault go. */
export interface VaultPlace {
  readonly folder: string
  target(sha256: string): string
  /** A name for a file that is being written, never given twice. */
  temporary(): string
}

/** A file whose bytes are on the disk, without its name yet. */
interface Written {
  readonly temporary: string
  readonly sha256: string
  readonly size: number
}

/** Written side by side: a disk syncs several files in little more time than one. */
const lanes = 16
/** A batch ends with either: each touched folder is synced once a batch, and nothing of it is answered before. */
const batchFiles = 2_048
const batchBytes = 256_000_000

/** Puts one file. */
export async function putFile(place: VaultPlace, bytes: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<Stored> {
  const written = await writeDown(place, bytes, limits)
  const [answer] = await nameAll(place, [{ key: undefined, written }])
  if (answer === undefined) throw new Error('A file that was written has no answer')
  if ('error' in answer) throw answer.error
  return answer.stored
}

/** Puts many files, batch by batch. */
export async function* putFiles<Key>(
  place: VaultPlace,
  sources: AsyncIterable<PutSource<Key>> | Iterable<PutSource<Key>>,
  limits: PutLimits,
): AsyncGenerator<readonly PutAnswer<Key>[]> {
  const queue = queueOf(sources)
  try {
    for (;;) {
      const attempts = await writeBatch(place, queue, limits)
      if (attempts.length === 0) return
      yield await nameAll(place, attempts)
    }
  } finally {
    await queue.close()
  }
}

type Attempt<Key> = { readonly key: Key; readonly written: Written } | { readonly key: Key; readonly error: unknown }

interface Queue<Key> {
  /** The next source; undefined at the end. Lanes may ask at the same time, and are answered in turn. */
  next(): Promise<PutSource<Key> | undefined>
  close(): Promise<void>
}

function queueOf<Key>(sources: AsyncIterable<PutSource<Key>> | Iterable<PutSource<Key>>): Queue<Key> {
  const iterator = Symbol.asyncIterator in sources ? sources[Symbol.asyncIterator]() : sources[Symbol.iterator]()
  let isDone = false
  let turn: Promise<PutSource<Key> | undefined> = Promise.resolve(undefined)
  const take = async () => {
    const { done, value } = isDone ? { done: true, value: undefined } : await iterator.next()
    isDone = done === true
    return isDone ? undefined : value
  }
  return {
    next() {
      turn = turn.then(take)
      return turn
    },
    async close() {
      if (!isDone) await iterator.return?.()
    },
  }
}

/** Writes files side by side until a batch is full; the attempts in the order of their sources. */
async function writeBatch<Key>(place: VaultPlace, queue: Queue<Key>, limits: PutLimits): Promise<Attempt<Key>[]> {
  const attempts: Attempt<Key>[] = []
  let begun = 0
  let bytes = 0
  const lane = async () => {
    while (begun < batchFiles && bytes < batchBytes) {
      const index = begun
      begun += 1
      const source = await queue.next()
      if (source === undefined) return
      const made = await attempt(source.key, () => writeDown(place, source.bytes(), limits))
      attempts[index] = made
      if ('written' in made) bytes += made.written.size
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return attempts
}

async function attempt<Key>(key: Key, write: () => Promise<Written>): Promise<Attempt<Key>> {
  try {
    return { key, written: await write() }
  } catch (error) {
    return { key, error }
  }
}

async function writeDown(place: VaultPlace, bytes: AsyncIterable<Uint8Array>, { maxBytes = Number.POSITIVE_INFINITY }: PutLimits): Promise<Written> {
  const { handle, temporary } = await inVault(place.folder, () => openNew(place))
  try {
    const hash = createHash('sha256')
    let size = 0
    try {
      for await (const chunk of bytes) {
        size += chunk.byteLength
        if (size > maxBytes) throw new AppError('too-large', `The file is larger than ${maxBytes} bytes`)
        hash.update(chunk)
        await inVault(place.folder, () => writeAll(handle, chunk))
      }
      await inVault(place.folder, () => handle.sync())
    } finally {
      await handle.close()
    }
    return { temporary, sha256: hash.digest('hex'), size }
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Another thread of this process may have taken a name: the next one is tried. */
async function openNew(place: VaultPlace): Promise<{ handle: FileHandle; temporary: string }> {
  for (;;) {
    const temporary = place.temporary()
    try {
      return { handle: await open(temporary, 'wx', 0o600), temporary }
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done)
    done += bytesWritten
  }
}

/** Gives files their names and makes the names durable, each folder once: only then is any of them answered. */
async function nameAll<Key>(place: VaultPlace, attempts: readonly Attempt<Key>[]): Promise<PutAnswer<Key>[]> {
  const answers: PutAnswer<Key>[] = []
  const named = new Map<string, Promise<Stored>>()
  const waiting = attempts.entries()
  const lane = async () => {
    for (const [index, made] of waiting) answers[index] = 'error' in made ? made : await answerOf(place, made, named)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const stored = answers.flatMap((answer) => ('stored' in answer ? [dirname(place.target(answer.stored.sha256))] : []))
  // Also where a file was there already: whoever named it may not have come this far yet.
  if (stored.length > 0) await inVault(place.folder, () => Promise.all([...new Set(stored), place.folder].map(syncFolder)))
  return answers
}

/** The same bytes twice in a batch are named once. */
async function answerOf<Key>(
  place: VaultPlace,
  { key, written }: { readonly key: Key; readonly written: Written },
  named: Map<string, Promise<Stored>>,
): Promise<PutAnswer<Key>> {
  const { sha256, size, temporary } = written
  const first = named.get(sha256)
  const naming = first ?? inVault(place.folder, () => giveName(place, written))
  if (first === undefined) named.set(sha256, naming)
  let isLeft = true
  try {
    const stored = first === undefined ? await naming : { sha256, size, existed: (await naming).size === size }
    isLeft = stored.existed
    return { key, stored }
  } catch (error) {
    return { key, error }
  } finally {
    if (isLeft) await rm(temporary, { force: true })
  }
}

async function giveName(place: VaultPlace, { temporary, sha256, size }: Written): Promise<Stored> {
  const target = place.target(sha256)
  const existed = (await sizeOf(target)) === size
  if (!existed) {
    await chmod(temporary, 0o400)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await rename(temporary, target)
  }
  return { sha256, size, existed }
}
