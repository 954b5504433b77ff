import { eventColumns } from './columns.ts'
import type { DuckDb } from './duckdb.ts'
import { fileList, quoteText } from './sql.ts'

/** A segment's name, unique for ever, and where its file is. */
export interface SegmentFile {
  readonly name: string
  readonly path: string
}

export type ColumnsBySegment = ReadonlyMap<string, ReadonlySet<string>>

// What a file holds never changes; beyond this many, what is known is put together anew.
const mostKnown = 50_000

const optional = eventColumns.filter(({ required }) => !required).map(({ name }) => quoteText(name))

/** What the footers of segments tell of their columns. Each footer is read once. */
export class SegmentColumns {
  readonly #database: DuckDb
  readonly #own = new Map<string, ReadonlySet<string>>()
  readonly #empty = new Map<string, ReadonlySet<string>>()

  constructor(database: DuckDb) {
    this.#database = database
  }

  /** Columns of own fields, by segment. */
  own(files: readonly SegmentFile[], signal?: AbortSignal): Promise<ColumnsBySegment> {
    const select = (paths: string) => `SELECT DISTINCT file_name AS file, name FROM parquet_schema(${paths}) WHERE starts_with(name, 'fields/')`
    return this.#learn(this.#own, { files, select, signal })
  }

  /** Columns that every segment has and in which no event of it has a value, by segment. */
  empty(files: readonly SegmentFile[], signal?: AbortSignal): Promise<ColumnsBySegment> {
    const select = (paths: string) =>
      `SELECT file_name AS file, path_in_schema AS name FROM parquet_metadata(${paths}) WHERE path_in_schema IN (${optional.join(', ')})
        GROUP BY ALL HAVING bool_and(coalesce(stats_null_count = num_values, false))`
    return this.#learn(this.#empty, { files, select, signal })
  }

  async #learn(
    known: Map<string, ReadonlySet<string>>,
    { files, select, signal }: { files: readonly SegmentFile[]; select: (paths: string) => string; signal?: AbortSignal },
  ): Promise<ColumnsBySegment> {
    if (known.size > mostKnown) known.clear()
    const unknown = files.filter(({ name }) => !known.has(name))
    if (unknown.length === 0) return known
    const text = select(fileList(unknown.map(({ path }) => path)))
    const rows = await this.#database.rows({ text, values: [] }, signal)
    const found = Map.groupBy(rows, (row) => String(row['file']))
    for (const { name, path } of unknown) known.set(name, new Set(found.get(path)?.map((row) => String(row['name']))))
    return known
  }
}
