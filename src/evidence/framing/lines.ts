import { bomLength, emptyBytes, type FrameSink, type Framer, type FramingLimits } from './framer.ts'

const lineFeed = 10
const carriageReturn = 13
const startBytes = 64
const none = -1

export interface LineOptions {
  readonly limits: FramingLimits
  /** True where a line that starts like this joins the record before it. */
  readonly continues?: (start: string) => boolean
  /** True where these bytes surely start a line that does not join the record before it. */
  readonly begins?: (bytes: Uint8Array, at: number) => boolean
}

/** Cuts lines that end in LF or CRLF. Blank lines are no records; a line that continues the one before is part of its record. */
export function frameLines(options: LineOptions, sink: FrameSink): Framer {
  return new LineFramer(options, sink)
}

class LineFramer implements Framer {
  private readonly options: LineOptions
  private readonly sink: FrameSink
  private buffer: Buffer = emptyBytes
  /** Offset in the file of the buffer's first byte. */
  private base = 0
  private lineStart = 0
  private scanned = 0
  /** The record that may still be continued, as indexes into the buffer. */
  private heldStart = none
  private heldEnd = none
  /** Offset of the over-long line being passed over. */
  private skippedFrom: number | undefined

  constructor(options: LineOptions, sink: FrameSink) {
    this.options = options
    this.sink = sink
  }

  push(chunk: Buffer): void {
    const rest = this.skippedFrom === undefined ? chunk : this.skip(chunk, this.skippedFrom)
    if (rest.length === 0) return
    this.buffer = this.buffer.length === 0 ? rest : Buffer.concat([this.buffer, rest])
    let end = this.buffer.indexOf(lineFeed, this.scanned)
    while (end !== -1) {
      this.line(this.lineStart, end, false)
      this.lineStart = end + 1
      end = this.buffer.indexOf(lineFeed, this.lineStart)
    }
    this.scanned = this.buffer.length
    if (this.buffer.length - this.lineStart > this.options.limits.recordBytes) this.startSkipping()
    else this.compact()
  }

  end(): void {
    if (this.skippedFrom !== undefined) this.reportTooLong(this.skippedFrom, this.base)
    else if (this.lineStart < this.buffer.length) this.line(this.lineStart, this.buffer.length, true)
    this.release()
  }

  private line(start: number, lineEnd: number, unfinished: boolean): void {
    let end = lineEnd
    if (end > start && this.buffer[end - 1] === carriageReturn) end -= 1
    const first = this.base + start === 0 ? start + bomLength(this.buffer) : start
    if (first >= end) return
    if (end - first > this.options.limits.recordBytes) {
      this.release()
      this.reportTooLong(this.base + first, this.base + end)
      return
    }
    const { continues } = this.options
    if (continues === undefined) {
      this.sink.record(this.buffer.subarray(first, end), this.base + first, unfinished)
      return
    }
    if (!this.joins(first, end, continues)) {
      this.release()
      this.heldStart = first
    }
    this.heldEnd = end
    if (unfinished) this.release(true)
  }

  /** True where a line joins the record that is held. */
  private joins(start: number, end: number, continues: (start: string) => boolean): boolean {
    const { begins, limits } = this.options
    if (this.heldStart === none || end - this.heldStart > limits.recordBytes) return false
    if (begins?.(this.buffer, start) === true) return false
    return continues(this.startOf(start, end))
  }

  private startOf(start: number, end: number): string {
    return this.buffer.toString('latin1', start, Math.min(end, start + startBytes))
  }

  private release(unfinished = false): void {
    const start = this.heldStart
    if (start === none) return
    this.heldStart = none
    this.sink.record(this.buffer.subarray(start, this.heldEnd), this.base + start, unfinished)
  }

  private compact(): void {
    const from = this.heldStart === none ? this.lineStart : this.heldStart
    if (this.heldStart !== none) this.heldStart = 0
    this.heldEnd -= from
    this.buffer = from === this.buffer.length ? emptyBytes : this.buffer.subarray(from)
    this.base += from
    this.lineStart -= from
    this.scanned -= from
  }

  private startSkipping(): void {
    this.release()
    this.skippedFrom = this.base + this.lineStart
    this.base += this.buffer.length
    this.buffer = emptyBytes
    this.lineStart = 0
    this.scanned = 0
  }

  /** Passes over an over-long line; what follows it is returned. */
  private skip(chunk: Buffer, from: number): Buffer {
    const end = chunk.indexOf(lineFeed)
    if (end === -1) {
      this.base += chunk.length
      return emptyBytes
    }
    this.reportTooLong(from, this.base + end)
    this.skippedFrom = undefined
    this.base += end + 1
    return chunk.subarray(end + 1)
  }

  private reportTooLong(from: number, to: number): void {
    const length = to - from
    this.sink.broken({
      code: 'too-long',
      message: `Line of ${length} bytes is longer than the limit of ${this.options.limits.recordBytes}`,
      offset: from,
      length,
    })
  }
}
