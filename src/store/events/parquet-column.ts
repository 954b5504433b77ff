import { constants, zstdCompressSync } from 'node:zlib'
import { ByteBuffer } from './byte-buffer.ts'
import type { NumberBuffer, TextBuffer } from './column-buffer.ts'
import type { EventColumn } from './columns.ts'
import { appendHybrid, bitWidthOf } from './hybrid-runs.ts'
import { encodeThrift, i32, struct, type Thrift } from './thrift.ts'

/** One column of a row group as it was written, for the footer. */
export interface ColumnChunk {
  readonly column: EventColumn
  readonly values: number
  readonly nulls: number
  readonly hasDictionary: boolean
  /** Where its first page and its first data page start in the file. */
  readonly start: number
  readonly dataStart: number
  readonly compressed: number
  readonly uncompressed: number
  /** Smallest and largest value as Parquet orders them; absent where they were not looked for. */
  readonly range?: { readonly min: Uint8Array; readonly max: Uint8Array }
}

/** Takes the bytes of the file in order; answers where they start. */
export type FileSink = (bytes: Uint8Array) => number

// Parquet's numbers: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
const encodings = { plain: 0, rle: 3, dictionary: 8 } as const
const pageTypes = { data: 0, dictionary: 2 } as const

/** A page is closed after this many bytes or rows: a reader holds one at a time. */
const pageBytes = 1024 * 1024
const pageRows = 32_768
/** Longer texts are left out of the statistics. */
const longestBound = 128

/** Writes columns as pages of Parquet (version 1 of data pages, zstd), rows in the order given. Its scratch memory is used again and again. */
export class ColumnEncoder {
  readonly #page = new ByteBuffer(pageBytes * 2)
  readonly #sink: FileSink
  readonly #order: Uint32Array

  constructor(sink: FileSink, order: Uint32Array) {
    this.#sink = sink
    this.#order = order
  }

  numbers(column: EventColumn, buffer: NumberBuffer): ColumnChunk {
    const pages = new Pages(this.#sink)
    const order = this.#order
    const wide = column.type !== 'integer'
    const range = rangeOfNumbers(buffer, order)
    let nulls = 0
    for (let from = 0; from < order.length; from += pageRows) {
      const rows = order.subarray(from, from + pageRows)
      const present = presence(rows, (row) => buffer.present[row] === 1)
      nulls += present.nulls
      this.#startPage(column, present)
      const page = this.#page
      for (const row of rows) {
        if (buffer.present[row] !== 1) continue
        page.word(buffer.low[row] ?? 0)
        if (wide) page.word(buffer.high[row] ?? 0)
      }
      pages.data(page.view(), { values: rows.length, encoding: encodings.plain })
    }
    return pages.chunk({ column, values: order.length, nulls, range: range === undefined ? undefined : boundsOf(range, buffer, wide) })
  }

  texts(column: EventColumn, buffer: TextBuffer): ColumnChunk {
    const pages = new Pages(this.#sink)
    const hasDictionary = buffer.isDictionary && buffer.count > 0 && buffer.plain.length < 16 * pageBytes
    if (hasDictionary) pages.dictionary(buffer.plain.view(), buffer.count)
    const { entries } = buffer
    let nulls = 0
    for (const rows of hasDictionary ? byRows(this.#order) : byBytes(this.#order, buffer)) {
      const present = presence(rows, (row) => (entries[row] ?? 0) !== 0)
      nulls += present.nulls
      this.#startPage(column, present)
      if (hasDictionary) this.#indexes(rows, { buffer, values: rows.length - present.nulls })
      else this.#plainTexts(rows, buffer)
      pages.data(this.#page.view(), { values: rows.length, encoding: hasDictionary ? encodings.dictionary : encodings.plain })
    }
    return pages.chunk({ column, values: this.#order.length, nulls, range: hasDictionary ? rangeOfTexts(buffer) : undefined })
  }

  /** Empties the page and writes which of its rows have a value, where that is a question. */
  #startPage(column: EventColumn, present: Presence): void {
    const page = this.#page
    page.clear()
    if (column.required) {
      if (present.nulls > 0) throw new TypeError(`Column ${column.name} needs a value in every row`)
      return
    }
    page.word(0)
    appendHybrid(page, present.levels, 1)
    page.bytes.writeUInt32LE(page.length - 4, 0)
  }

  #indexes(rows: Uint32Array, { buffer, values }: { buffer: TextBuffer; values: number }): void {
    const indexes = new Uint32Array(values)
    let at = 0
    for (const row of rows) {
      const entry = buffer.entries[row] ?? 0
      if (entry === 0) continue
      indexes[at] = entry - 1
      at += 1
    }
    const bitWidth = Math.max(1, bitWidthOf(buffer.count - 1))
    this.#page.byte(bitWidth)
    appendHybrid(this.#page, indexes, bitWidth)
  }

  /** Entries that follow one another are copied in one go. */
  #plainTexts(rows: Uint32Array, { entries, starts, plain }: TextBuffer): void {
    let from = 0
    let to = 0
    for (const row of rows) {
      const entry = entries[row] ?? 0
      if (entry === 0) continue
      const start = starts[entry - 1] ?? 0
      if (start !== to) {
        if (to > from) this.#page.append(plain.bytes, from, to)
        from = start
      }
      to = starts[entry] ?? start
    }
    if (to > from) this.#page.append(plain.bytes, from, to)
  }
}

interface Presence {
  /** 1 for a value, 0 for none. */
  readonly levels: Uint32Array
  readonly nulls: number
}

function presence(rows: Uint32Array, has: (row: number) => boolean): Presence {
  const levels = new Uint32Array(rows.length)
  let nulls = 0
  for (let index = 0; index < rows.length; index += 1) {
    if (has(rows[index] ?? 0)) levels[index] = 1
    else nulls += 1
  }
  return { levels, nulls }
}

function* byRows(order: Uint32Array): Generator<Uint32Array> {
  for (let from = 0; from < order.length; from += pageRows) yield order.subarray(from, from + pageRows)
}

function* byBytes(order: Uint32Array, { entries, starts }: TextBuffer): Generator<Uint32Array> {
  let from = 0
  let bytes = 0
  for (let index = 0; index < order.length; index += 1) {
    const entry = entries[order[index] ?? 0] ?? 0
    const length = entry === 0 ? 0 : (starts[entry] ?? 0) - (starts[entry - 1] ?? 0)
    if (index > from && (bytes + length > pageBytes || index - from >= pageRows)) {
      yield order.subarray(from, index)
      from = index
      bytes = 0
    }
    bytes += length
  }
  if (from < order.length) yield order.subarray(from)
}

/** Writes the pages of one column and counts their bytes. */
class Pages {
  readonly #sink: FileSink
  #start: number | undefined
  #dataStart = 0
  #compressed = 0
  #uncompressed = 0
  #hasDictionary = false

  constructor(sink: FileSink) {
    this.#sink = sink
  }

  dictionary(bytes: Uint8Array, values: number): void {
    this.#hasDictionary = true
    this.#write(bytes, { type: pageTypes.dictionary, header: [7, struct([1, i32(values)], [2, i32(encodings.plain)])] })
  }

  data(bytes: Uint8Array, { values, encoding }: { values: number; encoding: number }): void {
    const header = struct([1, i32(values)], [2, i32(encoding)], [3, i32(encodings.rle)], [4, i32(encodings.rle)])
    const at = this.#write(bytes, { type: pageTypes.data, header: [5, header] })
    if (this.#dataStart === 0) this.#dataStart = at
  }

  chunk(found: Pick<ColumnChunk, 'column' | 'values' | 'nulls' | 'range'>): ColumnChunk {
    return {
      ...found,
      hasDictionary: this.#hasDictionary,
      start: this.#start ?? 0,
      dataStart: this.#dataStart,
      compressed: this.#compressed,
      uncompressed: this.#uncompressed,
    }
  }

  #write(bytes: Uint8Array, { type, header }: { type: number; header: readonly [number, Thrift] }): number {
    const packed = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
    const head = encodeThrift([[1, i32(type)], [2, i32(bytes.length)], [3, i32(packed.length)], header])
    const at = this.#sink(head)
    this.#sink(packed)
    this.#start ??= at
    this.#compressed += head.length + packed.length
    this.#uncompressed += head.length + bytes.length
    return at
  }
}

interface RowRange {
  readonly min: number
  readonly max: number
}

/** Rows of the smallest and largest number. */
function rangeOfNumbers({ low, high, present }: NumberBuffer, order: Uint32Array): RowRange | undefined {
  const isLess = (a: number, b: number) => {
    const difference = (high[a] ?? 0) - (high[b] ?? 0)
    return difference === 0 ? (low[a] ?? 0) >>> 0 < (low[b] ?? 0) >>> 0 : difference < 0
  }
  let min = -1
  let max = -1
  for (const row of order) {
    if (present[row] !== 1) continue
    if (min < 0 || isLess(row, min)) min = row
    if (max < 0 || isLess(max, row)) max = row
  }
  return min < 0 ? undefined : { min, max }
}

function boundsOf({ min, max }: RowRange, { low, high }: NumberBuffer, wide: boolean): { min: Uint8Array; max: Uint8Array } {
  const bytesOf = (row: number) => {
    const bytes = Buffer.alloc(wide ? 8 : 4)
    bytes.writeInt32LE(low[row] ?? 0, 0)
    if (wide) bytes.writeInt32LE(high[row] ?? 0, 4)
    return bytes
  }
  return { min: bytesOf(min), max: bytesOf(max) }
}

/** Smallest and largest entry of a dictionary, ordered by their bytes. */
function rangeOfTexts({ plain, starts, count }: TextBuffer): { min: Uint8Array; max: Uint8Array } | undefined {
  const entry = (index: number) => plain.bytes.subarray((starts[index] ?? 0) + 4, starts[index + 1] ?? 0)
  let min = entry(0)
  let max = min
  for (let index = 1; index < count; index += 1) {
    const candidate = entry(index)
    if (Buffer.compare(candidate, min) < 0) min = candidate
    else if (Buffer.compare(candidate, max) > 0) max = candidate
  }
  return min.length > longestBound || max.length > longestBound ? undefined : { min: Buffer.from(min), max: Buffer.from(max) }
}
