import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive as a test writes it, true or not. */
export interface WrittenTarEntry {
  readonly name: string
  readonly bytes?: Buffer
  readonly type?: string
  readonly link?: string
  /** The size that the header says, where it is not that of the bytes. */
  readonly size?: number
}

/** A tar archive for tests, with whatever its headers are told to say. */
export function writeTar(entries: readonly WrittenTarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarBlocks), Buffer.alloc(1024)])
}

function tarBlocks({ name, bytes = Buffer.alloc(0), type = '0', link = '', size = bytes.length }: WrittenTarEntry): Buffer[] {
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('15150000000\0', 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
}

/** A file with a name of any length, as GNU tar writes it. */
export function writeLongName(name: string, bytes: Buffer): WrittenTarEntry[] {
  const text = Buffer.from(`${name}\0`)
  return [
    { name: '././@LongLink', bytes: text, type: 'L' },
    { name: name.slice(0, 50), bytes },
  ]
}

export interface WrittenZipEntry {
  readonly name: string
  readonly bytes?: Buffer
  readonly isStored?: boolean
  readonly isEncrypted?: boolean
  /** Sizes and CRC behind the bytes, as programs write them that cannot go back. */
  readonly isStreamed?: boolean
  /** Unix mode. */
  readonly mode?: number
  /** What the directory says instead of the truth. */
  readonly said?: { readonly size?: number; readonly packedSize?: number; readonly crc?: number; readonly offset?: number }
}

/** A ZIP archive for tests, with whatever its directory is told to say. */
export function writeZip(entries: readonly WrittenZipEntry[], options: { readonly count?: number } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = zipParts(entry, offset)
    parts.push(...local)
    directory.push(central)
    offset += local.reduce((sum, part) => sum + part.length, 0)
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(options.count ?? entries.length, 0xffff), 8)
  end.writeUInt16LE(Math.min(options.count ?? entries.length, 0xffff), 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, ...zip64End(entries.length, { offset, size: list.length }), end])
}

/** Needed for more than 65,534 entries. */
function zip64End(count: number, { offset, size }: { offset: number; size: number }): Buffer[] {
  if (count < 0xffff) return []
  const record = Buffer.alloc(76)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(offset + size), 64)
  record.writeUInt32LE(1, 72)
  return [record]
}

function zipParts(entry: WrittenZipEntry, offset: number): { local: Buffer[]; central: Buffer } {
  const { bytes = Buffer.alloc(0), isStored = bytes.length === 0, said = {}, mode = 0o100644, isStreamed = false } = entry
  const name = Buffer.from(entry.name)
  const data = isStored ? bytes : deflateRawSync(bytes)
  const fields = {
    flags: (entry.isEncrypted === true ? 1 : 0) | (isStreamed ? 8 : 0) | 0x800,
    method: isStored ? 0 : 8,
    crc: said.crc ?? crc32(bytes),
    packedSize: said.packedSize ?? data.length,
    size: said.size ?? bytes.length,
    nameLength: name.length,
  }
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeFields(header, 4, isStreamed ? { ...fields, crc: 0, packedSize: 0, size: 0 } : fields)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE((3 << 8) | 20, 4)
  writeFields(central, 6, fields)
  central.writeUInt32LE((mode << 16) >>> 0, 38)
  central.writeUInt32LE(said.offset ?? offset, 42)
  const descriptor = Buffer.alloc(isStreamed ? 16 : 0)
  if (isStreamed) {
    descriptor.writeUInt32LE(0x08074b50, 0)
    descriptor.writeUInt32LE(fields.crc, 4)
    descriptor.writeUInt32LE(fields.packedSize, 8)
    descriptor.writeUInt32LE(fields.size, 12)
  }
  return { local: [header, name, data, descriptor], central: Buffer.concat([central, name]) }
}

interface ZipFields {
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly nameLength: number
}

function writeFields(header: Buffer, at: number, fields: ZipFields): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(fields.flags, at + 2)
  header.writeUInt16LE(fields.method, at + 4)
  header.writeUInt16LE(0x6000, at + 6)
  header.writeUInt16LE(0x5c61, at + 8)
  header.writeUInt32LE(fields.crc, at + 10)
  header.writeUInt32LE(fields.packedSize, at + 14)
  header.writeUInt32LE(fields.size, at + 18)
  header.writeUInt16LE(fields.nameLength, at + 22)
}
