import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../base/error.ts'
import { migrations } from './index.ts'
import type { Migration } from './migration.ts'

/** Brings a database to the newest schema, each step whole or not at all. Refuses one that a newer program made (`store-newer`). */
export function migrate(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  const version = schemaVersion(database)
  if (version > steps.length) {
    throw new AppError(
      'store-newer',
      `The data was written by a newer version of Hindcast (schema ${version}, this one knows ${steps.length}): use that version`,
    )
  }
  for (const step of steps.slice(version)) {
    database.exec('BEGIN IMMEDIATE')
    try {
      // Another process may have come first while this one waited for the lock.
      if (schemaVersion(database) < step.number) takeStep(database, step)
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
}

function takeStep(database: DatabaseSync, step: Migration): void {
  database.exec(step.sql)
  step.fill?.(database)
  database.exec(`${step.after ?? ''}; PRAGMA user_version = ${step.number}`)
}

function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get()
  return Number(row?.['user_version'] ?? 0)
}
