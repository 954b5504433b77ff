import { rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'
import { AppError, messageOf } from '../../base/error.ts'
import { eventColumns } from './columns.ts'
import { type DuckDb, openDuckDb } from './duckdb.ts'
import { countedHourSql, hourColumn } from './hour-column.ts'
import { chooseOwnColumns, withOwnColumns } from './own-columns.ts'
import { adoptFile } from './segment-file.ts'
import type { Segment, SegmentChange, SegmentLedger } from './segments.ts'
import { fileList, quoteName, quoteText } from './sql.ts'

/** Where and with what the segments of an incident are made anew. */
export interface SegmentPlace {
  readonly incident: string
  readonly ledger: SegmentLedger
  /** Folder of the incident's segments. */
  readonly folder: string
  /** From `segmentNames`. */
  readonly newName: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where what does not fit into memory is put aside; the system's folder unless told otherwise. */
  readonly temporary?: string
  /** Bytes DuckDB may use; 300 MB unless told otherwise. */
  readonly memory?: number
  readonly threads?: number
  readonly signal?: AbortSignal
}

/** Makes segments out of segments. What was made and not committed is gone when the work ends. */
export interface SegmentMaker {
  readonly duckdb: DuckDb
  /** Bytes DuckDB may use. */
  readonly memory: number
  /** Bytes of the events of segments, unpacked. */
  plainBytes(names: readonly string[]): Promise<number>
  /**
   * Writes the rows of a SELECT (`eventColumns`, rows in any order) as a segment, with columns of own fields where the level is not 0; undefined where
   * there are no rows.
   */
  make(select: string, level: number): Promise<Segment | undefined>
  /**
   * Puts what was made in the place of these segments, in one step. `conflict` where one of them is not there any more; `damaged` where what was made
   * does not have this many rows.
   */
  swap(change: Swap): Promise<readonly Segment[]>
}

export interface Swap extends Pick<SegmentChange, 'remove' | 'forget'> {
  readonly rows: number
}

const defaultMemory = 300_000_000
/** A row group is held in memory while it is written. */
const groupBytes = 48 * 1024 * 1024
/** DuckDB writes a column of a row group as one page: who shows one event unpacks as many beside it, so that groups are small. */
const mostGroupRows = 20_480
const sampleRows = 2_000

/** Gives a maker to `work`; whatever it made and did not swap in is deleted, also where the work fails or is cancelled. */
export async function withMaker<T>(place: SegmentPlace, work: (maker: SegmentMaker) => Promise<T>): Promise<T> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const { folder, memory = defaultMemory, temporary, threads } = place
  const duckdb = openDuckDb({
    folder,
    memory,
    connections: 1,
    ...(temporary === undefined ? {} : { temporary }),
    ...(threads === undefined ? {} : { threads }),
  })
  const maker = new Maker(place, { duckdb, memory })
  try {
    return await work(maker)
  } finally {
    maker.discard()
    await duckdb.close()
  }
}

class Maker implements SegmentMaker {
  readonly duckdb: DuckDb
  readonly memory: number
  readonly #place: SegmentPlace
  #made: Segment[] = []

  constructor(place: SegmentPlace, { duckdb, memory }: Pick<SegmentMaker, 'duckdb' | 'memory'>) {
    this.#place = place
    this.duckdb = duckdb
    this.memory = memory
  }

  async plainBytes(names: readonly string[]): Promise<number> {
    const sizes = `SELECT sum(total_uncompressed_size) AS bytes FROM parquet_metadata(${filesOf(this.#place.folder, names)})`
    const [row] = await this.#run(`${sizes} WHERE path_in_schema IN (${eventColumns.map(({ name }) => quoteText(name)).join(', ')})`)
    return Number(row?.['bytes'] ?? 0)
  }

  async make(select: string, level: number): Promise<Segment | undefined> {
    const { folder, newName, signal } = this.#place
    const name = newName()
    const temporary = join(folder, `${name}.tmp`)
    try {
      await this.#copy(select, { file: temporary, level })
      const found = await this.#describe(temporary)
      if (found.rows === 0) return undefined
      signal?.throwIfAborted()
      adoptFile(folder, name)
      const segment = { name, level, bytes: statSync(join(folder, name)).size, ...found }
      this.#made.push(segment)
      return segment
    } catch (error) {
      throw makingError(folder, error)
    } finally {
      rmSync(temporary, { force: true })
    }
  }

  async swap({ remove, forget = [], rows }: Swap): Promise<readonly Segment[]> {
    const { incident, ledger, now, signal } = this.#place
    signal?.throwIfAborted()
    const made = this.#made
    const found = made.reduce((sum, segment) => sum + segment.rows, 0)
    if (found !== rows) {
      throw new AppError('damaged', `The events of ${incident} cannot be rewritten: ${rows} were expected and ${found} read. Read the evidence again`)
    }
    await ledger.commitSegments(incident, { add: made, remove, readings: [], forget, at: now() })
    this.#made = []
    return made
  }

  discard(): void {
    for (const { name } of this.#made) rmSync(join(this.#place.folder, name), { force: true })
    this.#made = []
  }

  async #copy(select: string, { file, level }: { file: string; level: number }): Promise<void> {
    const sample = await this.#sample(select)
    const long = sample.reduce((sum, fields) => sum + fields.length, 0) / Math.max(1, sample.length)
    const rows = Math.min(mostGroupRows, Math.max(2048, Math.floor(groupBytes / (long + 500) / 2048) * 2048))
    const from = level === 0 ? `(${select})` : withDerivedColumns(select, sample)
    const options = `FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${rows}`
    await this.#run(`COPY (SELECT * FROM ${from} ORDER BY "time", "evidence", "offset", "part") TO ${quoteText(file)} (${options})`)
  }

  /** The own fields of some thousand events from all over: the same events each time. */
  async #sample(select: string): Promise<string[]> {
    const [count] = await this.#run(`SELECT count(*) AS rows FROM (${select})`)
    const every = Math.max(1, Math.floor(Number(count?.['rows'] ?? 0) / sampleRows))
    const rows = await this.#run(`SELECT "fields" FROM (${select}) WHERE "record_hash" % ${every} = 0 LIMIT ${sampleRows * 2}`)
    return rows.map(({ fields }) => String(fields))
  }

  async #describe(file: string): Promise<Pick<Segment, 'rows' | 'first' | 'last' | 'items'>> {
    const from = `read_parquet(${quoteText(file)})`
    const [all] = await this.#run(`SELECT min("time") AS first, max("time") AS last FROM ${from}`)
    const counts = await this.#run(`SELECT "evidence", count(*) AS rows FROM ${from} GROUP BY ALL ORDER BY ALL`)
    const items = counts.map((row) => ({ sha256: String(row['evidence']), rows: Number(row['rows']) }))
    return { items, rows: items.reduce((sum, { rows }) => sum + rows, 0), first: microsOf(all?.['first']), last: microsOf(all?.['last']) }
  }

  #run(text: string) {
    return this.duckdb.rows({ text, values: [] }, this.#place.signal)
  }
}

/** What compaction adds to the columns that every segment has: the hour, and the own fields that a sample of the rows has. */
function withDerivedColumns(select: string, sample: readonly string[]): string {
  return withOwnColumns(`(SELECT *, ${countedHourSql} AS ${hourColumn} FROM (${select}))`, chooseOwnColumns(sample))
}

/** Microseconds of a TIMESTAMP; 0 for NULL. */
export function microsOf(value: DuckDBValue | undefined): bigint {
  return value instanceof DuckDBTimestampValue ? value.micros : 0n
}

const columnList = eventColumns.map(({ name }) => quoteName(name)).join(', ')

/** The rows of segments with the columns every segment has, as the source of a SELECT. */
export function rowsOf(folder: string, names: readonly string[]): string {
  return `(SELECT ${columnList} FROM read_parquet(${filesOf(folder, names)}))`
}

function filesOf(folder: string, names: readonly string[]): string {
  return fileList(names.map((name) => join(folder, name)))
}

function makingError(folder: string, error: unknown): unknown {
  const message = messageOf(error instanceof AppError ? error.cause : error)
  const failed = (code: string, why: string) => new AppError(code, `Cannot keep events in "${folder}": ${why}`, { cause: error })
  if (/No space left|ENOSPC/.test(message)) return failed('no-space', 'no space is left on the disk: free some and try again')
  if (/Permission denied|Read-only file system/.test(message)) return failed('read-only', 'it may not be written to: check the rights of the folder')
  if (!(error instanceof AppError)) return error
  if (error.code === 'cancelled') return new AppError('cancelled', 'Rewriting events was cancelled', { cause: error })
  return error.code === 'too-costly' ? failed('no-memory', 'sorting them needs more memory than it may take') : error
}
