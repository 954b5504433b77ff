import { open, stat } from 'node:fs/promises'
import { AppError, messageOf } from '../../base/error.ts'

/** The code of a failed system call ("ENOENT"); "" for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Size of a regular file; undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : undefined
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Makes the names in a folder durable: a name is on the disk only once its folder is. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Does something to the vault's own files; what fails is told as a fault of the vault, not of what was to be put into it. */
export async function inVault<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw vaultError(folder, error)
  }
}

function vaultError(folder: string, error: unknown): unknown {
  const code = systemCode(error)
  if (code === '' || error instanceof AppError) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('no-space', `No space is left in "${folder}": free some and add the file again`, { cause: error })
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new AppError('read-only', `"${folder}" may not be written to: check the rights of the folder and of its disk`, { cause: error })
  }
  return new AppError('vault', `Cannot keep evidence in "${folder}": ${messageOf(error)}`, { cause: error })
}
