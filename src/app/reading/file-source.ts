import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ByteSpan, ContainerSource } from '../../evidence/containers/container.ts'
import { readAt } from './bytes.ts'

const chunkBytes = 256 * 1024

/** A file as containers read it. To be closed. */
export interface FileSource extends ContainerSource {
  close(): Promise<void>
}

/** Opens a file for a container; `path` names it where its bytes lie elsewhere. Throws what the file system says. */
export async function openFileSource(given: { path: string; file: string; signal?: AbortSignal }): Promise<FileSource> {
  const handle = await open(given.file)
  try {
    const { size } = await handle.stat()
    const { signal } = given
    return {
      name: baseName(given.path),
      size,
      stream: (span) => streamOf(handle, { span, ...(signal === undefined ? {} : { signal }) }),
      read: (span) => {
        signal?.throwIfAborted()
        return readAt(handle, { offset: span.offset, length: Math.max(0, Math.min(span.length, size - span.offset)) })
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The same of bytes that are in memory. */
export function openBytesSource(given: { path: string; bytes: Uint8Array; signal?: AbortSignal }): FileSource {
  const { path, bytes, signal } = given
  const at = ({ offset, length }: ByteSpan): Uint8Array => {
    signal?.throwIfAborted()
    return bytes.subarray(Math.max(0, offset), Math.max(0, offset + Math.max(0, length)))
  }
  return {
    name: baseName(path),
    size: bytes.byteLength,
    async *stream(span = { offset: 0, length: bytes.byteLength }) {
      const all = at(span)
      if (all.byteLength > 0) yield all
    },
    read: async (span) => at(span),
    close: async () => undefined,
  }
}

function baseName(path: string): string {
  return basename(path.slice(path.lastIndexOf('!') + 1))
}

async function* streamOf(handle: FileHandle, { span, signal }: { span: ByteSpan | undefined; signal?: AbortSignal }): AsyncGenerator<Uint8Array> {
  const end = span === undefined ? Number.POSITIVE_INFINITY : span.offset + span.length
  for (let offset = span?.offset ?? 0; offset < end; ) {
    signal?.throwIfAborted()
    // A buffer of its own for each piece: whoever takes it may still look at it when the next one is asked for.
    const bytes = await readAt(handle, { offset, length: Math.min(chunkBytes, end - offset) })
    if (bytes.length === 0) return
    offset += bytes.length
    yield bytes
  }
}
