import type { Readable } from 'node:stream'

/**
 * Where evidence is kept: each file once, under the SHA-256 of its bytes, never changed. Failures are AppErrors: `too-large`, `no-space`,
 * `not-found`; what was put is on the disk before it is answered.
 */
export interface Vault {
  /** Streams bytes in. Nothing is left behind where the stream fails, is longer than `maxBytes`, or the process ends. */
  put(bytes: AsyncIterable<Uint8Array>, limits?: PutLimits): Promise<Stored>
  has(sha256: string): Promise<boolean>
  /** Size in bytes. */
  size(sha256: string): Promise<number>
  /** The bytes, or `length` of them from `offset` (fewer at the end of the file). */
  open(sha256: string, range?: { readonly offset: number; readonly length: number }): Promise<Readable>
  /** Where the file lies on this machine, for readers that need a path. */
  path(sha256: string): string
  /** Keeps a file for somebody outside of the store's records (a report drafted on the command line): `remove` leaves it alone. */
  keep(sha256: string): Promise<void>
  /** Removes a file nothing refers to any more; none is no error, and one that is kept stays. */
  remove(sha256: string): Promise<void>
}

export interface PutLimits {
  readonly maxBytes?: number
}

export interface Stored {
  readonly sha256: string
  readonly size: number
  /** True where the vault had these bytes already. */
  readonly existed: boolean
}
