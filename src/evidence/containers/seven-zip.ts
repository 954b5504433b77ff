// Written by 7-Zip and p7zip. Read with libarchive, compiled to WebAssembly: it takes the whole file into memory, so large ones are refused.
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import type { ByteReader, Container, ContainerEntry, ContainerSource } from './container.ts'

const magic = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])
const mostPackedBytes = 512 * 1024 * 1024
const chunkBytes = 256 * 1024
const startHeaderBytes = 32

export const sevenZip: Container = {
  name: 'seven-zip',
  title: '7z',
  spec: 'https://www.7-zip.org/7z.html',
  kind: 'archive',
  recognise: (head) => magic.equals(head.subarray(0, magic.length)),
  entries,
}

async function* entries(source: ContainerSource): AsyncGenerator<ContainerEntry> {
  const trouble = await troubleOf(source)
  if (trouble !== undefined) {
    yield trouble
    return
  }
  const archive = await openArchive(source)
  for (let count = 0; ; count += 1) {
    const entry = archive.next()
    if (entry === undefined) {
      if (archive.failure !== '') yield damage(`The archive cannot be read${count === 0 ? '' : ' any further'} (${archive.failure})`)
      else if (count === 0) yield damage('The archive’s list of files cannot be read')
      return
    }
    yield* entry
  }
}

/** What keeps the archive from being read at all: the list of its files stands at its end. */
async function troubleOf(source: ContainerSource): Promise<ContainerEntry | undefined> {
  const start = Buffer.from(await source.read({ offset: 0, length: startHeaderBytes }))
  if (start.length < startHeaderBytes) return { kind: 'damage', code: 'truncated', message: 'The archive is cut off inside of its header' }
  const end = startHeaderBytes + Number(start.readBigUInt64LE(12)) + Number(start.readBigUInt64LE(20))
  if (end > source.size) {
    const message = `The archive is cut off: it has ${source.size} of ${end} bytes, and the list of its files, which stood at its end, is lost`
    return { kind: 'damage', code: 'truncated', message }
  }
  if (source.size <= mostPackedBytes) return undefined
  const message = `7z archives of more than ${formatNumber(mostPackedBytes)} bytes are not read: unpack it and give the unpacked files`
  return { kind: 'damage', code: 'limit', message }
}

function damage(message: string): ContainerEntry {
  return { kind: 'damage', code: 'unreadable', message }
}

/** What libarchive says an entry is (POSIX file types). */
const regularFile = 0o100000
const folder = 0o040000
const links = new Set([0o120000])

class Archive {
  failure = ''
  private readonly library: Library
  private readonly handle: number
  private readonly buffer: number

  constructor(library: Library, handle: number) {
    this.library = library
    this.handle = handle
    this.buffer = library.module._malloc(chunkBytes)
  }

  /** The next entry, none for a folder; undefined at the end. */
  next(): ContainerEntry[] | undefined {
    const { library } = this
    const pointer = this.handle === 0 ? 0 : library.read_next_entry(this.handle)
    if (pointer === 0) {
      if (this.handle !== 0) this.failure = library.error_string(this.handle) ?? ''
      return undefined
    }
    const path = library.entry_pathname(pointer) ?? ''
    const type = library.entry_filetype(pointer)
    if (type === folder) return []
    if (type !== regularFile) {
      return [
        { kind: 'refused', path, code: 'unreadable', message: links.has(type) ? 'A symbolic link, not followed' : 'A device or pipe, not unpacked' },
      ]
    }
    if (library.entry_is_encrypted(pointer) !== 0)
      return [{ kind: 'refused', path, code: 'unreadable', message: 'Encrypted, not unpacked: decrypt it and give the decrypted file' }]
    const seconds = library.entry_mtime(pointer)
    return [{ kind: 'member', path, ...(seconds > 0 ? { modifiedMs: seconds * 1000 } : {}), bytes: this.reader(library.entry_size(pointer)) }]
  }

  private reader(size: number): ByteReader {
    const { library, handle, buffer } = this
    return async function* (onDamage): AsyncGenerator<Uint8Array> {
      let given = 0
      for (;;) {
        let length: number
        try {
          length = library.read_data(handle, buffer, chunkBytes)
        } catch (error) {
          onDamage({ code: 'unreadable', message: `Damaged in its archive (${messageOf(error)}); the ${given} bytes before that were read` })
          return
        }
        if (length === 0) break
        given += length
        yield Uint8Array.from(library.module.HEAPU8.subarray(buffer, buffer + length))
      }
      if (given < size) onDamage({ code: 'truncated', message: `Cut off: the archive gives ${given} of its ${size} bytes` })
    }
  }
}

/** The part of libarchive's interface that is used. */
interface Library {
  readonly module: { _malloc(size: number): number; readonly HEAPU8: Uint8Array }
  read_new_memory(pointer: number, length: number): number
  read_next_entry(archive: number): number
  read_data(archive: number, pointer: number, length: number): number
  error_string(archive: number): string | null
  entry_pathname(entry: number): string | null
  entry_filetype(entry: number): number
  entry_size(entry: number): number
  entry_mtime(entry: number): number
  entry_is_encrypted(entry: number): number
}

/** A library of its own for each archive: its memory is given back with it. */
async function openArchive(source: ContainerSource): Promise<Archive> {
  // A CommonJS package: Node names its exports as well, a bundle has them behind `default` alone.
  const { default: libarchive } = await import('libarchive-wasm')
  const program = fileURLToPath(import.meta.resolve('libarchive-wasm/dist/libarchive.wasm'))
  const library: Library = await libarchive.libarchiveWasm({ locateFile: () => program, print: () => undefined, printErr: () => undefined })
  const pointer = library.module._malloc(source.size)
  let at = pointer
  for await (const part of source.stream()) {
    library.module.HEAPU8.set(part, at)
    at += part.length
  }
  return new Archive(library, library.read_new_memory(pointer, at - pointer))
}
