import { constants, crc32, createInflateRaw } from 'node:zlib'
// Written by everything: Info-ZIP, 7-Zip, Windows, consoles of cloud providers (APPNOTE 6.3.10, Zip64 included).
import { formatNumber } from '../../base/text.ts'
import { bunzip } from './bzip2.ts'
import type { ByteReader, Container, ContainerEntry, ContainerSource, Damage } from './container.ts'
import { decodeBytes, decodedChunkBytes } from './decode.ts'
import { shownName } from './member-path.ts'
import { readZipDirectory, type ZipRecord } from './zip-directory.ts'
import { salvageZip } from './zip-salvage.ts'
import { openZstd } from './zstd.ts'

const localHeaderBytes = 30
const localHeaderMagic = 0x04034b50

export const zip: Container = {
  name: 'zip',
  title: 'ZIP',
  spec: 'https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT',
  kind: 'archive',
  recognise: ([p, k, a, b]) => p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6) || (a === 7 && b === 8)),
  keptWhole,
  entries,
}

/** Files by which other formats show that they are a zip only on the outside. */
const documents: readonly (readonly [RegExp, string])[] = [
  [/^\[Content_Types\]\.xml$/, 'an Office document'],
  [/^mimetype$/, 'an OpenDocument file or e-book'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java archive'],
  [/^AndroidManifest\.xml$/, 'an Android package'],
]
const mostNamesLookedAt = 10_000

async function keptWhole(source: ContainerSource): Promise<string | undefined> {
  const { records } = await readZipDirectory(source, mostNamesLookedAt)
  return documents.find(([pattern]) => records.some(({ path }) => pattern.test(path)))?.[1]
}

async function* entries(source: ContainerSource, most: number): AsyncGenerator<ContainerEntry> {
  const { records, count, failure } = await readZipDirectory(source, most + 1)
  if (Math.max(count, records.length) > most) {
    yield tooMany(Math.max(count, records.length), { most, last: records[most] ?? records.at(-1) })
    return
  }
  const overlapped = overlaps(records)
  for (const [index, record] of records.entries()) {
    if (record.path.endsWith('/') && record.size === 0) continue
    yield overlapped.has(index) ? refused(record, 'Overlaps another entry, as in archives made to unpack without end') : entryOf(source, record)
  }
  if (failure === undefined) return
  const message = `The directory at the archive’s end cannot be read (${failure}); its entries are read one after another, as far as they go`
  yield { kind: 'damage', code: 'unreadable', message }
  const known = new Set(records.map(({ offset }) => offset))
  for await (const found of salvageZip(source)) {
    if (known.has(found.record.offset)) continue
    yield entryOf(source, found.record, found.dataOffset)
  }
}

function tooMany(count: number, { most, last }: { most: number; last: ZipRecord | undefined }): ContainerEntry {
  const named = last === undefined ? '' : `; entry ${formatNumber(Math.min(count, most + 1))} is ${shownName(last.path)}`
  const message = `Lists ${formatNumber(count)} entries, more than the ${formatNumber(most)} that are unpacked; none was${named}`
  return { kind: 'damage', code: 'limit', message }
}

/** Entries whose bytes lie in those of another one that starts before. */
function overlaps(records: readonly ZipRecord[]): Set<number> {
  const order = Array.from(records.keys()).sort((a, b) => (records[a]?.offset ?? 0) - (records[b]?.offset ?? 0) || a - b)
  const found = new Set<number>()
  let end = 0
  for (const index of order) {
    const record = records[index]
    if (record === undefined) continue
    if (record.offset < end) found.add(index)
    else end = record.offset + localHeaderBytes + record.packedSize
  }
  return found
}

const fileTypeBits = 0o170000
const fileTypes: ReadonlyMap<number, string> = new Map([
  [0o120000, 'A symbolic link, not followed'],
  [0o020000, 'A character device, not unpacked'],
  [0o060000, 'A block device, not unpacked'],
  [0o010000, 'A named pipe (FIFO), not unpacked'],
  [0o140000, 'A socket, not unpacked'],
])

const methods: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [14, 'LZMA'],
  [95, 'xz'],
  [98, 'PPMd'],
  [99, 'AES encryption'],
])

function entryOf(source: ContainerSource, record: ZipRecord, dataOffset?: number): ContainerEntry {
  const { method, mode, path, packedSize, modifiedMs } = record
  const special = fileTypes.get(mode & fileTypeBits)
  if (special !== undefined) return refused(record, special)
  if (record.isEncrypted || method === 99) return refused(record, 'Encrypted, not unpacked: decrypt it and give the decrypted file')
  if (![0, 8, 12, 93].includes(method))
    return refused(
      record,
      `Compressed with method ${method} (${methods.get(method) ?? 'unknown'}), which is not read: unpack it and give the unpacked file`,
    )
  const bytes = memberBytes(source, record, dataOffset)
  return { kind: 'member', path, packedSize, ...(modifiedMs === undefined ? {} : { modifiedMs }), bytes }
}

function refused({ path }: ZipRecord, message: string): ContainerEntry {
  return { kind: 'refused', path, code: 'unreadable', message }
}

/** The decoded bytes of one entry; size and CRC-32 are compared with what the archive says. */
function memberBytes(source: ContainerSource, record: ZipRecord, knownOffset: number | undefined): ByteReader {
  return async function* (onDamage): AsyncGenerator<Uint8Array> {
    const offset = knownOffset ?? (await dataOffsetOf(source, record))
    if (typeof offset !== 'number') {
      onDamage(offset)
      return
    }
    let isDamaged = false
    let size = 0
    let sum = 0
    const note = (damage: Damage): void => {
      isDamaged = true
      onDamage(damage)
    }
    for await (const part of decoded(source, { ...record, offset }, note)) {
      size += part.length
      sum = crc32(part, sum)
      yield part
    }
    if (isDamaged) return
    if (size !== record.size) onDamage({ code: 'unreadable', message: `Holds ${size} bytes, but the archive says ${record.size}` })
    else if (record.crc32 !== undefined && sum !== record.crc32)
      onDamage({ code: 'unreadable', message: 'Its bytes are not those that were archived: the CRC-32 differs' })
  }
}

async function dataOffsetOf(source: ContainerSource, record: ZipRecord): Promise<number | Damage> {
  const header = Buffer.from(await source.read({ offset: record.offset, length: localHeaderBytes }))
  if (header.length < localHeaderBytes || header.readUInt32LE(0) !== localHeaderMagic)
    return { code: 'unreadable', message: `No entry stands at byte ${record.offset}, where the archive’s directory says so` }
  return record.offset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
}

async function* decoded(
  source: ContainerSource,
  { offset, packedSize, method }: ZipRecord,
  onDamage: (damage: Damage) => void,
): AsyncGenerator<Uint8Array> {
  const raw = (): AsyncIterable<Uint8Array> => source.stream({ offset, length: packedSize })
  if (method === 0) {
    yield* raw()
    const there = Math.max(0, source.size - offset)
    if (there < packedSize) onDamage({ code: 'truncated', message: `Cut off: the archive holds ${there} of its ${packedSize} bytes` })
  } else if (method === 12) yield* bunzip(raw(), onDamage)
  else if (method === 93) yield* decodeBytes({ source: raw, open: openZstd, title: 'Zstandard data', onDamage, startsAgain: () => true })
  else yield* decodeBytes({ source: raw, open: openInflate, title: 'deflated data', onDamage })
}

/** Node's decoder for the bytes of a deflated entry. */
function openInflate(): ReturnType<typeof createInflateRaw> {
  return createInflateRaw({ chunkSize: decodedChunkBytes, finishFlush: constants.Z_FINISH })
}
