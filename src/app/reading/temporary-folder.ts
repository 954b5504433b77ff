import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { AppError, messageOf } from '../../base/error.ts'
import { makeOwnedFolder, type OwnedFolder, sweepFolders } from './owned-folder.ts'
import type { StoredBytes } from './unpack-request.ts'

/** A private folder (mode 0700) for what is unpacked to be read once. Files are named by number, never by what an archive says. */
export interface TemporaryFolder extends AsyncDisposable {
  /** Writes bytes to a file of its own. Throws AppError `disk-full` or `temporary`. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /** Removes a file that `put` wrote. */
  remove(file: string): Promise<void>
  /** Removes everything. Also done when the process ends. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Made on the first use, below the system's folder for temporary files (TMPDIR). What processes that are gone left there is removed. */
export function openTemporaryFolder(): TemporaryFolder {
  return new NumberedFolder()
}

class NumberedFolder implements TemporaryFolder {
  private made: Promise<string> | undefined
  private owned: OwnedFolder | undefined
  private readonly swept = sweepFolders(tmpdir())
  private count = 0
  private readonly removeAtExit = (): void => {
    this.owned?.release()
    if (this.owned !== undefined) rmSync(this.owned.path, { recursive: true, force: true })
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
    this.made ??= this.make()
    this.count += 1
    const file = join(await this.made, String(this.count).padStart(7, '0'))
    const hash = createHash('sha256')
    let size = 0
    const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
      throw writeError(file, error)
    })
    try {
      for await (const part of bytes) {
        hash.update(part)
        size += part.length
        await writeAll(handle, { part, file })
      }
    } finally {
      await handle.close()
    }
    return { sha256: hash.digest('hex'), size, file }
  }

  async remove(file: string): Promise<void> {
    await rm(file, { force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('exit', this.removeAtExit)
    await this.swept
    await this.made?.catch(() => undefined)
    const { owned } = this
    this.owned = undefined
    owned?.release()
    if (owned !== undefined) await rm(owned.path, { recursive: true, force: true })
  }

  private async make(): Promise<string> {
    process.once('exit', this.removeAtExit)
    try {
      this.owned = await makeOwnedFolder(tmpdir())
      return this.owned.path
    } catch (error) {
      throw new AppError('temporary', `Cannot make a folder to unpack into below "${tmpdir()}": ${messageOf(error)}. Set TMPDIR to another folder`, {
        cause: error,
      })
    }
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, { part, file }: { part: Uint8Array; file: string }): Promise<void> {
  for (let at = 0; at < part.length; ) {
    const { bytesWritten } = await handle.write(part, at).catch((error: unknown) => {
      throw writeError(file, error)
    })
    at += bytesWritten
  }
}

const full = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG'])

function writeError(file: string, error: unknown): AppError {
  const isFull = error instanceof Error && 'code' in error && full.has(error.code)
  const where = `"${tmpdir()}"`
  return isFull
    ? new AppError('disk-full', `There is no room left in ${where} to unpack a container. Free some, or set TMPDIR to a folder with more room`, {
        cause: error,
      })
    : new AppError('temporary', `Cannot unpack into "${file}": ${messageOf(error)}. Set TMPDIR to another folder`, { cause: error })
}
