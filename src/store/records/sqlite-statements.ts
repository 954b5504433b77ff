import { AppError } from '../../base/error.ts'
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'

export type Row = Record<string, SQLOutputValue>

/** Prepared statements of one connection, made when first used. */
export class Statements {
  readonly #database: DatabaseSync
  readonly #file: string
  readonly #prepared = new Map<string, StatementSync>()

  constructor(database: DatabaseSync, file: string) {
    this.#database = database
    this.#file = file
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes)
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values)
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values)
  }

  /** All of it or nothing. */
  transaction<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw storeError(error, this.#file)
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const made = this.#database.prepare(sql)
    this.#prepared.set(sql, made)
    return made
  }
}

export function needIncident(sql: Statements, id: string): void {
  if (sql.get('SELECT 1 FROM incident WHERE id = ?', id) === undefined) throw noIncident(id)
}

export function noIncident(id: string): AppError {
  return new AppError('not-found', `There is no incident ${id}`)
}

/** The text of a column; throws where it holds none: the schema says it does. */
export function textOf(row: Row, key: string): string {
  const value = row[key]
  if (typeof value !== 'string') throw new TypeError(`Column ${key} holds no text`)
  return value
}

/** The text of a column that may hold none. */
export function optionalTextOf(row: Row, key: string): string | undefined {
  const value = row[key]
  return typeof value === 'string' ? value : undefined
}

export function numberOf(row: Row, key: string): number {
  const value = row[key]
  if (typeof value !== 'number') throw new TypeError(`Column ${key} holds no number`)
  return value
}

// Primary result codes of SQLite: https://www.sqlite.org/rescode.html
const causes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  5: ['busy', 'another program is writing to it: close that one, or try again'],
  8: ['read-only', 'it may not be written to: check the rights of the folder'],
  11: ['damaged', 'it is damaged: restore it from a copy'],
  13: ['no-space', 'no space is left on the disk: free some and try again'],
  14: ['unreadable', 'it cannot be opened: check that the folder is there and may be written to'],
  26: ['damaged', 'it is no database of Hindcast: choose another data folder'],
}

/** What SQLite reports, as something the user can act on; any other error as it is. */
export function storeError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
  const known = causes[code]
  return known === undefined ? error : new AppError(known[0], `Cannot keep records in "${file}": ${known[1]}`, { cause: error })
}
