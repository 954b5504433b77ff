import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { constants, createGunzip, type Gunzip } from 'node:zlib'

const chunkBytes = 256 * 1024
const inflateChunkBytes = 256 * 1024
/** Compressed bytes handed over at a time. */
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

export interface UnpackOptions {
  readonly limits: UnpackLimits
  readonly onDamage: (damage: UnpackDamage) => void
}

/**
 * The decoded bytes of a gzip file with one or more members. Damage does not throw: everything before it is given, then it is reported. `source`
 * gives the compressed bytes from the start, again where damage was found: zlib keeps what it decoded of a step that fails, so that step
 * is taken again a byte at a time.
 */
export async function* gunzipBytes(source: () => AsyncIterable<Buffer>, options: UnpackOptions): AsyncGenerator<Buffer> {
  const done = { in: 0, out: 0 }
  const failure = yield* inflateSteps(source(), { ...options, done })
  if (failure === undefined) return
  if (isCut(failure)) {
    options.onDamage(damageOf(failure, done.out))
    return
  }
  const again = { in: 0, out: 0 }
  yield* inflateSteps(source(), { ...options, done: again, bytewiseFrom: done.in, given: done.out })
  options.onDamage(damageOf(failure, again.out))
}

interface InflatePass extends UnpackOptions {
  /** Compressed bytes whose decoding came through, and bytes decoded. */
  readonly done: { in: number; out: number }
  /** Compressed offset from which bytes are taken one at a time. */
  readonly bytewiseFrom?: number
  /** Decoded bytes that were handed out before. */
  readonly given?: number
}

/** Decodes to the end or to the damage, which it returns. */
async function* inflateSteps(source: AsyncIterable<Buffer>, pass: InflatePass): AsyncGenerator<Buffer, Error | undefined> {
  const inflater = new Inflater()
  const { done, limits, given = 0, bytewiseFrom = Number.POSITIVE_INFINITY } = pass
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; ) {
        const step = chunk.subarray(at, done.in >= bytewiseFrom ? at + 1 : Math.min(at + compressedStepBytes, at + bytewiseFrom - done.in))
        const decoded = await inflater.write(step)
        at += step.length
        for (const part of decoded) {
          done.out += part.length
          if (isBomb({ in: done.in + step.length, out: done.out }, limits)) {
            pass.onDamage({ code: 'limit', message: `Unpacks to more than allowed (${done.out} bytes from ${done.in + step.length})` })
            return undefined
          }
          yield* behind(part, given - (done.out - part.length))
        }
        if (inflater.failure !== undefined) return inflater.failure
        done.in += step.length
      }
    }
    for (const part of await inflater.end()) {
      done.out += part.length
      yield* behind(part, given - (done.out - part.length))
    }
    return inflater.failure
  } finally {
    inflater.close()
  }
}

/** A part without its first `skip` bytes, where any are left. */
function* behind(part: Buffer, skip: number): Generator<Buffer> {
  if (skip <= 0) yield part
  else if (skip < part.length) yield part.subarray(skip)
}

function isBomb(count: { in: number; out: number }, limits: UnpackLimits): boolean {
  return count.out > limits.decodedBytes || (count.out > limits.ratioFromBytes && count.out > count.in * limits.ratio)
}

function isCut(failure: Error & { code?: string }): boolean {
  return failure.code === 'Z_BUF_ERROR'
}

function damageOf(failure: Error & { code?: string }, decoded: number): UnpackDamage {
  if (failure.message === 'incorrect header check' && decoded > 0)
    return { code: 'unreadable', message: `Behind ${decoded} decoded bytes stands something that is no gzip; it was not read` }
  return isCut(failure)
    ? { code: 'truncated', message: `The gzip file is cut off; the ${decoded} bytes before that were read` }
    : { code: 'unreadable', message: `The gzip file is damaged (${failure.message}); the ${decoded} bytes before that were read` }
}

/** Owns a zlib stream and waits for each write, so that all output before damage is handed out. */
class Inflater {
  /** Zeros behind the last member end the stream; nothing that is written later is answered. */
  private ended = false
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
    this.gunzip.on('end', () => {
      this.ended = true
      this.wake()
    })
  }

  async write(bytes: Buffer): Promise<Buffer[]> {
    if (this.ended) return []
    await new Promise<void>((resolve) => {
      this.wake = resolve
      this.gunzip.write(bytes, () => resolve())
    })
    return this.take()
  }

  async end(): Promise<Buffer[]> {
    if (this.failure === undefined && !this.ended) {
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
