import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import { cleanFileName } from '../workspace/file-name.ts'
import type { Discovery } from '../reading/discover.ts'

/** A file, or a stream, that is to become evidence. */
export interface Incoming {
  /** What it is found by: its path as given, or `-`. */
  readonly found: string
  readonly name: string
  /** Below the folder that was given, that folder's name first; "" for what was given itself. */
  readonly path: string
  /** Bytes, where they are known before. */
  readonly size: number
  readonly modifiedMs?: number
  /** Its bytes to their end; throws where they cannot be read. */
  open(): AsyncIterable<Uint8Array>
  /** What was wrong with it while it was read, told once its bytes were taken; undefined where nothing was. */
  changed(taken: number): Promise<string | undefined>
}

/** The files of given paths as what is to come in, named after the folders that were given. */
export function incomingFiles({ files }: Discovery, given: readonly string[]): Incoming[] {
  const roots = given.map((path) => (path.length > 1 ? path.replace(/\/{1,64}$/, '') : path))
  return files.map(({ path, size, modifiedMs }) => {
    const root = roots.find((one) => path === one || path.startsWith(one === '/' ? one : `${one}/`))
    const below = root === undefined || root === path ? '' : path.slice(root === '/' ? 1 : root.length + 1)
    return {
      found: path,
      name: cleanFileName(basename(path)),
      path: below === '' ? '' : cleanPath(`${basename(resolve(root ?? ''))}/${below}`),
      size,
      modifiedMs: Math.floor(modifiedMs),
      open: () => fileBytes(path),
      changed: (taken) => changeOf(path, { taken, modifiedMs }),
    }
  })
}

/** What comes on standard input. */
export function incomingStream(name: string, bytes: AsyncIterable<Uint8Array>): Incoming {
  return { found: '-', name: cleanFileName(name), path: '', size: 0, open: () => bytes, changed: async () => undefined }
}

/** A path for people to read: cleaned part by part, nothing that leads out of it. */
export function cleanPath(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.slice(-60).map(cleanFileName).join('/')
}

/** The bytes a file has when it is opened: one that grows while it is read is taken as it was, and comes to an end. */
async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  let handle: FileHandle
  let size: number
  try {
    handle = await open(path, 'r')
    size = (await handle.stat()).size
  } catch (cause) {
    throw new AppError('unreadable', `Cannot be read: ${reasonOf(cause)}`, { cause })
  }
  try {
    if (size > 0) yield* createReadStream(path, { fd: handle, autoClose: false, start: 0, end: size - 1, highWaterMark: 1024 * 1024 })
  } catch (cause) {
    throw new AppError('unreadable', `Cannot be read to its end: ${reasonOf(cause)}`, { cause })
  } finally {
    await handle.close()
  }
}

async function changeOf(path: string, { taken, modifiedMs }: { taken: number; modifiedMs: number }): Promise<string | undefined> {
  let now: { size: number; mtimeMs: number }
  try {
    now = await stat(path)
  } catch {
    return `Vanished while it was read: the ${formatNumber(taken)} bytes that were there are kept`
  }
  if (now.size === taken && now.mtimeMs <= modifiedMs) return undefined
  const what = now.size === taken ? 'Was written to' : now.size > taken ? 'Grew' : 'Shrank'
  return `${what} while it was read: ${formatNumber(taken)} bytes are kept as they were then; add it again once nothing writes to it any more`
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'it is not there any more'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  return messageOf(error)
}
