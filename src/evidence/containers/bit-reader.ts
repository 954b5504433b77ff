import type { ByteQueue } from './byte-queue.ts'

/** The stream ended where more was needed. */
export class EndOfBytes extends Error {}

const pieceBytes = 64 * 1024

/** Reads bits, the highest of a byte first, from bytes that were fetched before: decoding itself never waits. */
export class BitReader {
  private readonly queue: ByteQueue
  private bytes: Uint8Array = new Uint8Array()
  private at = 0
  private held = 0
  private count = 0

  constructor(queue: ByteQueue) {
    this.queue = queue
  }

  /** Waits until so many bytes are at hand, or all there are. */
  async fetch(length: number): Promise<void> {
    const left = this.bytes.length - this.at
    if (left >= length) return
    const more = await this.queue.take(Math.max(length - left, pieceBytes))
    this.bytes = left === 0 ? more : Buffer.concat([this.bytes.subarray(this.at), more])
    this.at = 0
  }

  /** At most 24 bits. Throws EndOfBytes. */
  read(width: number): number {
    while (this.count < width) {
      if (this.at >= this.bytes.length) throw new EndOfBytes()
      this.held = ((this.held << 8) | (this.bytes[this.at] ?? 0)) & 0x7fffffff
      this.at += 1
      this.count += 8
    }
    this.count -= width
    return (this.held >>> this.count) & ((1 << width) - 1)
  }

  /** The next bits without taking them; zeros where the bytes end. */
  peek(width: number): number {
    while (this.count < width) {
      this.held = ((this.held << 8) | (this.bytes[this.at] ?? 0)) & 0x7fffffff
      this.at += 1
      this.count += 8
    }
    return (this.held >>> (this.count - width)) & ((1 << width) - 1)
  }

  /** Takes bits that `peek` showed. Throws EndOfBytes where they were not there. */
  skip(width: number): void {
    this.count -= width
    if (this.at - (this.count >> 3) > this.bytes.length) throw new EndOfBytes()
  }

  /** Leaves out the rest of a byte. */
  align(): void {
    this.count -= this.count & 7
  }

  /** True where no byte is left. */
  get isAtEnd(): boolean {
    return this.at - (this.count >> 3) >= this.bytes.length
  }
}
