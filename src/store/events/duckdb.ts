import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection, type DuckDBPreparedStatement, type DuckDBResult, type DuckDBValue } from '@duckdb/node-api'
import { AppError } from '../../base/error.ts'
import { searchMacros } from './compile-value.ts'
import { searchError } from './search-error.ts'
import { globLiteral, quoteText, type Sql } from './sql.ts'

/** DuckDB as segments are searched with it: one instance, in memory, that reads files of one folder only and writes nowhere but in its own. */
export interface DuckDb {
  /** All rows of an answer, which the statement bounds. */
  rows(sql: Sql, signal?: AbortSignal): Promise<readonly Row[]>
  /** Rows as they come, some thousands at a time; leaving the loop ends the search. */
  stream(sql: Sql, signal?: AbortSignal): AsyncIterable<readonly Row[]>
  close(): Promise<void>
}

/** One row by the names of its columns. */
export type Row = Readonly<Record<string, DuckDBValue>>

export interface DuckDbOptions {
  /** The folder whose files may be read. */
  readonly folder: string
  /** Where its own temporary folder is made; that of the system unless told otherwise. */
  readonly temporary?: string
  /** Bytes DuckDB may use before it spills. The process takes about 200 MB besides. */
  readonly memory?: number
  readonly threads?: number
  /** Searches at a time; others wait. */
  readonly connections?: number
}

const defaultMemory = 400_000_000

/** Opens an instance, which is made when it is first asked something. Two may not share a temporary folder: each has one of its own, gone when it is closed. */
export function openDuckDb(options: DuckDbOptions): DuckDb {
  return new LazyDuckDb(options)
}

interface Opened {
  readonly instance: DuckDBInstance
  readonly temporary: string
}

class LazyDuckDb implements DuckDb {
  readonly #options: DuckDbOptions
  readonly #most: number
  readonly #idle: DuckDBConnection[] = []
  readonly #waiting: (() => void)[] = []
  #opened: Promise<Opened> | undefined
  #busy = 0
  #isClosed = false

  constructor(options: DuckDbOptions) {
    this.#options = options
    this.#most = options.connections ?? 4
  }

  async rows(sql: Sql, signal?: AbortSignal): Promise<readonly Row[]> {
    return this.#use(signal, async (connection) => {
      // The whole answer is made in DuckDB's threads; taking rows as they come keeps the event loop busy twice as long.
      const result = await run(connection, sql)
      return result.getRowObjects()
    })
  }

  async *stream(sql: Sql, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    const connection = await this.#acquire(signal)
    const guard = interruptOn(connection, signal)
    let isDone = false
    try {
      const result = await start(connection, sql)
      for await (const batch of result.yieldRowObjects()) {
        signal?.throwIfAborted()
        yield batch
      }
      isDone = true
    } catch (error) {
      throw searchError(error, signal)
    } finally {
      guard.release()
      // A connection left in the middle of an answer is not used again.
      if (!isDone) connection.closeSync()
      this.#release(isDone ? connection : undefined)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const wake of this.#waiting.splice(0)) wake()
    const opened = this.#opened
    this.#opened = undefined
    if (opened === undefined) return
    for (const connection of this.#idle.splice(0)) connection.closeSync()
    const { instance, temporary } = await opened
    instance.closeSync()
    await rm(temporary, { recursive: true, force: true })
  }

  async #use<T>(signal: AbortSignal | undefined, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#acquire(signal)
    const guard = interruptOn(connection, signal)
    try {
      return await work(connection)
    } catch (error) {
      throw searchError(error, signal)
    } finally {
      guard.release()
      this.#release(connection)
    }
  }

  async #acquire(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    while (this.#busy >= this.#most && !this.#isClosed) await this.#turn(signal)
    if (signal?.aborted === true) throw searchError(signal.reason, signal)
    if (this.#isClosed) throw new AppError('closed', 'The store of events is closed')
    this.#busy += 1
    try {
      this.#opened ??= open(this.#options)
      const { instance } = await this.#opened
      return this.#idle.pop() ?? (await instance.connect())
    } catch (error) {
      this.#opened = undefined
      this.#release(undefined)
      throw searchError(error, signal)
    }
  }

  /** Resolves when a connection may be free or the search was given up. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    signal?.addEventListener('abort', () => resolve(), { once: true })
    await promise
    const index = this.#waiting.indexOf(resolve)
    if (index !== -1) this.#waiting.splice(index, 1)
    if (signal?.aborted === true) {
      this.#waiting.shift()?.()
      throw searchError(signal.reason, signal)
    }
  }

  #release(connection: DuckDBConnection | undefined): void {
    this.#busy -= 1
    if (connection !== undefined && this.#isClosed) connection.closeSync()
    else if (connection !== undefined) this.#idle.push(connection)
    this.#waiting.shift()?.()
  }
}

async function run(connection: DuckDBConnection, { text, values }: Sql): Promise<DuckDBResult> {
  if (values.length === 0) return connection.run(text)
  const statement = await connection.prepare(text)
  try {
    bind(statement, values)
    return await statement.run()
  } finally {
    statement.destroySync()
  }
}

async function start(connection: DuckDBConnection, { text, values }: Sql): Promise<DuckDBResult> {
  if (values.length === 0) return connection.stream(text)
  const statement = await connection.prepare(text)
  try {
    bind(statement, values)
    return await statement.stream()
  } finally {
    statement.destroySync()
  }
}

function bind(statement: DuckDBPreparedStatement, values: readonly Sql['values'][number][]): void {
  for (const [index, value] of values.entries()) {
    if (typeof value === 'string') statement.bindVarchar(index + 1, value)
    else if (typeof value === 'bigint') statement.bindBigInt(index + 1, value)
    else statement.bindDouble(index + 1, value)
  }
}

/** Interrupts what the connection does when the search is given up; again and again, as an interrupt between two statements is lost. */
function interruptOn(connection: DuckDBConnection, signal: AbortSignal | undefined): { release(): void } {
  let timer: NodeJS.Timeout | undefined
  const interrupt = () => {
    connection.interrupt()
    timer = setTimeout(interrupt, 20)
  }
  if (signal?.aborted === true) interrupt()
  signal?.addEventListener('abort', interrupt, { once: true })
  return {
    release() {
      signal?.removeEventListener('abort', interrupt)
      clearTimeout(timer)
    },
  }
}

async function open({
  folder,
  temporary: parent = tmpdir(),
  memory = defaultMemory,
  threads = availableParallelism(),
}: DuckDbOptions): Promise<Opened> {
  const temporary = await mkdtemp(join(parent, 'hindcast-search-'))
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      temp_directory: temporary,
      memory_limit: `${Math.floor(memory / 1e6)}MB`,
      threads: String(threads),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    })
    const connection = await instance.connect()
    for (const statement of [...searchMacros, ...settings(folder)]) await connection.run(statement)
    connection.closeSync()
    return { instance, temporary }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

function settings(folder: string): string[] {
  return [
    // Footers of segments are read once: a file never changes under its name.
    'SET GLOBAL parquet_metadata_cache = true',
    'SET preserve_insertion_order = true',
    "SET GLOBAL TimeZone = 'UTC'",
    // Lists of files name the folder by its second spelling.
    `SET allowed_directories = [${quoteText(`${folder}/`)}, ${quoteText(`${globLiteral(folder)}/`)}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]
}
