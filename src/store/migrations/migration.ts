import type { DatabaseSync } from 'node:sqlite'

/** One step of the database's schema. Steps are never changed once they were released; a new one is added. */
export interface Migration {
  /** Counted from 1, without gaps: the number of the file. */
  readonly number: number
  readonly name: string
  readonly sql: string
  /** Brings data over that SQL alone cannot, between `sql` and `after`. */
  fill?(database: DatabaseSync): void
  readonly after?: string
}
