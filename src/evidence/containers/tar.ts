// Written by GNU tar, bsdtar and the like: ustar, POSIX extended headers, GNU long names. Read by hand, because what a library buffers when an
// archive ends early is lost, and no place of the damage is told.
import { ByteQueue } from './byte-queue.ts'
import type { ByteReader, Container, ContainerEntry, ContainerSource, Damage } from './container.ts'
import { readPaxFields, readTarHeader, type TarHeader, tarBlockBytes } from './tar-header.ts'

/** A longer extended header is no name. */
const mostHeaderBytes = 1024 * 1024

export const tar: Container = {
  name: 'tar',
  title: 'tar',
  spec: 'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06',
  kind: 'archive',
  recognise: (head) => readTarHeader(Buffer.from(head.buffer, head.byteOffset, head.length)) !== undefined && head[0] !== 0,
  entries: (source) => new TarReader(source).entries(),
}

/** What extended headers say of the entry that follows. */
interface Extension {
  path?: string
  size?: number
  modifiedMs?: number
  isSparse?: boolean
}

const notFiles: Readonly<Record<string, string>> = {
  '1': 'A hard link, not followed',
  '2': 'A symbolic link, not followed',
  '3': 'A character device, not unpacked',
  '4': 'A block device, not unpacked',
  '6': 'A named pipe (FIFO), not unpacked',
  M: 'The rest of a file that begins in another volume, not unpacked',
  S: 'A sparse file, not unpacked: archive it without --sparse',
}

class TarReader {
  private readonly queue: ByteQueue
  private extension: Extension = {}
  private general: Extension = {}

  constructor(source: ContainerSource) {
    this.queue = new ByteQueue(source.stream())
  }

  async *entries(): AsyncGenerator<ContainerEntry> {
    try {
      for (let isEnded = false; ; ) {
        const start = this.queue.offset
        const block = await this.queue.take(tarBlockBytes)
        if (block.length === 0) {
          if (!isEnded) yield damage('truncated', `The archive ends at byte ${start} without its end mark; what stands before was read`)
          return
        }
        if (block.every((byte) => byte === 0)) {
          isEnded = true
          continue
        }
        const header = readTarHeader(block)
        if (header === undefined) {
          yield this.badHeader(block, { start, isEnded })
          return
        }
        isEnded = false
        const found = await this.entry(header)
        if (found !== undefined) yield* found
        if (this.isCut) return
      }
    } finally {
      await this.queue.close()
    }
  }

  private isCut = false

  private badHeader(block: Buffer, { start, isEnded }: { start: number; isEnded: boolean }): ContainerEntry {
    if (block.length < tarBlockBytes)
      return damage('truncated', `The archive is cut off at byte ${start + block.length}; what stands before was read`)
    if (isEnded) return damage('unreadable', `Behind the end of the archive, at byte ${start}, stands something that is no tar; it was not read`)
    return damage('unreadable', `The archive is damaged at byte ${start}: no header of an entry stands there; what stands before was read`)
  }

  private async entry(header: TarHeader): Promise<AsyncGenerator<ContainerEntry> | undefined> {
    if (['x', 'X', 'g', 'L', 'K'].includes(header.type)) return this.extend(header)
    const extension = { ...this.general, ...this.extension }
    this.extension = {}
    return this.plain({ ...header, name: extension.path ?? header.name, size: extension.size ?? header.size }, extension)
  }

  private async *plain(header: TarHeader, extension: Extension): AsyncGenerator<ContainerEntry> {
    const { name: path, type, size } = header
    const isFolder = type === '5' || ((type === '0' || type === '\0') && path.endsWith('/'))
    const begin = this.queue.offset
    const refusal = extension.isSparse === true ? notFiles['S'] : notFiles[type]
    // Links have no bytes, whatever size they name.
    const stored = ['1', '2', '3', '4', '5', '6'].includes(type) ? 0 : size
    if (refusal !== undefined) yield { kind: 'refused', path, code: 'unreadable', message: refusal }
    else if (type === '0' || type === '\0' || type === '7') {
      const modifiedMs = extension.modifiedMs ?? header.modifiedMs
      if (!isFolder) yield { kind: 'member', path, packedSize: size, ...(modifiedMs === undefined ? {} : { modifiedMs }), bytes: this.reader(size) }
    } else if (!isFolder && type !== 'V') {
      yield { kind: 'refused', path, code: 'unreadable', message: `An entry of an unknown kind ("${type}"), not unpacked` }
    }
    const padded = Math.ceil(stored / tarBlockBytes) * tarBlockBytes
    await this.queue.skip(begin + padded - this.queue.offset)
    this.isCut = this.queue.offset < begin + stored
    if (this.isCut) yield damage('truncated', `The archive is cut off at byte ${this.queue.offset}, inside of an entry; what stands before was read`)
  }

  private reader(size: number): ByteReader {
    const { queue } = this
    return async function* (onDamage: (found: Damage) => void): AsyncGenerator<Uint8Array> {
      const begin = queue.offset
      yield* queue.pass(size)
      const given = queue.offset - begin
      if (given < size) onDamage({ code: 'truncated', message: `Cut off: the archive holds ${given} of its ${size} bytes` })
    }
  }

  /** Reads an extended header or a long name; damage where it is none. */
  private async *extend(header: TarHeader): AsyncGenerator<ContainerEntry> {
    const at = this.queue.offset
    if (header.size > mostHeaderBytes) {
      yield damage('limit', `The header at byte ${at} says that it is ${header.size} bytes long; the rest of the archive was not read`)
      this.isCut = true
      return
    }
    const bytes = await this.queue.take(header.size)
    await this.queue.skip(Math.ceil(header.size / tarBlockBytes) * tarBlockBytes - header.size)
    if (bytes.length < header.size) {
      this.isCut = true
      yield damage('truncated', `The archive is cut off inside of the header at byte ${at}; what stands before was read`)
    } else if (header.type === 'L') this.extension.path = untilZero(bytes)
    else if (header.type !== 'K') {
      const fields = readPaxFields(bytes)
      if (fields === undefined) yield damage('unreadable', `The extended header at byte ${at} cannot be read; its entry is read without it`)
      else if (header.type === 'g') this.general = { ...this.general, ...extensionOf(fields) }
      else this.extension = { ...this.extension, ...extensionOf(fields) }
    }
  }
}

function untilZero(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

function extensionOf(fields: ReadonlyMap<string, string>): Extension {
  const extension: Extension = {}
  const path = fields.get('path')
  const size = Number(fields.get('size') ?? Number.NaN)
  const seconds = Number(fields.get('mtime') ?? Number.NaN)
  if (path !== undefined) extension.path = path
  if (Number.isSafeInteger(size) && size >= 0) extension.size = size
  if (Number.isFinite(seconds)) extension.modifiedMs = Math.floor(seconds * 1000)
  if ([...fields.keys()].some((key) => key.startsWith('GNU.sparse.') || key === 'SCHILY.realsize')) extension.isSparse = true
  return extension
}

function damage(code: Damage['code'], message: string): ContainerEntry {
  return { kind: 'damage', code, message }
}
