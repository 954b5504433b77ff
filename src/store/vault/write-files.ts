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
const batchFiles = 512

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
  let batch: PutSource<Key>[] = []
  for await (const source of sources) {
    batch.push(source)
    if (batch.length < batchFiles) continue
    yield await putBatch(place, batch, limits)
    batch = []
  }
  if (batch.length > 0) yield await putBatch(place, batch, limits)
}

type Attempt<Key> = { readonly key: Key; readonly written: Written } | { readonly key: Key; readonly error: unknown }

async function putBatch<Key>(place: VaultPlace, batch: readonly PutSource<Key>[], limits: PutLimits): Promise<PutAnswer<Key>[]> {
  const attempts: Attempt<Key>[] = []
  const waiting = batch.entries()
  const lane = async () => {
    for (const [index, { key, bytes }] of waiting) attempts[index] = await attempt(key, () => writeDown(place, bytes(), limits))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return nameAll(place, attempts)
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
  const folders = new Set<string>()
  for (const { key, ...made } of attempts) {
    if ('error' in made) {
      answers.push({ key, error: made.error })
      continue
    }
    try {
      answers.push({ key, stored: await inVault(place.folder, () => giveName(place, made.written)) })
      folders.add(dirname(place.target(made.written.sha256)))
    } catch (error) {
      answers.push({ key, error })
    } finally {
      await rm(made.written.temporary, { force: true })
    }
  }
  // Also where a file was there already: whoever named it may not have come this far yet.
  if (folders.size > 0) await inVault(place.folder, () => Promise.all([...folders, place.folder].map(syncFolder)))
  return answers
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
