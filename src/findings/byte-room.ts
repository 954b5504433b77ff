/** The first block is small: many items hold few records. */
const smallestBlock = 4_096
const largestBlock = 262_144

/** A piece of a block. */
export interface Place {
  readonly block: Uint8Array
  readonly start: number
  readonly size: number
}

/** Room for copies of many records, cut from few blocks: an array of its own for each would cost more than the copying. Places are not given back. */
export class ByteRoom {
  private block = new Uint8Array(0)
  private used = 0
  private nextBlock = smallestBlock

  /** At least so many bytes, and a quarter more: records that come to the same place later are rarely much longer. */
  place(least: number): Place {
    const size = Math.ceil((least * 5) / 4 / 64) * 64
    if (this.used + size > this.block.length) {
      this.block = new Uint8Array(Math.max(size, this.nextBlock))
      this.used = 0
      this.nextBlock = Math.min(largestBlock, this.nextBlock * 2)
    }
    const start = this.used
    this.used += size
    return { block: this.block, start, size }
  }
}
