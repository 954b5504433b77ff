import { constants, createZstdDecompress } from 'node:zlib'
// Written by zstd and by exports of search engines: one or more frames, skippable ones among them (RFC 8878).
import { type Container, memberNameOf } from './container.ts'
import { decodeBytes, decodedChunkBytes, type ZlibStream } from './decode.ts'

/** Larger windows (`zstd --long=31`) would take gigabytes of memory: 2^27 is what the zstd program reads without being asked to. */
const mostWindowLog = 27

/** True for the magic number of a frame or of a skippable frame. */
export function isZstd(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return true
  return bytes[0] !== undefined && bytes[0] >> 4 === 5 && bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18
}

/** One of Node's decoders for a zstd frame. */
export function openZstd(): ZlibStream {
  return createZstdDecompress({ chunkSize: decodedChunkBytes, params: { [constants.ZSTD_d_windowLogMax]: mostWindowLog } })
}

export const zstd: Container = {
  name: 'zstd',
  title: 'Zstandard',
  spec: 'https://www.rfc-editor.org/rfc/rfc8878',
  kind: 'compressed',
  recognise: isZstd,
  async *entries(source) {
    yield {
      kind: 'member',
      path: memberNameOf(source.name),
      packedSize: source.size,
      bytes: (onDamage) =>
        decodeBytes({
          source: () => source.stream(),
          open: openZstd,
          title: 'Zstandard file',
          onDamage,
          // A magic number that is cut in two by the end of a step is taken for one: a wrong one fails in the decoder.
          startsAgain: (next) => next.length < 4 || isZstd(next),
        }),
    }
  },
}
