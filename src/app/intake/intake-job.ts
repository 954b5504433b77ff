import type { Rule } from '../../findings/sigma/rule.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { readRules } from '../detecting/rules.ts'
import type { IntakeItem } from './intake-item.ts'
import type { IntakeRequest } from './take-in.ts'

/** Where a workspace keeps what an intake reads and writes. */
export interface DataPlaces {
  /** The data folder: segments lie in it. */
  readonly folder: string
  /** The file of the records. */
  readonly records: string
  /** Name of the process, from `segmentWriterName` in its main thread. */
  readonly writer: string
}

/** An intake that runs in a thread of its own. */
export interface IntakeJob {
  readonly incident: string
  readonly items: readonly IntakeItem[]
  readonly places: DataPlaces
}

/** Opens the records in this thread, for as long as the work takes. */
export async function withRecords<T>({ records }: DataPlaces, work: (store: RecordStore) => Promise<T>): Promise<T> {
  const store = openSqliteRecords(records)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Opens what a job needs in this thread, runs it and closes it again. */
export function withIntake<T>(
  job: IntakeJob,
  rules: readonly Rule[],
  run: (request: IntakeRequest & { readonly ledger: RecordStore }) => Promise<T>,
): Promise<T> {
  const { incident, items, places } = job
  const { folder, writer } = places
  return withRecords(places, (ledger) => run({ incident, items, rules, ledger, folder, writer }))
}

/** The rules that ship with the program. */
export async function ownRules(): Promise<readonly Rule[]> {
  return (await readRules()).rules
}
