import { ByteBuffer } from './byte-buffer.ts'
import type { NumberBuffer, TextBuffer } from './column-buffer.ts'
import { rangeOfNumbers, rangeOfTexts } from './column-range.ts'
import type { EventColumn } from './columns.ts'
import { appendHybrid, appendRun, bitWidthOf } from './hybrid-runs.ts'
import { type ColumnChunk, encodings, type FileSink, Pages } from './parquet-pages.ts'

/** A page is closed after this many bytes or rows: a reader holds one at a time. */
const pageBytes = 1024 * 1024
const pageRows = 32_768

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** Writes columns as pages of Parquet (version 1 of data pages, zstd), rows in the order given. Its scratch memory is used again and again. */
export class ColumnEncoder {
  readonly #page = new ByteBuffer(pageBytes + pageBytes / 4)
  /** By row of a page: 1 for a value, 0 for none. */
  readonly #levels = new Uint32Array(pageRows)
  /** The entries of the rows that have one, counted from 0. */
  readonly #indexes = new Uint32Array(pageRows)
  /** The numbers of the rows that have one, low half first. */
  readonly #words = new Int32Array(pageRows * 2)
  #sink: FileSink = () => 0
  #order = new Uint32Array(0)
  #values = 0

  /** A row group begins. */
  begin(sink: FileSink, order: Uint32Array<ArrayBuffer>): void {
    this.#sink = sink
    this.#order = order
  }

  numbers(column: EventColumn, buffer: NumberBuffer): ColumnChunk {
    if (!buffer.isUsed) return this.#empty(column)
    const pages = new Pages(this.#sink)
    const order = this.#order
    const wide = column.type !== 'integer'
    let nulls = 0
    for (let from = 0; from < order.length; from += pageRows) {
      const rows = order.subarray(from, from + pageRows)
      const numbers = this.#gatherNumbers(buffer, rows, wide)
      nulls += rows.length - this.#values
      this.#startPage(column, rows.length)
      this.#page.append(numbers)
      pages.data(this.#page.view(), { values: rows.length, encoding: encodings.plain })
    }
    return pages.chunk({ column, values: order.length, nulls, range: rangeOfNumbers(buffer, order.length, wide) })
  }

  texts(column: EventColumn, buffer: TextBuffer): ColumnChunk {
    if (buffer.count === 0) return this.#empty(column)
    const pages = new Pages(this.#sink)
    const hasDictionary = buffer.isDictionary && buffer.plain.length < 16 * pageBytes
    if (hasDictionary) pages.dictionary(buffer.plain.view(), buffer.count)
    const order = this.#order
    const mostBytes = hasDictionary ? Number.POSITIVE_INFINITY : pageBytes
    let nulls = 0
    for (let from = 0; from < order.length; ) {
      const values = this.#gatherTexts(buffer, order.subarray(from, from + pageRows), mostBytes)
      nulls += values - this.#values
      this.#startPage(column, values)
      if (hasDictionary) this.#appendIndexes(buffer.count)
      else this.#appendTexts(buffer)
      pages.data(this.#page.view(), { values, encoding: hasDictionary ? encodings.dictionary : encodings.plain })
      from += values
    }
    return pages.chunk({ column, values: order.length, nulls, range: hasDictionary ? rangeOfTexts(buffer) : undefined })
  }

  /** A column in which no row has a value. */
  #empty(column: EventColumn): ColumnChunk {
    const values = this.#order.length
    const pages = new Pages(this.#sink)
    this.#values = 0
    this.#startPage(column, values)
    pages.data(this.#page.view(), { values, encoding: encodings.plain })
    return pages.chunk({ column, values, nulls: values, range: undefined })
  }

  #gatherNumbers({ low, high, present }: NumberBuffer, rows: Uint32Array, wide: boolean): Uint8Array {
    const levels = this.#levels
    const words = this.#words
    let values = 0
    let at = 0
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0
      const level = present[row] ?? 0
      levels[index] = level
      if (level === 0) continue
      values += 1
      words[at] = low[row] ?? 0
      at += 1
      if (!wide) continue
      words[at] = high[row] ?? 0
      at += 1
    }
    this.#values = values
    const bytes = Buffer.from(words.buffer, 0, at * 4)
    return isLittleEndian ? bytes : bytes.swap32()
  }

  /** Answers how many of the rows fit into a page. */
  #gatherTexts({ entries, starts }: TextBuffer, rows: Uint32Array, mostBytes: number): number {
    const levels = this.#levels
    const indexes = this.#indexes
    let values = 0
    let bytes = 0
    let index = 0
    for (; index < rows.length; index += 1) {
      const entry = entries[rows[index] ?? 0] ?? 0
      levels[index] = entry === 0 ? 0 : 1
      if (entry === 0) continue
      bytes += (starts[entry] ?? 0) - (starts[entry - 1] ?? 0)
      if (bytes > mostBytes && index > 0) break
      indexes[values] = entry - 1
      values += 1
    }
    this.#values = values
    return index
  }

  /** Empties the page and writes which of its rows have a value, where that is a question. */
  #startPage(column: EventColumn, rows: number): void {
    const page = this.#page
    const values = this.#values
    page.clear()
    if (column.required) {
      if (values < rows) throw new TypeError(`Column ${column.name} needs a value in every row`)
      return
    }
    page.word(0)
    if (values === 0 || values === rows) appendRun(page, { value: values === 0 ? 0 : 1, length: rows, bitWidth: 1 })
    else appendHybrid(page, this.#levels.subarray(0, rows), 1)
    page.bytes.writeUInt32LE(page.length - 4, 0)
  }

  #appendIndexes(entries: number): void {
    const bitWidth = Math.max(1, bitWidthOf(entries - 1))
    this.#page.byte(bitWidth)
    appendHybrid(this.#page, this.#indexes.subarray(0, this.#values), bitWidth)
  }

  /** Entries that follow one another are copied in one go. */
  #appendTexts({ starts, plain }: TextBuffer): void {
    const indexes = this.#indexes
    let from = 0
    let to = 0
    for (let index = 0; index < this.#values; index += 1) {
      const entry = indexes[index] ?? 0
      const start = starts[entry] ?? 0
      if (start !== to) {
        if (to > from) this.#page.append(plain.bytes, from, to)
        from = start
      }
      to = starts[entry + 1] ?? start
    }
    if (to > from) this.#page.append(plain.bytes, from, to)
  }
}
