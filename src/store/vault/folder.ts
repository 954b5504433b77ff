import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '../../base/error.ts'
import type { PutLimits, Stored, Vault } from './vault.ts'

/**
 * Opens a vault in a folder, making it where it is not there, and sweeps what writers that are gone left unfinished.
 *
 * Layout: `<first two hex digits>/<sha256>`, files readable by the owner only and writable by nobody; `incoming/` holds what is being written, `kept/` a mark for each that must stay. A file
 * gets its name only when all of it is on the disk, so whatever has a name is whole.
 */
export async function openFolderVault(folder: string): Promise<Vault> {
  await mkdir(join(folder, 'incoming'), { recursive: true, mode: 0o700 })
  await sweep(join(folder, 'incoming'))
  const path = (sha256: string) => pathOf(folder, sha256)
  let count = 0
  return {
    path,
    put(bytes, limits = {}) {
      count += 1
      return put({ folder, temporary: join(folder, 'incoming', `${writerName()}.${count}`) }, bytes, limits)
    },
    async has(sha256) {
      return (await sizeOf(path(sha256))) !== undefined
    },
    async size(sha256) {
      const size = await sizeOf(path(sha256))
      if (size === undefined) throw notFound(sha256)
      return size
    },
    async open(sha256, range) {
      if ((await sizeOf(path(sha256))) === undefined) throw notFound(sha256)
      if (range?.length === 0) return Readable.from([])
      return createReadStream(path(sha256), range === undefined ? {} : { start: range.offset, end: range.offset + range.length - 1 })
    },
    async keep(sha256) {
      const mark = keptMark(folder, sha256)
      if ((await sizeOf(mark)) !== undefined) return
      await mkdir(dirname(mark), { recursive: true, mode: 0o700 })
      await writeFile(mark, '', { flush: true })
      await syncFolder(dirname(mark))
    },
    async remove(sha256) {
      if ((await sizeOf(keptMark(folder, sha256))) !== undefined) return
      await rm(path(sha256), { force: true })
    },
  }
}

function keptMark(folder: string, sha256: string): string {
  return join(folder, 'kept', basename(pathOf(folder, sha256)))
}

// Names the process that writes: its number alone may be given to another one after it.
function writerName(): string {
  return `${process.pid}-${Math.floor(performance.timeOrigin)}`
}

async function put(place: { folder: string; temporary: string }, bytes: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<Stored> {
  try {
    const written = await writeDown(place.temporary, bytes, limits.maxBytes ?? Number.POSITIVE_INFINITY)
    const target = pathOf(place.folder, written.sha256)
    const existed = (await sizeOf(target)) === written.size
    if (!existed) await giveName(place, target)
    return { ...written, existed }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
      throw new AppError('no-space', `No space is left in "${place.folder}": free some and send the file again`, { cause: error })
    }
    throw error
  } finally {
    await rm(place.temporary, { force: true })
  }
}

async function writeDown(file: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength
      if (size > maxBytes) throw new AppError('too-large', `The file is larger than ${maxBytes} bytes`)
      hash.update(chunk)
      await writeAll(handle, chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), size }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done)
    done += bytesWritten
  }
}

async function giveName(place: { folder: string; temporary: string }, target: string): Promise<void> {
  await chmod(place.temporary, 0o400)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await rename(place.temporary, target)
  await syncFolder(dirname(target))
  await syncFolder(place.folder)
}

// A name is on the disk only once its folder is. Windows has no such call and needs none.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    if (!isBeingWritten(name)) await rm(join(incoming, name), { force: true, recursive: true })
  }
}

function isBeingWritten(name: string): boolean {
  const writer = name.slice(0, name.lastIndexOf('.'))
  if (writer === writerName()) return true
  const pid = Number(writer.split('-')[0])
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', `"${sha256.slice(0, 80)}" is no SHA-256 in lower-case hex`)
  return join(folder, sha256.slice(0, 2), sha256)
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function notFound(sha256: string): AppError {
  return new AppError('not-found', `The vault holds nothing with the SHA-256 ${sha256}`)
}
