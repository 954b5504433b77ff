import type { Problem } from '../../model/problem.ts'
import type { UnpackLimits } from './unpack-limits.ts'

/** Where bytes were put: their hash, and a file to read them from. */
export interface StoredBytes {
  readonly sha256: string
  readonly size: number
  readonly file: string
  /** All of them, where they are still in memory: then the file may not be there yet. */
  readonly bytes?: Uint8Array
}

/** A container, or a file out of one. */
export interface UnpackedItem extends StoredBytes {
  /** The given path; inside of it, `!` and the member's path: `case.zip!logs/auth.log.gz!auth.log`. */
  readonly path: string
  /** SHA-256 of the container it lay in. */
  readonly parent?: string
  /** Name of the kind of container it is; absent for what is no container, or stays one item. */
  readonly container?: string
  /** Last change, ms since 1970, where the container says so. */
  readonly modifiedMs?: number
}

export interface UnpackRequest {
  /** As it was given. */
  readonly path: string
  /** Where the bytes lie, where that is not `path`. */
  readonly file?: string
  /** Its hash, where it is known already. */
  readonly sha256?: string
  readonly limits?: Partial<UnpackLimits>
  readonly signal?: AbortSignal
  /** Leaves a gzip file that holds no further container as it is: the reader of logs decodes it while it reads. */
  readonly leaveGzip?: boolean
  /** Stores the bytes of a member to their end (in the vault, in a temporary file). What it throws ends the unpacking. */
  readonly put: (bytes: AsyncIterable<Uint8Array>) => Promise<StoredBytes>
  /** Called for each item, a container before its members, in their order. */
  readonly onItem: (item: UnpackedItem) => void | Promise<void>
  readonly onProblem: (problem: Problem) => void
  /** Called for a stored container once all its members are unpacked. */
  readonly onUnpacked?: (item: UnpackedItem) => Promise<void>
}
