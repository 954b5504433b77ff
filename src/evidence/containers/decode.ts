import type { Transform } from 'node:stream'
import type { Damage } from './container.ts'

/** Compressed bytes handed over at a time. */
const stepBytes = 16 * 1024
/** The step that fails is taken in such pieces, then the piece that fails byte by byte; far into a file at once byte by byte, as each pass starts anew. */
const finerStepBytes = 128
const farBytes = 64 * 1024 * 1024
/** Decoded bytes that zlib gives at a time. */
export const decodedChunkBytes = 256 * 1024

/** A decoder of Node's zlib: it counts the compressed bytes it used. */
export type ZlibStream = Transform & { readonly bytesWritten: number }

/** Bounds against files that decode to far more than they are. */
export interface DecodeLimits {
  /** Most decoded bytes of one member. */
  readonly decodedBytes: number
  /** Most decoded bytes for each compressed byte, looked at once `ratioFromBytes` are decoded. */
  readonly ratio: number
  readonly ratioFromBytes: number
}

export interface DecodeRequest {
  /** The compressed bytes from the start; asked for again where damage was found. */
  readonly source: () => AsyncIterable<Uint8Array>
  readonly open: () => ZlibStream
  /** "gzip file": for messages. */
  readonly title: string
  readonly limits?: DecodeLimits
  readonly onDamage: (damage: Damage) => void
  /** True where what follows the end of one stream is another one to decode; without it, the first stream is all. */
  readonly startsAgain?: (next: Uint8Array) => boolean
  /** Told the compressed bytes that were used, where decoding came to its end. */
  readonly onEnd?: (used: number) => void
}

type Failure = Error & { code?: string }

/**
 * Decodes with one of Node's decoders. zlib keeps what it decoded of a step that fails, so that step is taken again in smaller ones: everything
 * before the damage is given, then it is reported.
 */
export async function* decodeBytes(request: DecodeRequest): AsyncGenerator<Buffer> {
  const done = { in: 0, out: 0 }
  const failure = yield* decodeSteps(request, { done, fineFrom: Number.POSITIVE_INFINITY, fineBytes: stepBytes, given: 0 })
  if (failure === undefined) return
  if (isCut(failure)) {
    request.onDamage(damageOf(failure, request, done.out))
    return
  }
  let given = done
  for (const fineBytes of done.in > farBytes ? [1] : [finerStepBytes, 1]) {
    const again = { in: 0, out: 0 }
    yield* decodeSteps(request, { done: again, fineFrom: given.in, fineBytes, given: given.out })
    given = again
  }
  request.onDamage(damageOf(failure, request, given.out))
}

interface Pass {
  /** Compressed bytes whose decoding came through, and bytes decoded. */
  readonly done: { in: number; out: number }
  /** Compressed offset from which so few bytes are taken at a time. */
  readonly fineFrom: number
  readonly fineBytes: number
  /** Decoded bytes that were handed out before. */
  readonly given: number
}

/** Decodes to the end or to the damage, which it returns. */
async function* decodeSteps(request: DecodeRequest, pass: Pass): AsyncGenerator<Buffer, Failure | undefined> {
  const decoder = new Decoder(request)
  const { done, given, fineFrom, fineBytes } = pass
  try {
    for await (const chunk of request.source()) {
      for (let at = 0; at < chunk.length; ) {
        const step = chunk.subarray(at, at + (done.in >= fineFrom ? fineBytes : Math.min(stepBytes, fineFrom - done.in)))
        for await (const part of decoder.write(step)) {
          done.out += part.length
          if (isBomb({ in: done.in + step.length, out: done.out }, request.limits)) {
            request.onDamage({ code: 'limit', message: `Unpacks to more than allowed (${done.out} bytes from ${done.in + step.length})` })
            return undefined
          }
          yield* behind(part, given - (done.out - part.length))
        }
        at += step.length
        if (decoder.failure !== undefined) return decoder.failure
        done.in += step.length
        if (decoder.isDone) return undefined
      }
    }
    for (const part of await decoder.end()) {
      done.out += part.length
      yield* behind(part, given - (done.out - part.length))
    }
    return decoder.failure
  } finally {
    decoder.close()
  }
}

/** A part without its first `skip` bytes, where any are left. */
function* behind(part: Buffer, skip: number): Generator<Buffer> {
  if (skip <= 0) yield part
  else if (skip < part.length) yield part.subarray(skip)
}

function isBomb(count: { in: number; out: number }, limits: DecodeLimits | undefined): boolean {
  if (limits === undefined) return false
  return count.out > limits.decodedBytes || (count.out > limits.ratioFromBytes && count.out > count.in * limits.ratio)
}

function isCut(failure: Failure): boolean {
  return failure.code === 'Z_BUF_ERROR'
}

function damageOf(failure: Failure, { title }: DecodeRequest, decoded: number): Damage {
  if ((failure.message === 'incorrect header check' || failure.code === 'trailing') && decoded > 0)
    return { code: 'unreadable', message: `Behind ${decoded} decoded bytes stands something that is no ${title.split(' ')[0]}; it was not read` }
  return isCut(failure)
    ? { code: 'truncated', message: `The ${title} is cut off; the ${decoded} bytes before that were read` }
    : { code: 'unreadable', message: `The ${title} is damaged (${failure.message}); the ${decoded} bytes before that were read` }
}

/** Owns a zlib stream and waits for each write, so that all output before damage is handed out. */
class Decoder {
  failure: Failure | undefined
  /** True where nothing that follows is part of what is decoded. */
  isDone = false
  private readonly request: DecodeRequest
  private stream: ZlibStream
  /** The current stream came to its end. */
  private ended = false
  /** Compressed bytes written to streams before the current one, and to the current one. */
  private usedBefore = 0
  private written = 0
  private output: Buffer[] = []
  private wake: () => void = () => undefined

  constructor(request: DecodeRequest) {
    this.request = request
    this.stream = this.attach()
  }

  /** Gives what each stream that lies in these bytes decodes to. */
  async *write(bytes: Uint8Array): AsyncGenerator<Buffer> {
    let rest = bytes
    while (rest.length > 0 && this.failure === undefined && !this.isDone) {
      if (this.ended && !this.restart(rest)) return
      this.written += rest.length
      yield* await this.writeOnce(rest)
      if (!this.ended) return
      rest = rest.subarray(rest.length - Math.max(0, this.written - this.stream.bytesWritten))
      this.written = this.stream.bytesWritten
      if (this.request.startsAgain === undefined) this.finish()
    }
  }

  async end(): Promise<Buffer[]> {
    if (this.failure === undefined && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
        this.stream.end()
      })
    }
    if (this.failure === undefined && !this.isDone) this.finish()
    return this.take()
  }

  close(): void {
    this.stream.destroy()
  }

  private finish(): void {
    this.isDone = true
    this.request.onEnd?.(this.usedBefore + this.written)
  }

  /** Opens the next stream, where the bytes are the start of one; else says what stands there. */
  private restart(next: Uint8Array): boolean {
    if (next.every((byte) => byte === 0)) return false
    if (this.request.startsAgain?.(next) !== true) {
      this.failure = Object.assign(new Error('something else follows'), { code: 'trailing' })
      return false
    }
    this.stream.destroy()
    this.usedBefore += this.written
    this.written = 0
    this.ended = false
    this.stream = this.attach()
    return true
  }

  private writeOnce(bytes: Uint8Array): Promise<Buffer[]> {
    return new Promise((resolve) => {
      this.wake = () => resolve(this.take())
      this.stream.write(bytes, () => this.wake())
    })
  }

  private attach(): ZlibStream {
    const stream = this.request.open()
    const isCurrent = (): boolean => stream === this.stream
    stream.on('data', (chunk: Buffer) => this.output.push(chunk))
    stream.on('error', (error) => {
      if (!isCurrent()) return
      this.failure ??= error
      this.wake()
    })
    stream.on('end', () => {
      if (!isCurrent()) return
      this.ended = true
      this.wake()
    })
    return stream
  }

  private take(): Buffer[] {
    const output = this.output
    this.output = []
    return output
  }
}
