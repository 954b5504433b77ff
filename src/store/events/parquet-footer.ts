import { type ColumnType, type EventColumn, eventColumns } from './columns.ts'
import type { ColumnChunk } from './parquet-pages.ts'
import { binary, bool, encodeThrift, i32, i64, list, struct, text, type Thrift } from './thrift.ts'

// Parquet's numbers: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
const physicalTypes: Readonly<Record<ColumnType, number>> = { integer: 1, long: 2, timestamp: 2, text: 6 }
const zstd = 6

export interface RowGroup {
  readonly rows: number
  readonly chunks: readonly ColumnChunk[]
}

/** The end of the file: metadata, its length, and the magic number. */
export function parquetFooter(groups: readonly RowGroup[], writtenBy: string): Buffer {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  const root = struct([4, text('events')], [5, i32(eventColumns.length)])
  const typeOrder = struct([1, struct()])
  const metadata = encodeThrift([
    [1, i32(1)],
    [2, list('struct', [root, ...eventColumns.map(schemaElement)])],
    [3, i64(rows)],
    [4, list('struct', groups.map(rowGroup))],
    [6, text(writtenBy)],
    [
      7,
      list(
        'struct',
        eventColumns.map(() => typeOrder),
      ),
    ],
  ])
  const end = Buffer.alloc(8)
  end.writeUInt32LE(metadata.length, 0)
  end.write('PAR1', 4, 'latin1')
  return Buffer.concat([metadata, end])
}

function schemaElement({ name, type, required }: EventColumn): Thrift {
  const isText = type === 'text'
  return struct([1, i32(physicalTypes[type])], [3, i32(required ? 0 : 1)], [4, text(name)], [6, isText ? i32(0) : undefined], [10, logicalType(type)])
}

// A timestamp without zone: readers give it as it is, whatever zone they run in. It is UTC.
function logicalType(type: ColumnType): Thrift | undefined {
  if (type === 'text') return struct([1, struct()])
  return type === 'timestamp' ? struct([8, struct([1, bool(false)], [2, struct([2, struct()])])]) : undefined
}

function rowGroup({ rows, chunks }: RowGroup): Thrift {
  const compressed = chunks.reduce((sum, chunk) => sum + chunk.compressed, 0)
  const uncompressed = chunks.reduce((sum, chunk) => sum + chunk.uncompressed, 0)
  return struct(
    [1, list('struct', chunks.map(columnChunk))],
    [2, i64(uncompressed)],
    [3, i64(rows)],
    [5, i64(chunks[0]?.start ?? 4)],
    [6, i64(compressed)],
  )
}

function columnChunk(chunk: ColumnChunk): Thrift {
  const { column, hasDictionary, nulls, range } = chunk
  const statistics = struct(
    [3, i64(nulls)],
    [5, range === undefined ? undefined : binary(range.max)],
    [6, range === undefined ? undefined : binary(range.min)],
  )
  const metadata = struct(
    [1, i32(physicalTypes[column.type])],
    [2, list('i32', (hasDictionary ? [0, 3, 8] : [0, 3]).map(i32))],
    [3, list('binary', [text(column.name)])],
    [4, i32(zstd)],
    [5, i64(chunk.values)],
    [6, i64(chunk.uncompressed)],
    [7, i64(chunk.compressed)],
    [9, i64(chunk.dataStart)],
    [11, hasDictionary ? i64(chunk.start) : undefined],
    [12, statistics],
  )
  return struct([2, i64(chunk.start)], [3, metadata])
}
