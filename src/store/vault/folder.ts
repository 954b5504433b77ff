import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '../../base/error.ts'
import { makeFolder } from '../make-folder.ts'
import { sizeOf, syncFolder, systemCode } from './disk.ts'
import type { Vault, Verified } from './vault.ts'
import { putFile, putFiles, type VaultPlace } from './write-files.ts'

/**
 * Opens a vault in a folder, making it where it is not there, and sweeps what writers that are gone left unfinished.
 *
 * Layout: `<first two hex digits>/<sha256>`, files readable by the owner only and writable by nobody; `incoming/` holds what is being written,
 * `removing/` what is being removed, `kept/` a mark for each that must stay. A file gets its name only when all of it is on the disk, so whatever has a
 * name is whole.
 */
export async function openFolderVault(folder: string): Promise<Vault> {
  for (const name of ['incoming', 'removing']) await makeFolder(join(folder, name), 0o700)
  await sweep(join(folder, 'incoming'))
  await bringBack(folder)
  const path = (sha256: string) => pathOf(folder, sha256)
  let count = 0
  const next = () => `${writerName()}.${(count += 1)}`
  const place: VaultPlace = { folder, target: path, temporary: () => join(folder, 'incoming', next()) }
  return {
    path,
    put: (bytes, limits = {}) => putFile(place, bytes, limits),
    putMany: (sources, limits = {}) => putFiles(place, sources, limits),
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
    verify: (sha256) => verify(path(sha256), sha256),
    remove: (sha256, isUsed = async () => false) => remove(folder, { sha256, aside: `${next()}-${basename(path(sha256))}`, isUsed }),
  }
}

async function verify(file: string, sha256: string): Promise<Verified> {
  if ((await sizeOf(file)) === undefined) throw notFound(sha256)
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 })) {
    const bytes: Uint8Array = chunk
    hash.update(bytes)
    size += bytes.byteLength
  }
  const actual = hash.digest('hex')
  return { isIntact: actual === sha256, actual, size }
}

type Removal = { readonly sha256: string; readonly aside: string; readonly isUsed: () => Promise<boolean> }

async function remove(folder: string, { sha256, aside, isUsed }: Removal): Promise<void> {
  const mustStay = async () => (await sizeOf(keptMark(folder, sha256))) !== undefined || (await isUsed())
  if (await mustStay()) return
  const [target, moved] = [pathOf(folder, sha256), join(folder, 'removing', aside)]
  try {
    await rename(target, moved)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return
    throw error
  }
  let isNeeded = true
  try {
    isNeeded = await mustStay()
  } finally {
    if (isNeeded) await restore(moved, target)
    await rm(moved, { force: true })
  }
}

/** Gives a file its name back, unless somebody put the same bytes meanwhile. */
async function restore(moved: string, target: string): Promise<void> {
  try {
    await link(moved, target)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  await syncFolder(dirname(target))
}

/** What was being removed when its process ended may be in use: it comes back; whoever wants it gone removes it again. */
async function bringBack(folder: string): Promise<void> {
  const removing = join(folder, 'removing')
  for (const name of await readdir(removing)) {
    const sha256 = name.slice(name.lastIndexOf('-') + 1)
    if (isBeingWritten(name.slice(0, name.lastIndexOf('-'))) || !/^[0-9a-f]{64}$/.test(sha256)) continue
    await mkdir(dirname(pathOf(folder, sha256)), { recursive: true, mode: 0o700 })
    await restore(join(removing, name), pathOf(folder, sha256))
    await rm(join(removing, name), { force: true })
  }
}

function keptMark(folder: string, sha256: string): string {
  return join(folder, 'kept', basename(pathOf(folder, sha256)))
}

// Names the process that writes: its number alone may be given to another one after it.
function writerName(): string {
  return `${process.pid}-${Math.floor(performance.timeOrigin)}`
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

function notFound(sha256: string): AppError {
  return new AppError('not-found', `The vault holds nothing with the SHA-256 ${sha256}`)
}
