import { crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zipFiles } from './zip.ts'

const files = [
  { path: 'report.md', bytes: Buffer.from('the same line again\n'.repeat(1000)) },
  { path: 'figures/übersicht.svg', bytes: Buffer.from('<svg/>') },
  { path: 'empty.txt', bytes: Buffer.alloc(0) },
]

/** Reads an archive the way an unpacker does: from the end record to the directory to each file, where both headers must agree. */
function unzip(bytes: Uint8Array): { path: string; text: string; crcHolds: boolean }[] {
  const zip = Buffer.from(bytes)
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50)
    const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    const name = zip.subarray(at + 46, at + 46 + nameLength)
    expect(zip.readUInt32LE(local)).toBe(0x04034b50)
    expect(zip.subarray(local + 4, local + 30)).toEqual(zip.subarray(at + 6, at + 32))
    expect(zip.subarray(local + 30, local + 30 + nameLength)).toEqual(name)
    const start = local + 30 + nameLength
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed
    expect(content.length).toBe(zip.readUInt32LE(at + 24))
    const crcHolds = crc32(content) === zip.readUInt32LE(at + 16)
    at += 46 + nameLength
    return { path: name.toString(), text: content.toString(), crcHolds }
  })
}

describe('zipFiles()', () => {
  it('keeps every file under its path, byte for byte', () => {
    expect(unzip(zipFiles(files))).toEqual(files.map(({ path, bytes }) => ({ path, text: bytes.toString(), crcHolds: true })))
  })

  it('gives the same bytes for the same files', () => {
    expect(Buffer.from(zipFiles(files)).equals(zipFiles(files))).toBe(true)
  })

  it('compresses what repeats and stores what does not', () => {
    expect(zipFiles(files.slice(0, 1)).length).toBeLessThan(500)
    expect(Buffer.from(zipFiles(files.slice(1, 2))).includes('<svg/>')).toBe(true)
  })
})
