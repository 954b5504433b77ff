import { existsSync } from 'node:fs'
import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'

/** A private folder (mode 0700) that belongs to this process until it is released, or the process is gone. */
export interface OwnedFolder {
  readonly path: string
  /** Lets go of the lock; the folder stays for its maker to remove. */
  release(): void
}

const prefix = 'hindcast-unpacked-'
const ownName = /^hindcast-unpacked-\d{1,10}-[A-Za-z0-9]{6}$/
const lockName = 'owner.lock'
/** Each try needs a sweep of another process in the moment between making a folder and locking it. */
const mostTries = 20

/** Makes a folder below `root` that `sweepFolders` of no other process removes as long as this one runs. */
export async function makeOwnedFolder(root: string): Promise<OwnedFolder> {
  for (let left = mostTries; ; left -= 1) {
    const path = await mkdtemp(join(root, `${prefix}${process.pid}-`))
    try {
      const lock = takeLock(path)
      // Whoever sweeps removes the lock before letting go of it.
      if (existsSync(join(path, lockName))) return held(path, lock)
      lock.close()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

// A lock that nothing refers to is let go of when memory is collected.
const locks = new Set<DatabaseSync>()

function held(path: string, lock: DatabaseSync): OwnedFolder {
  locks.add(lock)
  const release = (): void => {
    if (locks.delete(lock)) lock.close()
  }
  return { path, release }
}

/**
 * Removes folders that processes left behind which could not: after kill -9, or when the power went. The lock of a folder is the operating system's own, taken
 * by SQLite on an empty database: it goes with the process, whatever its number is given to next. Folders of a running process, of other users, and whatever
 * is only called alike stay. What cannot be removed stays, too: nobody asked for it.
 */
export async function sweepFolders(root: string): Promise<void> {
  const names = await readdir(root).catch(() => [])
  for (const name of names) {
    if (ownName.test(name)) await sweepFolder(join(root, name)).catch(() => undefined)
  }
}

async function sweepFolder(path: string): Promise<void> {
  const state = await lstat(path)
  if (!state.isDirectory() || state.uid !== (process.getuid?.() ?? state.uid)) return
  if (!existsSync(join(path, lockName))) {
    // Without a lock it was left before it held anything; if somebody is just making it, they make another.
    await rmdir(path)
    return
  }
  const lock = takeLock(path)
  try {
    await rm(path, { recursive: true, force: true })
  } finally {
    lock.close()
  }
}

/** Throws where a running process has it. */
function takeLock(path: string): DatabaseSync {
  const database = new DatabaseSync(join(path, lockName), { timeout: 0 })
  try {
    // Not WAL: an exclusive transaction then holds the file itself. Nothing is ever written: no journal is needed either.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
