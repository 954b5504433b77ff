import { join } from 'node:path'
import type { Query } from '../../query/query.ts'
import { type CompileContext, queryCondition, timeCondition } from './compile-query.ts'
import type { DuckDb } from './duckdb.ts'
import { ownColumnName } from './own-columns.ts'
import { segmentFolder } from './segment-file.ts'
import type { SegmentRow } from './segments.ts'
import type { Span } from './search-window.ts'
import { globLiteral, quoteText, type SqlValues } from './sql.ts'

/** Which rows of which segments. */
export interface Selection {
  readonly incident: string
  readonly segments: readonly SegmentRow[]
  readonly span: Span
  readonly query: Query
  readonly withDuplicates?: boolean
  /** A further condition, of ours. */
  readonly condition?: string
}

/** Segments that have columns for the same of the own fields a search names: they are read by one statement. */
export interface FileGroup {
  readonly context: CompileContext
  /** `FROM … WHERE …` */
  readonly from: string
}

// Names of segments are unique for ever, so what a file holds never changes.
const mostKnown = 50_000

/** Where statements read from: the files of segments, and what is known of their columns. */
export class SegmentSource {
  readonly #dataFolder: string
  readonly #database: DuckDb
  readonly #ownColumns = new Map<string, ReadonlySet<string>>()

  constructor(dataFolder: string, database: DuckDb) {
    this.#dataFolder = dataFolder
    this.#database = database
  }

  /** The parts of a statement over these rows, one for each group of files; none where there is no segment. */
  async groups(
    selection: Selection,
    { values, fields = [], signal }: { values: SqlValues; fields?: readonly (readonly string[])[]; signal?: AbortSignal },
  ): Promise<FileGroup[]> {
    const paths = [...ownPaths(selection.query), ...fields]
    const known = paths.length === 0 ? undefined : await this.ownColumns(selection.incident, selection.segments, signal)
    const names = new Set(paths.map(ownColumnName))
    const groups = new Map<string, { has: ReadonlySet<string>; segments: SegmentRow[] }>()
    for (const segment of selection.segments) {
      const has = new Set([...(known?.get(segment.name) ?? [])].filter((name) => names.has(name)))
      const key = [...has].sort().join('\n')
      const group = groups.get(key) ?? { has, segments: [] }
      group.segments.push(segment)
      groups.set(key, group)
    }
    return [...groups.values()].map(({ has, segments }) => {
      const context: CompileContext = { values, ownColumn: (path) => (has.has(ownColumnName(path)) ? ownColumnName(path) : undefined) }
      return { context, from: `FROM ${this.files(selection.incident, segments)} WHERE ${whereOf(selection, context)}` }
    })
  }

  /** `read_parquet` over segments; `file` and `file_row_number` tell where a row stands. */
  files(incident: string, segments: readonly Pick<SegmentRow, 'name'>[]): string {
    const paths = segments.map(({ name }) => quoteText(globLiteral(this.path(incident, name))))
    return `read_parquet([${paths.join(', ')}], filename = 'file', file_row_number = true)`
  }

  path(incident: string, name: string): string {
    return join(segmentFolder(this.#dataFolder, incident), name)
  }

  /** Columns of own fields by segment. */
  async ownColumns(incident: string, segments: readonly SegmentRow[], signal?: AbortSignal): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const unknown = segments.filter(({ name }) => !this.#ownColumns.has(name))
    if (unknown.length > 0) {
      if (this.#ownColumns.size > mostKnown) this.#ownColumns.clear()
      const paths = unknown.map(({ name }) => quoteText(globLiteral(this.path(incident, name))))
      const text = `SELECT file_name AS file, string_agg(name, chr(10)) AS names FROM parquet_schema([${paths.join(', ')}]) WHERE starts_with(name, 'fields/') GROUP BY 1`
      const rows = await this.#database.rows({ text, values: [] }, signal)
      const found = new Map(rows.map((row) => [String(row['file']), String(row['names']).split('\n')]))
      for (const { name } of unknown) this.#ownColumns.set(name, new Set(found.get(this.path(incident, name))))
    }
    return this.#ownColumns
  }
}

function whereOf({ span, query, withDuplicates, condition }: Selection, context: CompileContext): string {
  const parts = [timeCondition(span), queryCondition(query, context), withDuplicates === true ? 'true' : 'duplicate_of IS NULL', condition ?? 'true']
  return parts.filter((part) => part !== 'true').join(' AND ') || 'true'
}

/** Paths of the own fields that a query tests. */
function ownPaths(query: Query): readonly (readonly string[])[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(ownPaths)
    case 'not':
      return ownPaths(query.part)
    case 'field':
      return query.field.kind === 'own' ? [query.field.path] : []
    default:
      return []
  }
}
