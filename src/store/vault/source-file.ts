import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { AppError, messageOf } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import { systemCode } from './disk.ts'

const chunkBytes = 256 * 1024

/**
 * Reads a file of the user's from its beginning to its end, and makes sure that it stayed the same meanwhile. Failures are AppErrors: `vanished`,
 * `unreadable` (rights, a folder, a device, a disk that fails), `changed` (it grew, shrank or was written to: a copy would be of no moment at all).
 * `bytes` open it where its name is not UTF-8, and `path` only tells which it is.
 */
export async function* readSourceFile(path: string, bytes?: Buffer): AsyncGenerator<Uint8Array> {
  // Without waiting for a writer, should it be a named pipe.
  const handle = await at(path, () => open(bytes ?? path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)))
  try {
    const before = await at(path, () => handle.stat())
    if (!before.isFile()) throw new AppError('unreadable', `"${path}" is no file but a ${before.isDirectory() ? 'folder' : 'device or pipe'}`)
    let done = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(1, before.size - done + 1)))
      const { bytesRead } = await at(path, () => handle.read(chunk, 0, chunk.byteLength, done))
      done += bytesRead
      if (done > before.size) throw changed(path, `it grew beyond the ${formatNumber(before.size)} bytes it had at first`)
      if (bytesRead === 0) break
      yield chunk.subarray(0, bytesRead)
    }
    await checkUnchanged({ path, handle, before, done })
  } finally {
    await handle.close()
  }
}

async function checkUnchanged({ path, handle, before, done }: { path: string; handle: FileHandle; before: Stats; done: number }): Promise<void> {
  if (done < before.size) throw changed(path, `it shrank to ${formatNumber(done)} of ${formatNumber(before.size)} bytes`)
  const after = await at(path, () => handle.stat())
  if (after.nlink === 0 && before.nlink > 0) throw new AppError('vanished', `"${path}" was removed while it was copied; nothing of it was kept`)
  if (after.size !== before.size) throw changed(path, `it grew to ${formatNumber(after.size)} bytes`)
  if (after.mtimeMs !== before.mtimeMs) throw changed(path, 'it was written to')
}

function changed(path: string, how: string): AppError {
  return new AppError('changed', `"${path}" changed while it was copied: ${how}. Nothing of it was kept; copy it once nobody writes to it`)
}

async function at<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const code = systemCode(cause)
    if (code === 'ENOENT') throw new AppError('vanished', `"${path}" is not there any more`, { cause })
    if (code === 'EACCES' || code === 'EPERM') throw new AppError('unreadable', `"${path}" may not be read: check its rights`, { cause })
    throw new AppError('unreadable', `"${path}" cannot be read: ${messageOf(cause)}`, { cause })
  }
}
