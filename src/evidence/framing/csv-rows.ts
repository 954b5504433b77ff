import { bomLength, emptyBytes, type FrameSink, type Framer, type FramingLimits } from './framer.ts'

const lineFeed = 10
const carriageReturn = 13
const quote = 34

/** A quoted field still open after this many bytes is taken as a stray quote. */
const openQuoteBytes = 1024 * 1024

export interface CsvOptions {
  readonly limits: FramingLimits
  /** One ASCII character. */
  readonly delimiter: string
}

/** Cuts CSV rows (RFC 4180): a quoted field may hold line ends. A stray quote costs one line, not the rest of the file. */
export function frameCsvRows(options: CsvOptions, sink: FrameSink): Framer {
  return new CsvFramer(options, sink)
}

type RowEnd = { readonly kind: 'row'; readonly end: number } | { readonly kind: 'more' } | { readonly kind: 'stray' }
const more: RowEnd = { kind: 'more' }
const stray: RowEnd = { kind: 'stray' }

class CsvFramer implements Framer {
  private readonly limits: FramingLimits
  private readonly delimiter: number
  private readonly sink: FrameSink
  private buffer: Buffer = emptyBytes
  private base = 0
  private skippedFrom: number | undefined
  private ended = false

  constructor(options: CsvOptions, sink: FrameSink) {
    this.limits = options.limits
    this.delimiter = options.delimiter.charCodeAt(0)
    this.sink = sink
  }

  push(chunk: Buffer): void {
    const rest = this.skippedFrom === undefined ? chunk : this.skip(chunk, this.skippedFrom)
    if (rest.length === 0) return
    this.buffer = this.buffer.length === 0 ? rest : Buffer.concat([this.buffer, rest])
    this.cut()
  }

  end(): void {
    this.ended = true
    if (this.skippedFrom !== undefined) this.reportTooLong(this.skippedFrom, this.base)
    else this.cut()
  }

  private cut(): void {
    let start = this.base === 0 ? bomLength(this.buffer) : 0
    let nextQuote = this.buffer.indexOf(quote, start)
    while (start < this.buffer.length) {
      if (nextQuote !== -1 && nextQuote < start) nextQuote = this.buffer.indexOf(quote, start)
      const lineEnd = this.buffer.indexOf(lineFeed, start)
      const plain = nextQuote === -1 || (lineEnd !== -1 && nextQuote > lineEnd)
      const found = plain ? this.plainRow(lineEnd) : this.quotedRow(start)
      if (found.kind === 'more' && this.buffer.length - start <= this.openLimit(lineEnd)) break
      if (found.kind === 'row') {
        this.row(start, found.end)
        start = found.end + 1
      } else if (lineEnd === -1 && !this.ended) {
        this.startSkipping(start)
        return
      } else start = this.strayQuote(start, lineEnd)
    }
    this.base += start
    this.buffer = start >= this.buffer.length ? emptyBytes : this.buffer.subarray(start)
  }

  private openLimit(lineEnd: number): number {
    return lineEnd === -1 ? this.limits.recordBytes : Math.min(openQuoteBytes, this.limits.recordBytes)
  }

  private plainRow(lineEnd: number): RowEnd {
    if (lineEnd !== -1) return { kind: 'row', end: lineEnd }
    return this.ended ? { kind: 'row', end: this.buffer.length } : more
  }

  /** Where the row that starts here ends, when at least one quote is in it. */
  private quotedRow(start: number): RowEnd {
    const { buffer } = this
    let fieldStart = true
    for (let at = start; at < buffer.length; at += 1) {
      const byte = buffer[at]
      if (byte === lineFeed) return { kind: 'row', end: at }
      if (byte === quote && fieldStart) {
        const close = this.closingQuote(at + 1)
        if (close === -1) return this.ended ? stray : more
        if (!this.endsField(close + 1) && buffer.subarray(at, close).includes(lineFeed)) return stray
        at = close
      }
      fieldStart = byte === this.delimiter
    }
    return this.ended ? { kind: 'row', end: buffer.length } : more
  }

  private closingQuote(from: number): number {
    let at = this.buffer.indexOf(quote, from)
    while (at !== -1 && this.buffer[at + 1] === quote) at = this.buffer.indexOf(quote, at + 2)
    return at === this.buffer.length - 1 && !this.ended ? -1 : at
  }

  private endsField(at: number): boolean {
    const byte = this.buffer[at]
    return byte === undefined || byte === this.delimiter || byte === lineFeed || byte === carriageReturn
  }

  private row(start: number, rowEnd: number): void {
    let end = rowEnd
    if (end > start && this.buffer[end - 1] === carriageReturn) end -= 1
    if (end === start) return
    if (end - start > this.limits.recordBytes) {
      this.reportTooLong(this.base + start, this.base + end)
      return
    }
    this.sink.record(this.buffer.subarray(start, end), this.base + start, rowEnd >= this.buffer.length)
  }

  private strayQuote(start: number, lineEnd: number): number {
    const end = lineEnd === -1 ? this.buffer.length : lineEnd
    const unfinished = lineEnd === -1
    this.sink.broken({
      code: unfinished ? 'truncated' : 'bad-row',
      message: unfinished ? 'Last row ends inside a quoted field' : 'Row opens a quote that is never closed; reading goes on with the next line',
      offset: this.base + start,
      length: end - start,
    })
    return end + 1
  }

  private startSkipping(start: number): void {
    this.skippedFrom = this.base + start
    this.base += this.buffer.length
    this.buffer = emptyBytes
  }

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
      message: `Row of ${length} bytes is longer than the limit of ${this.limits.recordBytes}`,
      offset: from,
      length,
    })
  }
}
