import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { segmentWriterName } from '../../store/events/segment-file.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { openFolderVault } from '../../store/vault/folder.ts'
import type { Vault } from '../../store/vault/vault.ts'
import { makeDataFolder } from '../workspace/data-folder.ts'

/** Where evidence is kept, and what keeping it works with; shared by the command line and the workspace. */
export interface EvidencePlace {
  /** The data folder, absolute. */
  readonly folder: string
  readonly store: RecordStore
  readonly vault: Vault
  /** Name of this process for what it writes into segments. */
  readonly writer: string
  /** The current time, UTC, whole seconds. */
  now(): string
}

/** What custody calls the folder that evidence is kept in. */
export const vaultPlace = 'Vault of the data folder'

/**
 * Opens a data folder that other processes may be using: nothing here needs its lock. Throws `data-folder` where there is none (and none is to be made), or
 * where it cannot be written.
 */
export async function openEvidencePlace(given: string, { make }: { readonly make: boolean }): Promise<EvidencePlace & { close(): Promise<void> }> {
  const folder = make ? await makeDataFolder(given) : resolve(given)
  const records = join(folder, 'records.sqlite')
  if (!make && !existsSync(records)) {
    throw new AppError('data-folder', `There are no records in "${folder}". Give the folder of the workspace with --data DIR (or HINDCAST_DATA=DIR)`)
  }
  const vault = await openVault(folder)
  const store = openSqliteRecords(records)
  return { folder, store, vault, writer: segmentWriterName(), now: currentTime, close: () => store.close() }
}

async function openVault(folder: string): Promise<Vault> {
  try {
    return await openFolderVault(join(folder, 'vault'))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('data-folder', `Cannot keep evidence in "${folder}": ${messageOf(cause)}`, { cause })
  }
}

function currentTime(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`
}
