import { constants, createInflateRaw } from 'node:zlib'
import type { ContainerSource } from './container.ts'
import { decodeBytes, decodedChunkBytes } from './decode.ts'
import { decodeZipName, type ZipRecord } from './zip-directory.ts'

const headerBytes = 30
const headerMagic = 0x04034b50
const descriptorMagic = 0x08074b50
const zip64ExtraId = 1

/** An entry found by its own header. */
export interface SalvagedEntry {
  readonly record: ZipRecord
  readonly dataOffset: number
}

/**
 * Finds entries one after another by their own headers, from the start of an archive whose directory is missing or damaged. Ends where no header
 * follows. An entry that was written as a stream names no size: it is decoded here to learn where it ends.
 */
export async function* salvageZip(source: ContainerSource): AsyncGenerator<SalvagedEntry> {
  for (let offset = 0; offset < source.size; ) {
    const found = await entryAt(source, offset)
    if (found === undefined) return
    if (!found.isStreamed) {
      yield found
      offset = found.dataOffset + found.record.packedSize
      continue
    }
    const measured = await measure(source, found)
    yield { ...found, record: { ...found.record, ...measured } }
    offset = await behindDescriptor(source, found.dataOffset + measured.packedSize)
  }
}

async function entryAt(source: ContainerSource, offset: number): Promise<(SalvagedEntry & { isStreamed: boolean }) | undefined> {
  const header = Buffer.from(await source.read({ offset, length: headerBytes }))
  if (header.length < headerBytes || header.readUInt32LE(0) !== headerMagic) return undefined
  const flags = header.readUInt16LE(6)
  const nameLength = header.readUInt16LE(26)
  const extraLength = header.readUInt16LE(28)
  const rest = Buffer.from(await source.read({ offset: offset + headerBytes, length: nameLength + extraLength }))
  const sizes = sizesOf(header, rest.subarray(nameLength))
  const isStreamed = (flags & 8) !== 0
  const record: ZipRecord = {
    path: decodeZipName(rest.subarray(0, nameLength)),
    offset,
    ...sizes,
    crc32: isStreamed ? undefined : header.readUInt32LE(14),
    method: header.readUInt16LE(8),
    isEncrypted: (flags & 1) === 1,
    mode: 0,
    modifiedMs: undefined,
  }
  return { record, dataOffset: offset + headerBytes + nameLength + extraLength, isStreamed }
}

function sizesOf(header: Buffer, extra: Buffer): { size: number; packedSize: number } {
  const packedSize = header.readUInt32LE(18)
  const size = header.readUInt32LE(22)
  if (packedSize !== 0xffffffff && size !== 0xffffffff) return { size, packedSize }
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== zip64ExtraId || at + 20 > extra.length) continue
    return { size: Number(extra.readBigUInt64LE(at + 4)), packedSize: Number(extra.readBigUInt64LE(at + 12)) }
  }
  return { size, packedSize }
}

/** Data that goes on for longer is not measured: whoever unpacks it stops sooner. */
const measureLimits = { decodedBytes: 64 * 1024 ** 3, ratio: 500, ratioFromBytes: 256 * 1024 ** 2 }

/** Where the data of a streamed entry ends; all there is, where it does not say (stored as it is, or damaged). */
async function measure(source: ContainerSource, { record, dataOffset }: SalvagedEntry): Promise<{ size: number; packedSize: number }> {
  const left = source.size - dataOffset
  if (record.method !== 8) return { size: left, packedSize: left }
  let size = 0
  let packedSize = left
  const bytes = decodeBytes({
    source: () => source.stream({ offset: dataOffset, length: left }),
    open: () => createInflateRaw({ chunkSize: decodedChunkBytes, finishFlush: constants.Z_FINISH }),
    title: 'deflated data',
    limits: measureLimits,
    onDamage: () => undefined, // told again when the entry is read
    onEnd: (used) => (packedSize = used),
  })
  for await (const part of bytes) size += part.length
  return { size, packedSize }
}

/** The descriptor behind a streamed entry has a magic word or none, and sizes of 4 or 8 bytes: the one that a header follows. */
async function behindDescriptor(source: ContainerSource, offset: number): Promise<number> {
  const bytes = Buffer.from(await source.read({ offset, length: 28 }))
  const start = bytes.length >= 4 && bytes.readUInt32LE(0) === descriptorMagic ? 4 : 0
  for (const length of [12, 20]) {
    const next = start + length
    if (next + 4 <= bytes.length && bytes.readUInt16LE(next) === 0x4b50) return offset + next
  }
  return source.size
}
