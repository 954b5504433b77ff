import { AppError, messageOf } from '../../base/error.ts'

/** A segment that was there when the ledger was read, and is not any more: another process compacted it. */
export class MissingSegmentError extends Error {
  constructor(cause: unknown) {
    super('A file of events is gone', { cause })
    this.name = 'MissingSegmentError'
  }
}

/** Each try needs another process to have replaced files meanwhile. */
const mostTries = 5

/** Runs a reading that asks the ledger which segments there are; anew where a file of them was replaced and deleted meanwhile. */
export async function readAnew<T>(read: () => Promise<T>): Promise<T> {
  for (let left = mostTries; ; left -= 1) {
    try {
      return await read()
    } catch (error) {
      if (left === 1 || !(error instanceof MissingSegmentError)) throw error
    }
  }
}

/** What went wrong in DuckDB, as something the user can act on; what is none of that as it is. */
export function searchError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return new AppError('cancelled', 'The search was cancelled', { cause: error })
  if (error instanceof AppError) return error
  const message = messageOf(error)
  if (/^INTERRUPT Error|Interrupted/.test(message)) return new AppError('cancelled', 'The search was cancelled', { cause: error })
  if (/Out of Memory|failed to (?:allocate|pin)|max_temp_directory_size/i.test(message)) {
    return new AppError('too-costly', 'This search needs more memory than it may take: ask for a shorter time, or for fewer fields', { cause: error })
  }
  if (/No files found that match|Cannot open file|No such file/.test(message)) return new MissingSegmentError(error)
  if (/No space left|ENOSPC/.test(message)) {
    return new AppError('no-space', 'No space is left for what this search has to put aside: free some, or ask for a shorter time', { cause: error })
  }
  return error
}
