// Written by bzip2, pbzip2 and lbzip2: one or more streams of blocks. Decoded by hand: of the libraries one loads the whole file (8 MB/s), the
// other gives nothing of a stream that is cut off.
import { BitReader, EndOfBytes } from './bit-reader.ts'
import { ByteQueue } from './byte-queue.ts'
import { BlockDecoder, BlockError } from './bzip2-block.ts'
import { type Container, type Damage, memberNameOf } from './container.ts'

const blockMagic = [0x314159, 0x265359] as const
const endMagic = [0x177245, 0x385090] as const
/** More than the longest codes for a full block take up, for each 100,000 bytes. */
const mostPackedBytes = 280_000

export const bzip2: Container = {
  name: 'bzip2',
  title: 'bzip2',
  spec: 'https://sourceware.org/bzip2/manual/manual.html',
  kind: 'compressed',
  recognise: ([b, z, h, level = 0, first]) =>
    b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39 && (first === 0x31 || first === 0x17),
  async *entries(source) {
    yield {
      kind: 'member',
      path: memberNameOf(source.name),
      packedSize: source.size,
      bytes: (onDamage) => bunzip(source.stream(), onDamage),
    }
  },
}

/** The decoded bytes of all streams. Each block is given once its CRC is found right; damage is reported behind the last such block. */
export async function* bunzip(source: AsyncIterable<Uint8Array>, onDamage: (damage: Damage) => void): AsyncGenerator<Uint8Array> {
  const queue = new ByteQueue(source)
  let given = 0
  try {
    for await (const part of streams(new BitReader(queue))) {
      given += part.length
      yield part
    }
  } catch (error) {
    if (error instanceof EndOfBytes) onDamage({ code: 'truncated', message: `The bzip2 file is cut off; the ${given} bytes before that were read` })
    else if (error instanceof BlockError)
      onDamage({ code: 'unreadable', message: `The bzip2 file is damaged (${error.message}); the ${given} bytes before that were read` })
    else throw error
  } finally {
    await queue.close()
  }
}

async function* streams(bits: BitReader): AsyncGenerator<Uint8Array> {
  for (let count = 0; ; count += 1) {
    await bits.fetch(4)
    if (count > 0 && bits.isAtEnd) return
    const isHeader = bits.read(16) === 0x425a && bits.read(8) === 0x68
    const level = isHeader ? bits.read(8) - 0x30 : 0
    if (level < 1 || level > 9) throw new BlockError(count === 0 ? 'no header' : 'something that is no bzip2 follows the end')
    yield* blocks(bits, level)
    bits.align()
  }
}

async function* blocks(bits: BitReader, level: number): AsyncGenerator<Uint8Array> {
  const decoder = new BlockDecoder(bits, level)
  let sum = 0
  for (;;) {
    await bits.fetch(level * mostPackedBytes)
    const magic = [bits.read(24), bits.read(24)]
    if (magic[0] === endMagic[0] && magic[1] === endMagic[1]) {
      const said = ((bits.read(16) << 16) | bits.read(16)) >>> 0
      if (said !== sum) throw new BlockError('a CRC of all blocks that differs')
      return
    }
    if (magic[0] !== blockMagic[0] || magic[1] !== blockMagic[1]) throw new BlockError('no block where one was expected')
    const { parts, crc } = decoder.decode()
    sum = (((sum << 1) | (sum >>> 31)) ^ crc) >>> 0
    yield* parts
  }
}
