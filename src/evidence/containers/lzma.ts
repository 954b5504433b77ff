/** What is wrong with LZMA data, for a person. */
export class LzmaError extends Error {}

const states = 12
const probInit = 1024
// Where each kind of probability begins in one array (https://www.7-zip.org/sdk.html, lzma-specification.txt).
const isMatch = 0
const isRep = isMatch + (states << 4)
const isRepG0 = isRep + states
const isRepG1 = isRepG0 + states
const isRepG2 = isRepG1 + states
const isRep0Long = isRepG2 + states
const posSlots = isRep0Long + (states << 4)
const posSpecial = posSlots + 4 * 64
const posAlign = posSpecial + 115
const lengths = posAlign + 16
const repLengths = lengths + 2 + 2 * 128 + 256
const literals = repLengths + 2 + 2 * 128 + 256

/** Decodes the chunks of LZMA2 into a ring as large as the dictionary. */
export class LzmaDecoder {
  private readonly ring: Uint8Array
  private probs: Uint16Array = new Uint16Array(literals)
  private lc = 0
  private lpMask = 0
  private pbMask = 0
  private state = 0
  private rep0 = 0
  private rep1 = 0
  private rep2 = 0
  private rep3 = 0
  /** Place in the ring, and bytes since the dictionary was reset. */
  private at = 0
  private total = 0
  /** The first place not taken out yet. */
  private from = 0
  /** Copies of what was decoded when the ring was full. */
  private full: Uint8Array[] = []
  private input: Uint8Array = new Uint8Array()
  private inputAt = 0
  private range = 0
  private code = 0

  constructor(dictionaryBytes: number) {
    this.ring = new Uint8Array(Math.max(4096, dictionaryBytes))
  }

  resetDictionary(): void {
    this.total = 0
  }

  /** Takes the byte that holds lc, lp and pb. */
  setProperties(byte: number): void {
    const lc = byte % 9
    const lp = Math.floor(byte / 9) % 5
    const pb = Math.floor(byte / 45)
    if (pb > 4 || lc + lp > 4) throw new LzmaError('properties that are not allowed')
    this.lc = lc
    this.lpMask = (1 << lp) - 1
    this.pbMask = (1 << pb) - 1
    this.probs = new Uint16Array(literals + (0x300 << (lc + lp)))
  }

  resetState(): void {
    this.probs.fill(probInit)
    this.state = this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0
  }

  /** Takes bytes as they are. Gives them back as `decode` does. */
  copy(bytes: Uint8Array): Uint8Array[] {
    for (const byte of bytes) this.put(byte)
    return this.taken()
  }

  /** Decodes exactly so many bytes from a chunk. Throws LzmaError; what was decoded before is lost with the chunk, which has at most 2 MiB. */
  decode(packed: Uint8Array, size: number): Uint8Array[] {
    if (packed.length < 5 || packed[0] !== 0) throw new LzmaError('a chunk that starts wrongly')
    this.input = packed
    this.inputAt = 5
    this.range = 0xffffffff
    this.code = (((packed[1] ?? 0) << 24) | ((packed[2] ?? 0) << 16) | ((packed[3] ?? 0) << 8) | (packed[4] ?? 0)) >>> 0
    for (let left = size; left > 0; ) {
      const posState = this.total & this.pbMask
      if (this.bit(isMatch + (this.state << 4) + posState) === 0) {
        this.literal()
        left -= 1
      } else {
        const length = this.match(posState)
        if (length > left) throw new LzmaError('a match beyond the end of its chunk')
        left -= length
        this.repeat(length)
      }
    }
    return this.taken()
  }

  private bit(index: number): number {
    if (this.range < 0x1000000) this.refill()
    const prob = this.probs[index] ?? 0
    const bound = (this.range >>> 11) * prob
    if (this.code < bound) {
      this.range = bound
      this.probs[index] = prob + ((2048 - prob) >> 5)
      return 0
    }
    this.range -= bound
    this.code -= bound
    this.probs[index] = prob - (prob >> 5)
    return 1
  }

  private refill(): void {
    if (this.inputAt >= this.input.length) throw new LzmaError('a chunk that is too short')
    this.range = (this.range << 8) >>> 0
    this.code = ((this.code << 8) | (this.input[this.inputAt] ?? 0)) >>> 0
    this.inputAt += 1
  }

  private directBits(count: number): number {
    let value = 0
    for (let left = count; left > 0; left -= 1) {
      if (this.range < 0x1000000) this.refill()
      this.range >>>= 1
      const isOne = this.code >= this.range
      if (isOne) this.code -= this.range
      value = value * 2 + (isOne ? 1 : 0)
    }
    return value
  }

  private tree(base: number, count: number): number {
    let index = 1
    for (let left = count; left > 0; left -= 1) index = (index << 1) | this.bit(base + index)
    return index - (1 << count)
  }

  private reverseTree(base: number, count: number): number {
    let index = 1
    let value = 0
    for (let at = 0; at < count; at += 1) {
      const bit = this.bit(base + index)
      index = (index << 1) | bit
      value |= bit << at
    }
    return value
  }

  private literal(): void {
    const before = this.total === 0 ? 0 : (this.ring[this.at === 0 ? this.ring.length - 1 : this.at - 1] ?? 0)
    const base = literals + 0x300 * (((this.total & this.lpMask) << this.lc) + (before >> (8 - this.lc)))
    let symbol = 1
    if (this.state >= 7) {
      let matched = this.ring[this.place(this.rep0)] ?? 0
      for (let offset = 0x100; symbol < 0x100; ) {
        matched <<= 1
        const expected = matched & offset
        const bit = this.bit(base + offset + expected + symbol)
        symbol = (symbol << 1) | bit
        offset &= bit === 1 ? expected : ~expected
      }
    } else while (symbol < 0x100) symbol = (symbol << 1) | this.bit(base + symbol)
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6
    this.put(symbol & 0xff)
  }

  /** Reads a match or a repeated one: sets its distance, gives its length. */
  private match(posState: number): number {
    const { state } = this
    if (this.bit(isRep + state) === 0) {
      const length = this.length(lengths, posState)
      this.state = state < 7 ? 7 : 10
      this.rep3 = this.rep2
      this.rep2 = this.rep1
      this.rep1 = this.rep0
      this.rep0 = this.distance(length)
      return length
    }
    if (this.bit(isRepG0 + state) === 0) {
      if (this.bit(isRep0Long + (state << 4) + posState) === 0) {
        this.state = state < 7 ? 9 : 11
        return 1
      }
    } else this.rotate(state)
    const length = this.length(repLengths, posState)
    this.state = state < 7 ? 8 : 11
    return length
  }

  private rotate(state: number): void {
    let distance = this.rep1
    if (this.bit(isRepG1 + state) === 1) {
      if (this.bit(isRepG2 + state) === 0) distance = this.rep2
      else {
        distance = this.rep3
        this.rep3 = this.rep2
      }
      this.rep2 = this.rep1
    }
    this.rep1 = this.rep0
    this.rep0 = distance
  }

  private length(base: number, posState: number): number {
    if (this.bit(base) === 0) return 2 + this.tree(base + 2 + (posState << 3), 3)
    if (this.bit(base + 1) === 0) return 10 + this.tree(base + 130 + (posState << 3), 3)
    return 18 + this.tree(base + 258, 8)
  }

  private distance(length: number): number {
    const slot = this.tree(posSlots + (Math.min(length - 2, 3) << 6), 6)
    if (slot < 4) return slot
    const footer = (slot >> 1) - 1
    const high = (2 | (slot & 1)) * 2 ** footer
    if (slot < 14) return high + this.reverseTree(posSpecial + high - slot, footer)
    return high + this.directBits(footer - 4) * 16 + this.reverseTree(posAlign, 4)
  }

  /** Where the byte lies that is so far back. */
  private place(distance: number): number {
    if (distance >= this.total || distance >= this.ring.length) throw new LzmaError('a match before the start')
    const place = this.at - distance - 1
    return place < 0 ? place + this.ring.length : place
  }

  private repeat(length: number): void {
    const { ring, at } = this
    let place = this.place(this.rep0)
    if (at + length < ring.length && place + length < ring.length) {
      for (let to = at; to < at + length; to += 1, place += 1) ring[to] = ring[place] ?? 0
      this.at = at + length
      this.total += length
      return
    }
    for (let left = length; left > 0; left -= 1) {
      this.put(ring[place] ?? 0)
      place = place + 1 === ring.length ? 0 : place + 1
    }
  }

  private put(byte: number): void {
    this.ring[this.at] = byte
    this.at += 1
    this.total += 1
    if (this.at < this.ring.length) return
    this.full.push(this.ring.slice(this.from))
    this.at = 0
    this.from = 0
  }

  /** Copies of what was decoded since the last time. */
  private taken(): Uint8Array[] {
    const parts = [...this.full, this.ring.slice(this.from, this.at)]
    this.full = []
    this.from = this.at
    return parts
  }
}
