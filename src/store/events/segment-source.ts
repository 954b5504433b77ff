import { join } from 'node:path'
import type { Query } from '../../query/query.ts'
import { type CompileContext, queryCondition, testedColumns, timeCondition } from './compile-query.ts'
import type { DuckDb } from './duckdb.ts'
import { hasHourColumn, hourColumn } from './hour-column.ts'
import { ownColumnName } from './own-columns.ts'
import { type ColumnsBySegment, SegmentColumns, type SegmentFile } from './segment-columns.ts'
import { segmentFolder } from './segment-file.ts'
import type { SegmentRow } from './segments.ts'
import { isWithin, type Span } from './search-window.ts'
import { fileList, type SqlValues } from './sql.ts'

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

/** Segments that are read by one statement: they have columns for the same of the own fields a search names, and lie within its span or reach beyond. */
export interface FileGroup {
  readonly context: CompileContext
  /** Whether they have the column of hours. */
  readonly hasHours: boolean
  /** `FROM … WHERE …` */
  readonly from: string
}

interface Alike extends Pick<FileGroup, 'hasHours'> {
  readonly own: ReadonlySet<string>
  readonly empty: ReadonlySet<string>
  readonly span: Span
  readonly segments: SegmentRow[]
}

/** Where statements read from: the files of segments, and what is known of their columns. */
export class SegmentSource {
  readonly #dataFolder: string
  readonly #columns: SegmentColumns

  constructor(dataFolder: string, database: DuckDb) {
    this.#dataFolder = dataFolder
    this.#columns = new SegmentColumns(database)
  }

  /** The parts of a statement over these rows, one for each group of files; none where there is no segment. */
  async groups(
    selection: Selection,
    { values, fields = [], signal }: { values: SqlValues; fields?: readonly (readonly string[])[]; signal?: AbortSignal },
  ): Promise<FileGroup[]> {
    const tested = testedColumns(selection.query)
    const named = [...tested.own, ...fields]
    const files = this.#segmentFiles(selection.incident, selection.segments)
    const own = named.length === 0 ? undefined : await this.#columns.own(files, signal)
    const empty = tested.columns.length === 0 ? undefined : await this.#columns.empty(files, signal)
    const ownNames = named.map(ownColumnName)
    const groups = new Map<string, Alike>()
    for (const segment of selection.segments) {
      const alike: Alike = {
        own: new Set(ownNames.filter((name) => own?.get(segment.name)?.has(name))),
        empty: new Set(tested.columns.filter((name) => empty?.get(segment.name)?.has(name))),
        hasHours: hasHourColumn(segment),
        // Times need not be read where all of them are asked for.
        span: isWithin(segment, selection.span) ? {} : selection.span,
        segments: [],
      }
      const key = JSON.stringify([alike.hasHours, alike.span === selection.span, [...alike.own], [...alike.empty]])
      const group = groups.get(key) ?? alike
      group.segments.push(segment)
      groups.set(key, group)
    }
    return [...groups.values()].map((group) => this.#group(selection, group, values))
  }

  #group(selection: Selection, { own, empty, hasHours, span, segments }: Alike, values: SqlValues): FileGroup {
    const context: CompileContext = {
      values,
      ownColumn: (path) => (own.has(ownColumnName(path)) ? ownColumnName(path) : undefined),
      isEmpty: (column) => empty.has(column),
    }
    const where = whereOf({ ...selection, span }, { context, hasHours })
    return { context, hasHours, from: `FROM ${this.files(selection.incident, segments)} WHERE ${where}` }
  }

  /** `read_parquet` over segments; `file` and `file_row_number` tell where a row stands. */
  files(incident: string, segments: readonly Pick<SegmentRow, 'name'>[]): string {
    const paths = segments.map(({ name }) => this.path(incident, name))
    return `read_parquet(${fileList(paths)}, filename = 'file', file_row_number = true)`
  }

  path(incident: string, name: string): string {
    return join(segmentFolder(this.#dataFolder, incident), name)
  }

  /** Columns of own fields by segment. */
  ownColumns(incident: string, segments: readonly SegmentRow[], signal?: AbortSignal): Promise<ColumnsBySegment> {
    return this.#columns.own(this.#segmentFiles(incident, segments), signal)
  }

  #segmentFiles(incident: string, segments: readonly SegmentRow[]): SegmentFile[] {
    return segments.map(({ name }) => ({ name, path: this.path(incident, name) }))
  }
}

function whereOf({ span, query, withDuplicates, condition }: Selection, { context, hasHours }: Pick<FileGroup, 'context' | 'hasHours'>): string {
  const isCounted = hasHours ? `${hourColumn} IS NOT NULL` : 'duplicate_of IS NULL'
  const parts = [timeCondition(span), queryCondition(query, context), withDuplicates === true ? 'true' : isCounted, condition ?? 'true']
  return parts.filter((part) => part !== 'true').join(' AND ') || 'true'
}
