// Written by xz, pixz and journal exports: one or more streams of blocks of LZMA2. Decoded by hand: the library that streams stops silently behind
// the first stream.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { ByteQueue } from './byte-queue.ts'
import { type Container, type Damage, memberNameOf } from './container.ts'
import { createCrc64 } from './crc64.ts'
import { LzmaDecoder, LzmaError } from './lzma.ts'

const magic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
/** The largest dictionary of a preset (`xz -9`) is 64 MiB. */
const mostDictionaryBytes = 128 * 1024 * 1024

export const xz: Container = {
  name: 'xz',
  title: 'xz',
  spec: 'https://tukaani.org/xz/xz-file-format.txt',
  kind: 'compressed',
  recognise: (head) => magic.equals(head.subarray(0, magic.length)),
  async *entries(source) {
    yield { kind: 'member', path: memberNameOf(source.name), packedSize: source.size, bytes: (onDamage) => unxz(source.stream(), onDamage) }
  },
}

class CutOff extends Error {}

/** A bound that data asks to go beyond. */
class TooMuch extends Error {}

/** The decoded bytes of all streams; damage is reported behind what could be decoded. */
export async function* unxz(source: AsyncIterable<Uint8Array>, onDamage: (damage: Damage) => void): AsyncGenerator<Uint8Array> {
  const queue = new ByteQueue(source)
  let given = 0
  try {
    for await (const part of streams(new XzReader(queue))) {
      given += part.length
      yield part
    }
  } catch (error) {
    const read = `the ${given} bytes before that were read`
    if (error instanceof CutOff) onDamage({ code: 'truncated', message: `The xz file is cut off; ${read}` })
    else if (error instanceof TooMuch) onDamage({ code: 'limit', message: `The xz file ${error.message}; ${read}` })
    else if (error instanceof LzmaError) onDamage({ code: 'unreadable', message: `The xz file is damaged (${error.message}); ${read}` })
    else throw error
  } finally {
    await queue.close()
  }
}

/** Takes pieces that must be whole. */
class XzReader {
  private readonly queue: ByteQueue

  constructor(queue: ByteQueue) {
    this.queue = queue
  }

  get offset(): number {
    return this.queue.offset
  }

  async take(length: number): Promise<Buffer> {
    const bytes = await this.queue.take(length)
    if (bytes.length < length) throw new CutOff()
    return bytes
  }

  async byte(): Promise<number> {
    return (await this.take(1))[0] ?? 0
  }

  /** The header of the next stream behind padding; undefined at the end. */
  async header(): Promise<Buffer | undefined> {
    for (;;) {
      const start = await this.queue.take(4)
      if (start.length === 0) return undefined
      if (start.length === 4 && start.readUInt32LE(0) === 0) continue
      return Buffer.concat([start, await this.queue.take(8)])
    }
  }
}

async function* streams(reader: XzReader): AsyncGenerator<Uint8Array> {
  for (let count = 0; ; count += 1) {
    const header = await reader.header()
    if (header === undefined) return
    if (!magic.subarray(0, Math.min(header.length, 6)).equals(header.subarray(0, 6)))
      throw new LzmaError(count === 0 ? 'no header' : 'something that is no xz follows the end')
    if (header.length < 12) throw new CutOff()
    if (crc32(header.subarray(6, 8)) !== header.readUInt32LE(8)) throw new LzmaError('a header whose CRC differs')
    yield* blocks(reader, (header[7] ?? 0) & 15)
    const footer = await reader.take(12)
    if (footer.toString('latin1', 10) !== 'YZ' || crc32(footer.subarray(4, 10)) !== footer.readUInt32LE(0))
      throw new LzmaError('a footer that is wrong')
  }
}

/** Bytes of a check, by its number (section 2.1.1.2). */
const checkBytes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]

async function* blocks(reader: XzReader, check: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const start = reader.offset
    const size = await reader.byte()
    if (size === 0) {
      await skipIndex(reader, start)
      return
    }
    const header = Buffer.concat([Buffer.from([size]), await reader.take(size * 4 + 3)])
    const decoder = new LzmaDecoder(dictionaryOf(header))
    const begin = reader.offset
    const sum = checkOf(check)
    for await (const part of chunks(reader, decoder)) {
      sum?.update(part)
      yield part
    }
    await reader.take((4 - ((reader.offset - begin) % 4)) % 4)
    const said = await reader.take(checkBytes[check] ?? 0)
    if (sum !== undefined && !sum.digest().equals(said)) throw new LzmaError('a check of the last block that differs: its bytes were changed')
  }
}

/** Skips the index: it tells nothing that reading in order does not. */
async function skipIndex(reader: XzReader, start: number): Promise<void> {
  const records = await variable(reader)
  for (let count = 0; count < records; count += 1) {
    await variable(reader)
    await variable(reader)
  }
  await reader.take((4 - ((reader.offset - start) % 4)) % 4)
  await reader.take(4)
}

async function variable(reader: XzReader): Promise<number> {
  let value = 0
  for (let at = 0; at < 9; at += 1) {
    const byte = await reader.byte()
    value += (byte & 0x7f) * 2 ** (7 * at)
    if (byte < 0x80) return value
  }
  throw new LzmaError('a number that is too long')
}

/** The size of the dictionary that a block's header asks for. */
function dictionaryOf(header: Buffer): number {
  if (crc32(header.subarray(0, -4)) !== header.readUInt32LE(header.length - 4)) throw new LzmaError('a header of a block whose CRC differs')
  const flags = header[1] ?? 0
  let at = 2
  for (const bit of [0x40, 0x80]) {
    if ((flags & bit) === 0) continue
    while ((header[at] ?? 0) >= 0x80) at += 1
    at += 1
  }
  if ((flags & 3) !== 0 || header[at] !== 0x21 || header[at + 1] !== 1)
    throw new LzmaError('a filter other than LZMA2, which is not read: unpack it and give the unpacked file')
  const bits = header[at + 2] ?? 0
  const size = (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11)
  if (bits > 40 || size > mostDictionaryBytes)
    throw new TooMuch(`needs a dictionary of ${size} bytes, more than ${mostDictionaryBytes}: unpack it and give the unpacked file`)
  return size
}

/** LZMA2: chunks of at most 2 MiB. */
async function* chunks(reader: XzReader, decoder: LzmaDecoder): AsyncGenerator<Uint8Array> {
  let needs: 'dictionary' | 'properties' | 'nothing' = 'dictionary'
  for (;;) {
    const control = await reader.byte()
    if (control === 0) return
    const resetsDictionary = control === 1 || control >= 0xe0
    if ((needs === 'dictionary' && !resetsDictionary) || (control > 2 && control < 0x80)) throw new LzmaError('a chunk that cannot stand there')
    if (resetsDictionary) decoder.resetDictionary()
    if (needs === 'dictionary') needs = 'properties'
    if (control < 0x80) {
      yield* decoder.copy(await reader.take((await reader.take(2)).readUInt16BE(0) + 1))
      continue
    }
    const sizes = await reader.take(4)
    if (control >= 0xc0) {
      decoder.setProperties(await reader.byte())
      needs = 'nothing'
    }
    if (needs === 'properties') throw new LzmaError('a chunk without properties')
    if (control >= 0xa0) decoder.resetState()
    yield* decoder.decode(await reader.take(sizes.readUInt16BE(2) + 1), ((control & 0x1f) << 16) + sizes.readUInt16BE(0) + 1)
  }
}

interface Check {
  update(bytes: Uint8Array): void
  digest(): Buffer
}

/** Undefined for a block without a check, or with one that nobody defined. */
function checkOf(check: number): Check | undefined {
  if (check === 10) {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
  }
  if (check === 4) return createCrc64()
  if (check !== 1) return undefined
  let sum = 0
  return {
    update: (bytes) => void (sum = crc32(bytes, sum)),
    digest() {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32LE(sum)
      return bytes
    },
  }
}
