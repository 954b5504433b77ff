import { createReadStream, readFileSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { DecodeLimits } from '../../evidence/containers/decode.ts'

const chunkBytes = 256 * 1024

/** The bytes of a file in order; `end` stops before that offset. */
export async function* fileBytes(path: string, options: { end?: number; signal?: AbortSignal } = {}): AsyncGenerator<Buffer> {
  if (options.end === 0) return
  const stream = createReadStream(path, {
    highWaterMark: chunkBytes,
    ...(options.end === undefined ? {} : { end: options.end - 1 }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) yield chunk
  }
}

/**
 * The whole of an ordinary file that is no longer than one piece of a stream; undefined for any other. Waits for the disk: opening a stream costs more than such
 * a file takes. Throws what the file system says.
 */
export function smallFile(path: string): Buffer | undefined {
  const found = statSync(path)
  if (!found.isFile() || found.size > chunkBytes) return undefined
  const bytes = readFileSync(path)
  return bytes.length > chunkBytes ? undefined : bytes
}

/** The first bytes of a file, at most `length`. */
export async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    return await readAt(file, { offset: 0, length })
  } finally {
    await file.close()
  }
}

/** Exactly these bytes of an open file, fewer where it ends before. */
export async function readAt(file: FileHandle, span: { offset: number; length: number }): Promise<Buffer> {
  const buffer = Buffer.alloc(span.length)
  let filled = 0
  while (filled < span.length) {
    const { bytesRead } = await file.read(buffer, filled, span.length - filled, span.offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** Bounds against files that unpack to far more than they are. */
export const defaultUnpackLimits: DecodeLimits = { decodedBytes: 512 * 1024 ** 3, ratio: 500, ratioFromBytes: 256 * 1024 * 1024 }
