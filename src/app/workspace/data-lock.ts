import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../base/error.ts'
import { isObject, numberAt } from '../../base/json.ts'

/** Held as long as a workspace uses a data folder. */
export interface DataLock {
  release(): void
}

/**
 * Takes a data folder for this process. The lock is the operating system's own, taken by SQLite on an empty database: it goes when the process
 * does, also after kill -9, and no stale file can keep anybody out. Throws AppError `data-in-use` where another process has it.
 */
export async function lockDataFolder(folder: string, pid: number): Promise<DataLock> {
  const holderFile = join(folder, 'workspace.json')
  const database = new DatabaseSync(join(folder, 'workspace.lock'), { timeout: 0 })
  try {
    // Not WAL: an exclusive transaction then holds the file itself.
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw await inUse(folder, holderFile, cause)
  }
  await writeFile(holderFile, `${JSON.stringify({ pid })}\n`)
  return { release: () => database.close() }
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
