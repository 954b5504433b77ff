import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'

/** Where records and evidence are kept where nobody says otherwise: `.hindcast` in the home folder, on every system. */
export function usualDataFolder(): string {
  return join(homedir(), '.hindcast')
}

/** Makes the data folder, readable by its owner only: evidence holds what must not leak. Throws AppError `data-folder` where that cannot be. */
export async function makeDataFolder(given: string): Promise<string> {
  const folder = resolve(given)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new AppError(
      'data-folder',
      `Cannot use "${folder}" as data folder: ${messageOf(cause)}. Give another one: hindcast serve --data DIR (or HINDCAST_DATA=DIR)`,
      { cause },
    )
  }
  return folder
}
