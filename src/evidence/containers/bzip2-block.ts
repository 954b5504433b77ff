import type { BitReader } from './bit-reader.ts'

/** What is wrong with a block, for a person. */
export class BlockError extends Error {}

const groupSymbols = 50
const mostCodeBits = 20
const fastBits = 10
const chunkBytes = 256 * 1024

interface HuffmanTable {
  /** symbol << 5 | length for codes of at most `fastBits`; 0 for longer ones. */
  readonly fast: Uint16Array
  readonly longest: number
  /** By length: the largest code, and what to take from a code to get its place in `symbols`. */
  readonly limit: Int32Array
  readonly base: Int32Array
  readonly symbols: Uint16Array
}

/** Decodes blocks of up to `level` times 100,000 bytes; the same memory for all. */
export class BlockDecoder {
  private readonly bits: BitReader
  private readonly most: number
  /** For each place the byte (lower 8 bits) and, once sorted, the place of the one that follows it. */
  private readonly links: Uint32Array
  private readonly counts = new Uint32Array(256)

  constructor(bits: BitReader, level: number) {
    this.bits = bits
    this.most = level * 100_000
    this.links = new Uint32Array(this.most)
  }

  /** The decoded bytes of the block that starts behind its magic number, and their CRC. Throws BlockError or EndOfBytes. */
  decode(): { parts: readonly Uint8Array[]; crc: number } {
    const { bits } = this
    const said = ((bits.read(16) << 16) | bits.read(16)) >>> 0
    if (bits.read(1) === 1) throw new BlockError('a randomised block, as only versions before 1.0 wrote them')
    const origin = bits.read(24)
    const used = this.readUsedBytes()
    const groups = bits.read(3)
    const selectors = this.readSelectors(groups)
    const tables = Array.from({ length: groups }, () => this.readTable(used.length + 2))
    const length = this.readSymbols({ used, selectors, tables })
    if (origin >= length) throw new BlockError('a start outside of the block')
    const result = this.unsort(origin, length)
    if (result.crc !== said) throw new BlockError('a CRC that differs')
    return result
  }

  private readUsedBytes(): Uint8Array {
    const { bits } = this
    const ranges = bits.read(16)
    const used: number[] = []
    for (let range = 0; range < 16; range += 1) {
      if ((ranges & (0x8000 >> range)) === 0) continue
      const map = bits.read(16)
      for (let low = 0; low < 16; low += 1) if ((map & (0x8000 >> low)) !== 0) used.push(range * 16 + low)
    }
    if (used.length === 0) throw new BlockError('no byte that is used')
    return Uint8Array.from(used)
  }

  private readSelectors(groups: number): Uint8Array {
    const { bits } = this
    const count = bits.read(15)
    if (groups < 2 || groups > 6 || count === 0) throw new BlockError('a wrong number of code tables')
    const order = Array.from({ length: groups }, (_, index) => index)
    const selectors = new Uint8Array(count)
    for (let at = 0; at < count; at += 1) {
      let place = 0
      while (bits.read(1) === 1) {
        place += 1
        if (place >= groups) throw new BlockError('a code table that there is not')
      }
      const [selected = 0] = order.splice(place, 1)
      order.unshift(selected)
      selectors[at] = selected
    }
    return selectors
  }

  private readTable(symbols: number): HuffmanTable {
    const { bits } = this
    const lengths = new Uint8Array(symbols)
    let length = bits.read(5)
    for (let symbol = 0; symbol < symbols; symbol += 1) {
      for (;;) {
        if (length < 1 || length > mostCodeBits) throw new BlockError('a wrong length of a code')
        if (bits.read(1) === 0) break
        length += bits.read(1) === 0 ? 1 : -1
      }
      lengths[symbol] = length
    }
    return tableOf(lengths)
  }

  /** Undoes Huffman's codes, the runs and moving to the front; gives the number of bytes. */
  private readSymbols({ used, selectors, tables }: { used: Uint8Array; selectors: Uint8Array; tables: readonly HuffmanTable[] }): number {
    const { links, counts, most, bits } = this
    const front = Uint8Array.from(used)
    const end = used.length + 1
    counts.fill(0)
    let length = 0
    let run = 0
    let weight = 1
    for (let group = 0; ; group += 1) {
      const table = tables[selectors[group] ?? -1]
      if (table === undefined) throw new BlockError('fewer code tables than it needs')
      for (let at = 0; at < groupSymbols; at += 1) {
        const symbol = readSymbol(bits, table)
        if (symbol <= 1) {
          run += weight << symbol
          weight <<= 1
          if (run > most) throw new BlockError('more bytes than fit')
          continue
        }
        if (run > 0) {
          const byte = front[0] ?? 0
          if (length + run > most) throw new BlockError('more bytes than fit')
          links.fill(byte, length, length + run)
          counts[byte] = (counts[byte] ?? 0) + run
          length += run
          run = 0
          weight = 1
        }
        if (symbol === end) return length
        if (length >= most) throw new BlockError('more bytes than fit')
        const byte = front[symbol - 1] ?? 0
        front.copyWithin(1, 0, symbol - 1)
        front[0] = byte
        links[length] = byte
        counts[byte] = (counts[byte] ?? 0) + 1
        length += 1
      }
    }
  }

  /** Undoes the sorting (Burrows and Wheeler) and the first run-length coding: after four equal bytes stands how many more there are. */
  private unsort(origin: number, length: number): { parts: Uint8Array[]; crc: number } {
    const { links, counts } = this
    let sum = 0
    for (let byte = 0; byte < 256; byte += 1) {
      const count = counts[byte] ?? 0
      counts[byte] = sum
      sum += count
    }
    for (let at = 0; at < length; at += 1) {
      const byte = (links[at] ?? 0) & 0xff
      const place = counts[byte] ?? 0
      counts[byte] = place + 1
      links[place] = (links[place] ?? 0) | (at << 8)
    }
    const writer = new RunWriter()
    let link = links[origin] ?? 0
    for (let left = length; left > 0; left -= 1) {
      link = links[link >>> 8] ?? 0
      writer.take(link & 0xff)
    }
    return writer.end()
  }
}

/** Writes bytes out, with the runs that four equal ones begin. */
class RunWriter {
  private readonly parts: Uint8Array[] = []
  private part = new Uint8Array(chunkBytes)
  private filled = 0
  private crc = 0xffffffff
  private last = -1
  private equal = 0

  take(byte: number): void {
    if (this.equal === 4) {
      for (let count = byte; count > 0; count -= 1) this.put(this.last)
      this.equal = 0
      this.last = -1
      return
    }
    this.equal = byte === this.last ? this.equal + 1 : 1
    this.last = byte
    this.put(byte)
  }

  end(): { parts: Uint8Array[]; crc: number } {
    if (this.filled > 0) this.parts.push(this.part.subarray(0, this.filled))
    return { parts: this.parts, crc: ~this.crc >>> 0 }
  }

  private put(byte: number): void {
    if (this.filled === chunkBytes) {
      this.parts.push(this.part)
      this.part = new Uint8Array(chunkBytes)
      this.filled = 0
    }
    this.part[this.filled] = byte
    this.filled += 1
    this.crc = (this.crc << 8) ^ (crcTable[(this.crc >>> 24) ^ byte] ?? 0)
  }
}

function readSymbol(bits: BitReader, table: HuffmanTable): number {
  const entry = table.fast[bits.peek(fastBits)] ?? 0
  if (entry !== 0) {
    bits.skip(entry & 31)
    return entry >> 5
  }
  const code = bits.peek(mostCodeBits)
  for (let length = fastBits + 1; length <= table.longest; length += 1) {
    const value = code >> (mostCodeBits - length)
    if (value > (table.limit[length] ?? -1)) continue
    bits.skip(length)
    const symbol = table.symbols[value - (table.base[length] ?? 0)]
    if (symbol !== undefined) return symbol
    break
  }
  throw new BlockError('a code that there is not')
}

/** Canonical codes: shorter ones first, those of one length in the order of the symbols. */
function tableOf(lengths: Uint8Array): HuffmanTable {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  const limit = new Int32Array(mostCodeBits + 1).fill(-1)
  const base = new Int32Array(mostCodeBits + 1)
  const symbols = new Uint16Array(lengths.length)
  const fast = new Uint16Array(1 << fastBits)
  let code = 0
  let place = 0
  for (let length = 1; length <= longest; length += 1) {
    base[length] = code - place
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue
      symbols[place] = symbol
      const shift = fastBits - length
      if (shift >= 0) fast.fill((symbol << 5) | length, code << shift, (code + 1) << shift)
      code += 1
      place += 1
    }
    if (code > 1 << length) throw new BlockError('codes that overlap')
    limit[length] = code - 1
    code <<= 1
  }
  return { fast, longest, limit, base, symbols }
}

/** CRC-32 with the highest bit first, as bzip2 has it. */
const crcTable = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value
})
