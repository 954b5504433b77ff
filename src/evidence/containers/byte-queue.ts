/** Takes bytes from a stream in the pieces a reader asks for. */
export class ByteQueue {
  /** Bytes taken so far. */
  offset = 0
  private readonly source: AsyncIterator<Uint8Array>
  private current: Uint8Array = new Uint8Array()
  private ended = false

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.source = bytes[Symbol.asyncIterator]()
  }

  /** Exactly so many bytes, fewer where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for await (const part of this.pass(length)) parts.push(part)
    return parts.length === 1 && parts[0] !== undefined ? Buffer.from(parts[0].buffer, parts[0].byteOffset, parts[0].length) : Buffer.concat(parts)
  }

  /** So many bytes in the pieces they come in. What is not asked for stays: the caller skips it. */
  async *pass(length: number): AsyncGenerator<Uint8Array> {
    let left = length
    while (left > 0) {
      if (this.current.length === 0 && !(await this.refill())) return
      const part = this.current.subarray(0, left)
      this.current = this.current.subarray(part.length)
      this.offset += part.length
      left -= part.length
      yield part
    }
  }

  async skip(length: number): Promise<void> {
    for await (const part of this.pass(length)) if (part.length === 0) return
  }

  async close(): Promise<void> {
    await this.source.return?.()
  }

  private async refill(): Promise<boolean> {
    while (!this.ended && this.current.length === 0) {
      const next = await this.source.next()
      if (next.done === true) this.ended = true
      else this.current = next.value
    }
    return this.current.length > 0
  }
}
