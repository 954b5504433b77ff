import { createReadStream } from 'node:fs'
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
