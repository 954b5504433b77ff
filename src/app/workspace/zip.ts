import { constants, crc32, deflateRawSync } from 'node:zlib'

/** One file of an archive: a path with forward slashes, relative, and its bytes. */
export interface ZipEntry {
  readonly path: string
  readonly bytes: Uint8Array
}

const utf8Names = 0x0800
const deflated = 8
const stored = 0
/** 1980-01-01 00:00, the earliest DOS time: the same files give the same bytes. */
const dosDate = 0x0021

/**
 * A ZIP archive (APPNOTE 6.3.10) of files that fit into memory, in the order given. Deterministic: no times, no host attributes. Throws RangeError
 * beyond what the format holds without Zip64: 65,534 files, or 4 GiB in all.
 */
export function zipFiles(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length >= 0xffff) throw new RangeError(`Too many files for one archive: ${entries.length}`)
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = pack(entry)
    const local = Buffer.concat([headerOf(packed, 'local'), packed.name, packed.data])
    directory.push(headerOf(packed, 'central', offset), packed.name)
    parts.push(local)
    offset += local.length
    if (offset > 0xffff_ffff) throw new RangeError('The archive would be larger than 4 GiB')
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...parts, central, endOf({ count: entries.length, size: central.length, offset })])
}

interface Packed {
  readonly name: Buffer
  readonly data: Uint8Array
  readonly method: number
  readonly crc: number
  readonly size: number
}

function pack({ path, bytes }: ZipEntry): Packed {
  const name = Buffer.from(path, 'utf8')
  const small = deflateRawSync(bytes, { level: constants.Z_DEFAULT_COMPRESSION })
  const isSmaller = small.length < bytes.length
  return { name, data: isSmaller ? small : bytes, method: isSmaller ? deflated : stored, crc: crc32(bytes), size: bytes.length }
}

function headerOf(packed: Packed, kind: 'local' | 'central', offset = 0): Buffer {
  const isCentral = kind === 'central'
  const header = Buffer.alloc(isCentral ? 46 : 30)
  header.writeUInt32LE(isCentral ? 0x02014b50 : 0x04034b50, 0)
  // Version 2.0 made it (central only) and is needed to read it.
  if (isCentral) header.writeUInt16LE(20, 4)
  const at = isCentral ? 6 : 4
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(utf8Names, at + 2)
  header.writeUInt16LE(packed.method, at + 4)
  header.writeUInt16LE(0, at + 6)
  header.writeUInt16LE(dosDate, at + 8)
  header.writeUInt32LE(packed.crc, at + 10)
  header.writeUInt32LE(packed.data.length, at + 14)
  header.writeUInt32LE(packed.size, at + 18)
  header.writeUInt16LE(packed.name.length, at + 22)
  if (isCentral) header.writeUInt32LE(offset, 42)
  return header
}

function endOf(directory: { count: number; size: number; offset: number }): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.count, 8)
  end.writeUInt16LE(directory.count, 10)
  end.writeUInt32LE(directory.size, 12)
  end.writeUInt32LE(directory.offset, 16)
  return end
}
