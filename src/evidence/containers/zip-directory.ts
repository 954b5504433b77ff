import type { Readable } from 'node:stream'
import { callbackify } from 'node:util'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import { messageOf } from '../../base/error.ts'
import type { ContainerSource } from './container.ts'

/** An entry as the directory at the end of the archive lists it (or its own header, where there is no directory). */
export interface ZipRecord {
  readonly path: string
  /** Where its own header starts. */
  readonly offset: number
  readonly packedSize: number
  readonly size: number
  /** CRC-32 of the decoded bytes; undefined where nothing says it. */
  readonly crc32: number | undefined
  readonly method: number
  readonly isEncrypted: boolean
  /** Unix mode of the file; 0 where another system wrote it. */
  readonly mode: number
  readonly modifiedMs: number | undefined
}

/** What the directory lists, and why it could not be read to its end. */
export interface ZipDirectory {
  readonly records: readonly ZipRecord[]
  /** How many entries it says that it lists. */
  readonly count: number
  readonly failure?: string
}

/** The least bytes that an entry takes up in the directory. */
const leastEntryBytes = 46
const entryMagic = 0x02014b50
/** Of a longer name the end is kept, which says most. */
const mostNameLength = 8192

/** Reads the directory, at most so many entries. Never throws on content. */
export async function readZipDirectory(source: ContainerSource, most: number): Promise<ZipDirectory> {
  const records: ZipRecord[] = []
  const reader = new SourceReader(source)
  let zip: ZipFile
  try {
    zip = await fromRandomAccessReaderPromise(reader, source.size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    })
  } catch (error) {
    return { records, count: 0, failure: messageOf(error) }
  }
  // A count that does not fit into the file is a lie, not a limit.
  const count = zip.entryCount * leastEntryBytes > source.size ? 0 : zip.entryCount
  reader.end = 0
  try {
    for await (const entry of zip.eachEntry()) {
      records.push(recordOf(entry))
      if (records.length >= most) break
    }
  } catch (error) {
    return { records, count, failure: messageOf(error) }
  }
  const next = Buffer.from(await source.read({ offset: reader.end, length: 4 }))
  if (records.length === count && count > 0 && next.length === 4 && next.readUInt32LE(0) === entryMagic)
    return { records, count, failure: `it says that it lists ${count} entries, but lists more` }
  return { records, count }
}

/** A system of the Unix kind wrote the entry, so that the upper half of its attributes is a mode (APPNOTE 4.4.2). */
const unixSystems = new Set([3, 19])

function recordOf(entry: Entry): ZipRecord {
  const isUnix = unixSystems.has(entry.versionMadeBy >> 8)
  return {
    path: decodeZipName(entry.fileNameRaw).slice(-mostNameLength),
    offset: entry.relativeOffsetOfLocalHeader,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    crc32: entry.crc32,
    method: entry.compressionMethod,
    isEncrypted: (entry.generalPurposeBitFlag & 1) === 1,
    mode: isUnix ? entry.externalFileAttributes >>> 16 : 0,
    modifiedMs: modifiedOf(entry),
  }
}

/** Many programs write UTF-8 without saying so; what is none is the code page of DOS. */
export function decodeZipName(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? getFileNameLowLevel(0, bytes, [], false) : text
}

function modifiedOf(entry: Entry): number | undefined {
  const time = entry.getLastModDate({ timezone: 'UTC' }).getTime()
  return Number.isFinite(time) && entry.lastModFileDate !== 0 ? time : undefined
}

/** Reads the directory in large pieces: yauzl asks for it entry by entry. */
class SourceReader extends RandomAccessReader {
  /** Behind the last byte that was asked for. */
  end = 0
  private readonly source: ContainerSource
  private cached: { offset: number; bytes: Uint8Array } = { offset: 0, bytes: new Uint8Array() }

  constructor(source: ContainerSource) {
    super()
    this.source = source
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
    this.end = position + length
    const from = position - this.cached.offset
    if (from >= 0 && from + length <= this.cached.bytes.length) {
      buffer.set(this.cached.bytes.subarray(from, from + length), offset)
      callback(null, length)
      return
    }
    callbackify(async () => {
      const bytes = await this.source.read({ offset: position, length: Math.max(length, cachedBytes) })
      this.cached = { offset: position, bytes }
      const part = bytes.subarray(0, length)
      buffer.set(part, offset)
      return part.length
    })(callback)
  }

  override _readStreamForRange(): Readable {
    throw new Error('Members are read from the source, not through this reader')
  }
}

const cachedBytes = 256 * 1024
