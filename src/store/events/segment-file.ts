import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../base/error.ts'

/**
 * Names the process that writes segments. Made once, in the main thread, and handed to its workers: names of files carry it, so that files of a process
 * that is gone can be told from those of one that still writes.
 */
export function segmentWriterName(): string {
  return `${process.pid}-${Math.floor(performance.timeOrigin)}`
}

/** Gives names of segments, each once: `tag` sets this giver apart from the others of the process, for ever. */
export function segmentNames(writer: string, tag: string): () => string {
  let count = 0
  return () => {
    count += 1
    return `${writer}.${tag}.${count}.parquet`
  }
}

/** Folder of the segments of an incident. */
export function segmentFolder(dataFolder: string, incident: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(incident)) throw new AppError('invalid', `"${incident.slice(0, 80)}" cannot name a folder of events`)
  return join(dataFolder, 'events', incident)
}

/** A file that gets its name only when all of it is on the disk. Used from workers: every call waits for the disk. */
export interface PendingFile {
  /** Appends bytes; answers where they start. */
  write(bytes: Uint8Array): number
  /** Syncs, names and answers the size. */
  finish(): number
  /** Leaves nothing behind. */
  abandon(): void
}

/** Starts the file `<folder>/<name>` as `<name>.tmp`. */
export function startFile(folder: string, name: string): PendingFile {
  const temporary = join(folder, `${name}.tmp`)
  const file = withReason(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return openSync(temporary, 'wx', 0o600)
  })
  let size = 0
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  return {
    write(bytes) {
      const start = size
      withReason(folder, () => writeAll(file, bytes))
      size += bytes.length
      return start
    },
    finish() {
      withReason(folder, () => {
        fsyncSync(file)
        close()
        giveName(folder, name)
      })
      return size
    },
    abandon() {
      close()
      rmSync(temporary, { force: true })
    },
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/** Gives a whole file `<name>.tmp`, written by something else, its name: synced before, and the folder after. */
export function adoptFile(folder: string, name: string): void {
  withReason(folder, () => {
    const file = openSync(join(folder, `${name}.tmp`), 'r+')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    giveName(folder, name)
  })
}

function giveName(folder: string, name: string): void {
  renameSync(join(folder, `${name}.tmp`), join(folder, name))
  syncFolder(folder)
}

// A name is on the disk only once its folder is. Windows has no such call and needs none.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const reasons: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOSPC: ['no-space', 'no space is left on the disk: free some and try again'],
  EDQUOT: ['no-space', 'the quota of the disk is used up: free some and try again'],
  EROFS: ['read-only', 'the disk is read-only'],
  EACCES: ['read-only', 'it may not be written to: check the rights of the folder'],
  EPERM: ['read-only', 'it may not be written to: check the rights of the folder'],
}

/** What keeps events from being written, as something the user can act on; any other error as it is. */
export function withReason<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw writeError(folder, error)
  }
}

/** As `withReason`, for an error that was caught elsewhere. */
export function writeError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = reasons[code]
  return known === undefined ? error : new AppError(known[0], `Cannot keep events in "${folder}": ${known[1]}`, { cause: error })
}

/**
 * Removes files of an incident's folder that are no segment and that no living process is writing: what killed writers left. `known` gives the names
 * that have a row, also those only kept for readers; it is asked last, as a writer may commit and end at any time. Answers what was removed.
 */
export async function sweepSegments(
  folder: string,
  { known, writer }: { known: () => Promise<ReadonlySet<string>>; writer: string },
): Promise<string[]> {
  const names = await readdir(folder).catch(noFolder)
  const left = names.filter((name) => !isBeingWritten(name, writer))
  const kept = left.length === 0 ? new Set<string>() : await known()
  const removed = left.filter((name) => !kept.has(name))
  for (const name of removed) await rm(join(folder, name), { force: true, recursive: true })
  return removed
}

function noFolder(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  throw error
}

function isBeingWritten(name: string, writer: string): boolean {
  const match = /^((\d{1,10})-\d{1,16})\./.exec(name)
  if (match === null) return false
  if (match[1] === writer) return true
  const pid = Number(match[2])
  if (pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
