/** Bytes that grow at the end. Its memory is kept when it is emptied. */
export class ByteBuffer {
  bytes: Buffer
  length = 0

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity)
  }

  /** Makes room for this many bytes behind the end. */
  reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }

  /** What is in it, until it is changed. */
  view(): Buffer {
    return this.bytes.subarray(0, this.length)
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.length] = value
    this.length += 1
  }

  /** Four bytes, lowest first. */
  word(value: number): void {
    this.reserve(4)
    const { bytes, length } = this
    bytes[length] = value
    bytes[length + 1] = value >>> 8
    bytes[length + 2] = value >>> 16
    bytes[length + 3] = value >>> 24
    this.length = length + 4
  }

  /** Seven bits a byte, lowest first; whole numbers from 0 to 2^53. */
  varint(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.byte((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }

  /** A text as Parquet writes it plainly: its length in four bytes, then UTF-8. Answers the length. */
  text(text: string): number {
    // UTF-16 code units need at most three bytes each.
    this.reserve(4 + text.length * 3)
    const at = this.length + 4
    const written = this.bytes.write(text, at)
    this.word(written)
    this.length = at + written
    return written
  }

  /** The same of a text whose UTF-8 this is. */
  textOf(utf8: Uint8Array): void {
    this.reserve(4 + utf8.length)
    this.word(utf8.length)
    this.bytes.set(utf8, this.length)
    this.length += utf8.length
  }

  append(source: Uint8Array, from = 0, to = source.length): void {
    const count = to - from
    this.reserve(count)
    if (count <= 24) {
      const { bytes, length } = this
      for (let index = 0; index < count; index += 1) bytes[length + index] = source[from + index] ?? 0
    } else {
      this.bytes.set(from === 0 && to === source.length ? source : source.subarray(from, to), this.length)
    }
    this.length += count
  }

  clear(): void {
    this.length = 0
  }
}
