import { constants, zstdCompressSync } from 'node:zlib'
import type { EventColumn } from './columns.ts'
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
export const encodings = { plain: 0, rle: 3, dictionary: 8 } as const
/** A window as large as a page costs no more than the smaller one of this level, and is left less often. */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_windowLog]: 20 }
/** Where the output fits into one piece, zstd reads the page where it is; else it copies it first. */
const mostOutput = 256 * 1024
const pageTypes = { data: 0, dictionary: 2 } as const

/** Writes the pages of one column and counts their bytes. */
export class Pages {
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
    const packed = zstdCompressSync(bytes, { params, chunkSize: Math.min(bytes.length + 1024, mostOutput) })
    const head = encodeThrift([[1, i32(type)], [2, i32(bytes.length)], [3, i32(packed.length)], header])
    const at = this.#sink(head)
    this.#sink(packed)
    this.#start ??= at
    this.#compressed += head.length + packed.length
    this.#uncompressed += head.length + bytes.length
    return at
  }
}
