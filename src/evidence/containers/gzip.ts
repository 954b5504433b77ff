import { constants, createGunzip } from 'node:zlib'
// Written by gzip, pigz, zlib and every log rotation: one or more members (RFC 1952).
import { type Container, type Damage, memberNameOf } from './container.ts'
import { decodeBytes, decodedChunkBytes, type DecodeLimits } from './decode.ts'

/** True for bytes that start a gzip member (RFC 1952), whatever the file is called. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** When the compressed file was last modified according to its gzip header (ms since 1970); undefined where the header leaves it out. */
export function gzipModified(bytes: Uint8Array): number | undefined {
  if (!isGzip(bytes) || bytes.length < 8) return undefined
  const seconds = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(4, true)
  return seconds === 0 ? undefined : seconds * 1000
}

/**
 * The decoded bytes of a gzip file with one or more members. Damage does not throw: everything before it is given, then it is reported. `source`
 * gives the compressed bytes from the start, again where damage was found.
 */
export function gunzipBytes(
  source: () => AsyncIterable<Uint8Array>,
  options: { readonly limits?: DecodeLimits; readonly onDamage: (damage: Damage) => void },
): AsyncGenerator<Buffer> {
  return decodeBytes({
    source,
    open: () => createGunzip({ chunkSize: decodedChunkBytes, finishFlush: constants.Z_FINISH }),
    title: 'gzip file',
    ...options,
  })
}

export const gzip: Container = {
  name: 'gzip',
  title: 'gzip',
  spec: 'https://www.rfc-editor.org/rfc/rfc1952',
  kind: 'compressed',
  recognise: isGzip,
  async *entries(source) {
    const modifiedMs = gzipModified(await source.read({ offset: 0, length: 10 }))
    yield {
      kind: 'member',
      path: memberNameOf(source.name),
      packedSize: source.size,
      ...(modifiedMs === undefined ? {} : { modifiedMs }),
      bytes: (onDamage) => gunzipBytes(() => source.stream(), { onDamage }),
    }
  },
}
