import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { makeFolder } from '../../store/make-folder.ts'

/** Where records and evidence are kept where nobody says otherwise: `.hindcast` in the home folder, on every system. */
export function usualDataFolder(): string {
  return join(homedir(), '.hindcast')
}

/** Makes the data folder, readable by its owner only: evidence holds what must not leak. Throws AppError `data-folder` where that cannot be. */
export async function makeDataFolder(given: string): Promise<string> {
  const folder = resolve(given)
  try {
    await makeFolder(folder, 0o700)
  } catch (cause) {
    throw unusableFolder(folder, cause)
  }
  return folder
}

/** A data folder that cannot be made, or cannot hold anything: a file system of the kernel's own, a disk that may only be read. */
export function unusableFolder(folder: string, cause: unknown): AppError {
  const why = `Cannot use "${folder}" as data folder: ${messageOf(cause)}`
  return new AppError('data-folder', `${why}. Give another one with --data DIR (or HINDCAST_DATA=DIR)`, { cause })
}
