import { existsSync } from 'node:fs'
import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { takeFileLock } from '../file-lock.ts'

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
      const lock = takeFileLock(join(path, lockName))
      // Whoever sweeps removes the lock before letting go of it.
      if (existsSync(join(path, lockName))) return { path, release: lock.release }
      lock.release()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

/**
 * Removes folders that processes left behind which could not: after kill -9, or when the power went. The lock of a folder goes
 * with its process (`takeFileLock`). Folders of a running process, of other users, and whatever
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
  const lock = takeFileLock(join(path, lockName))
  try {
    await rm(path, { recursive: true, force: true })
  } finally {
    lock.release()
  }
}
