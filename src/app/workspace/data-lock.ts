import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../base/error.ts'
import { isObject, numberAt } from '../../base/json.ts'
import { type FileLock, takeFileLock } from '../file-lock.ts'
import { unusableFolder } from './data-folder.ts'

/** Held as long as a workspace uses a data folder. */
export type DataLock = FileLock

/** Takes a data folder for this process. Throws AppError `data-in-use` where another process has it, `data-folder` where it cannot hold anything. */
export async function lockDataFolder(folder: string, pid: number): Promise<DataLock> {
  const holderFile = join(folder, 'workspace.json')
  const lock = await takeOrTell(folder, holderFile)
  await writeFile(holderFile, `${JSON.stringify({ pid })}\n`)
  return lock
}

async function takeOrTell(folder: string, holderFile: string): Promise<FileLock> {
  try {
    return takeFileLock(join(folder, 'workspace.lock'))
  } catch (cause) {
    if (!isHeld(cause)) throw unusableFolder(folder, cause)
    throw await inUse(folder, holderFile, cause)
  }
}

/** True for a lock that somebody has, false for one that cannot be made. SQLITE_BUSY, SQLITE_LOCKED: https://www.sqlite.org/rescode.html */
function isHeld(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
  return code === 5 || code === 6
}

async function inUse(folder: string, holderFile: string, cause: unknown): Promise<AppError> {
  const holder = await readHolder(holderFile)
  const who = holder === undefined ? 'Another Hindcast' : `Another Hindcast (process ${holder})`
  return new AppError(
    'data-in-use',
    `${who} is using the data in "${folder}". Stop it, or start this one with another folder: hindcast serve --data DIR`,
    { cause },
  )
}

async function readHolder(file: string): Promise<number | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isObject(value) ? numberAt(value, 'pid') : undefined
  } catch {
    return undefined
  }
}
