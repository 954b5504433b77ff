import type { Readable } from 'node:stream'

/**
 * Where evidence is kept: each file once, under the SHA-256 of its bytes, never changed. What was put is on the disk before it is answered. Failures are
 * AppErrors: `too-large`, `not-found`; of the vault itself `no-space`, `read-only`, `vault`; of a file that is read in (`readSourceFile`) `unreadable`,
 * `vanished`, `changed`.
 */
export interface Vault {
  /** Streams bytes in. Nothing is left behind where the stream fails, is longer than `maxBytes`, or the process ends. */
  put(bytes: AsyncIterable<Uint8Array>, limits?: PutLimits): Promise<Stored>
  /**
   * Puts many, a batch at a time: written and made durable side by side, and answered together once all of a batch is on the disk. What fails is answered
   * as a failure, and the rest goes on.
   */
  putMany<Key>(sources: AsyncIterable<PutSource<Key>> | Iterable<PutSource<Key>>, limits?: PutLimits): AsyncGenerator<readonly PutAnswer<Key>[]>
  has(sha256: string): Promise<boolean>
  /** Size in bytes. */
  size(sha256: string): Promise<number>
  /** The bytes, or `length` of them from `offset` (fewer at the end of the file). */
  open(sha256: string, range?: { readonly offset: number; readonly length: number }): Promise<Readable>
  /** Reads all of a file again and says what its bytes hash to now. */
  verify(sha256: string): Promise<Verified>
  /** Where the file lies on this machine, for readers that need a path. */
  path(sha256: string): string
  /** Keeps a file for somebody outside of the store's records (a report drafted on the command line): `remove` leaves it alone. */
  keep(sha256: string): Promise<void>
  /**
   * Removes a file nothing refers to any more; none is no error, and one that is kept or used stays. Other processes may put the same bytes meanwhile:
   * the file is moved aside, `isUsed` is asked again, and it comes back where somebody refers to it now. So whoever puts first refers to it (adds the item),
   * then asks `has`, and puts again where it is gone.
   */
  remove(sha256: string, isUsed?: () => Promise<boolean>): Promise<void>
}

export interface PutLimits {
  readonly maxBytes?: number
}

/** One of many: `key` is whatever the caller knows it by. */
export interface PutSource<Key> {
  readonly key: Key
  /** Called when it is its turn, so that not all files are open at once. */
  bytes(): AsyncIterable<Uint8Array>
}

export type PutAnswer<Key> =
  | { readonly key: Key; readonly stored: Stored }
  /** An AppError where the cause is known. */
  | { readonly key: Key; readonly error: unknown }

export interface Stored {
  readonly sha256: string
  readonly size: number
  /** True where the vault had these bytes already. */
  readonly existed: boolean
}

export interface Verified {
  readonly isIntact: boolean
  /** What the bytes hash to now. */
  readonly actual: string
  readonly size: number
}
