import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { constants, createGunzip, type Gunzip } from 'node:zlib'

const chunkBytes = 256 * 1024
const inflateChunkBytes = 256 * 1024
/** Compressed bytes handed over at a time: what a damaged stream still gave is lost by at most this much. */
const compressedStepBytes = 16 * 1024

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

/** True for bytes that start a gzip member (RFC 1952), whatever the file is called. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** When the compressed file was last modified according to its gzip header (ms since 1970); undefined where the header leaves it out. */
export function gzipModified(bytes: Uint8Array): number | undefined {
  if (!isGzip(bytes) || bytes.length < 8) return undefined
  const seconds = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(4, true)
  return seconds === 0 ? undefined : seconds * 1000
}

/** Bounds against archives that unpack to far more than they are. */
export interface UnpackLimits {
  /** Most decoded bytes of one member. */
  readonly decodedBytes: number
  /** Most decoded bytes for each compressed byte, looked at once `ratioFromBytes` are decoded. */
  readonly ratio: number
  readonly ratioFromBytes: number
}

export const defaultUnpackLimits: UnpackLimits = { decodedBytes: 512 * 1024 ** 3, ratio: 500, ratioFromBytes: 256 * 1024 * 1024 }

/** Why decoding stopped before the end. */
export interface UnpackDamage {
  readonly code: 'truncated' | 'unreadable' | 'limit'
  readonly message: string
}

/**
 * The decoded bytes of a gzip file with one or more members. Damage does not throw: everything before it is given, then it is reported.
 * Bytes behind the last member that are no gzip are ignored, as gzip itself does.
 */
export async function* gunzipBytes(
  source: AsyncIterable<Buffer>,
  options: { limits: UnpackLimits; onDamage: (damage: UnpackDamage) => void },
): AsyncGenerator<Buffer> {
  const inflater = new Inflater()
  const count = { in: 0, out: 0 }
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && inflater.failure === undefined; at += compressedStepBytes) {
        const step = chunk.subarray(at, at + compressedStepBytes)
        count.in += step.length
        for (const decoded of await inflater.write(step)) {
          count.out += decoded.length
          if (isBomb(count, options.limits)) {
            options.onDamage({ code: 'limit', message: `Unpacks to more than allowed (${count.out} bytes from ${count.in})` })
            return
          }
          yield decoded
        }
      }
      if (inflater.failure !== undefined) break
    }
    yield* await inflater.end()
    if (inflater.failure !== undefined) options.onDamage(damageOf(inflater.failure, count.out))
  } finally {
    inflater.close()
  }
}

function isBomb(count: { in: number; out: number }, limits: UnpackLimits): boolean {
  return count.out > limits.decodedBytes || (count.out > limits.ratioFromBytes && count.out > count.in * limits.ratio)
}

function damageOf(failure: Error & { code?: string }, decoded: number): UnpackDamage {
  const cut = failure.code === 'Z_BUF_ERROR'
  return cut
    ? { code: 'truncated', message: `The gzip file is cut off; the ${decoded} bytes before that were read` }
    : { code: 'unreadable', message: `The gzip file is damaged (${failure.message}); the ${decoded} bytes before that were read` }
}

/** Owns a zlib stream and waits for each write, so that all output before damage is handed out. */
class Inflater {
  failure: (Error & { code?: string }) | undefined
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: inflateChunkBytes, finishFlush: constants.Z_FINISH })
  private output: Buffer[] = []
  private wake: () => void = () => undefined

  constructor() {
    this.gunzip.on('data', (chunk: Buffer) => this.output.push(chunk))
    this.gunzip.on('error', (error) => {
      this.failure ??= error
      this.wake()
    })
    this.gunzip.on('end', () => this.wake())
  }

  async write(bytes: Buffer): Promise<Buffer[]> {
    await new Promise<void>((resolve) => {
      this.wake = resolve
      this.gunzip.write(bytes, () => resolve())
    })
    return this.take()
  }

  async end(): Promise<Buffer[]> {
    if (this.failure === undefined) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
        this.gunzip.end()
      })
    }
    return this.take()
  }

  close(): void {
    this.gunzip.destroy()
  }

  private take(): Buffer[] {
    const output = this.output
    this.output = []
    return output
  }
}
