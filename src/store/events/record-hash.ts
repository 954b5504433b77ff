import { hash } from 'node:crypto'

/** First 8 bytes of the SHA-256 of records, in halves of 64 bits. A record that gave several events is hashed once. */
export class RecordHash {
  low = 0
  high = 0
  #item = -1
  #offset = -1

  /** Hashes the record at this offset of an item, unless it was the last. */
  read(bytes: Uint8Array, item: number, offset: number): void {
    if (this.#item === item && this.#offset === offset) return
    const digest = hash('sha256', bytes, 'binary')
    this.#item = item
    this.#offset = offset
    this.high = wordAt(digest, 0)
    this.low = wordAt(digest, 4)
  }

  /** Items are numbered anew. */
  forget(): void {
    this.#item = -1
  }
}

/** Four bytes, highest first, of a text that has one in each character. */
function wordAt(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 24) | (bytes.charCodeAt(at + 1) << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)
}
