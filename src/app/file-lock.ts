import { DatabaseSync } from 'node:sqlite'

/** A file that this process holds until it lets go, or is gone. */
export interface FileLock {
  release(): void
}

// A lock that nothing refers to would be let go of when memory is collected.
const held = new Set<DatabaseSync>()

/**
 * Takes a file, which is made where it is missing and stays empty. The lock is the operating system's own, taken by SQLite on an empty database: it goes with
 * the process, also after kill -9, whatever its number is given to next, and no stale file can keep anybody out. Throws where a running process has it.
 */
export function takeFileLock(file: string): FileLock {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // Not WAL: an exclusive transaction then holds the file itself. Nothing is ever written: no journal is needed either.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw error
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}
