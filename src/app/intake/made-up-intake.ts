import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckDb } from '../../store/events/duckdb.ts'
import { segmentFolder, segmentWriterName } from '../../store/events/segment-file.ts'
import { quoteText } from '../../store/events/sql.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { readEvidence } from '../reading/read-evidence.ts'
import { writeEvidence } from '../evidence/write-custody.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import type { IntakeItem } from './intake-item.ts'
import { ownRules } from './intake-job.ts'
import type { IntakeRequest } from './take-in.ts'

/** A data folder with one incident, for tests and measurements of intakes: files lie where they are put. */
export interface IntakeGround {
  readonly folder: string
  /** The file of the records. */
  readonly records: string
  readonly store: RecordStore
  readonly incident: string
  readonly rules: readonly Rule[]
  /** What `takeIn` is given for these items. */
  request(items: readonly IntakeItem[], more?: Partial<IntakeRequest>): IntakeRequest
  /** Writes files and makes them evidence of the incident. */
  add(files: Readonly<Record<string, string>>): Promise<IntakeItem[]>
  /** Makes files that are there already evidence of the incident. */
  register(items: readonly IntakeItem[]): Promise<void>
  /** Ids of the events that committed segments hold, by SHA-256 of what they were read from. */
  events(): Promise<Map<string, string[]>>
  /** Names in the folder of the incident's segments. */
  segmentFiles(): Promise<string[]>
  close(): Promise<void>
}

const at = '2026-03-01T10:00:00Z'

/** Opens a ground in this folder, or in a new one that is removed when it is closed. Opened again it is the same incident. */
export async function openIntakeGround(given?: string): Promise<IntakeGround> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'hindcast-intake-')))
  const records = join(folder, 'records.sqlite')
  await mkdir(join(folder, 'files'), { recursive: true })
  const store = openSqliteRecords(records)
  const incident = (await store.incidents())[0]?.id ?? (await store.createIncident({ year: 2026, at }))
  const rules = await ownRules()
  const segments = segmentFolder(folder, incident)
  const register = (items: readonly IntakeItem[]) => registerItems({ store, incident }, items)
  return {
    folder,
    records,
    store,
    incident,
    rules,
    register,
    request: (items, more = {}) => ({ incident, items, rules, ledger: store, folder, writer: segmentWriterName(), threads: 2, ...more }),
    async add(files) {
      const items = await Promise.all(Object.entries(files).map(([name, text]) => writeItem(join(folder, 'files', name), name, text)))
      await register(items)
      return items
    },
    events: () => eventIds(segments, store, incident),
    segmentFiles: () => readdir(segments).catch(() => []),
    async close() {
      await store.close()
      if (given === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeItem(file: string, path: string, text: string): Promise<IntakeItem> {
  await writeFile(file, text)
  return { path, file, sha256: createHash('sha256').update(text).digest('hex'), size: Buffer.byteLength(text) }
}

async function registerItems({ store, incident }: Pick<IntakeGround, 'store' | 'incident'>, items: readonly IntakeItem[]): Promise<void> {
  const told = { action: 'collect' as const, at, recorded: at, by: 'Hindcast', place: 'Vault', purpose: 'Made up' }
  const rows = items.map(({ sha256, path, size }) => ({ sha256, name: path, path: '', size, addedAt: at, status: 'new', detail: '' }))
  await writeEvidence(store, incident, { items: rows, drafts: items.map(({ sha256, path }) => ({ ...told, sha256, path, hashAfter: sha256 })) })
}

async function eventIds(folder: string, store: RecordStore, incident: string): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  const names = (await store.segments(incident)).map(({ name }) => quoteText(join(folder, name)))
  if (names.length === 0) return ids
  const duckdb = openDuckDb({ folder })
  try {
    const text = `SELECT evidence, "offset", part FROM read_parquet([${names.join(', ')}]) ORDER BY ALL`
    for (const row of await duckdb.rows({ text, values: [] })) {
      const evidence = String(row['evidence'])
      const part = Number(row['part'])
      const id = `${evidence.slice(0, 16)}:${Number(row['offset'])}${part === 0 ? '' : `.${part}`}`
      ids.set(evidence, [...(ids.get(evidence) ?? []), id])
    }
  } finally {
    await duckdb.close()
  }
  return ids
}

/** Ids of the events of items, as reading each file on its own gives them, by SHA-256. */
export async function idsByReading(items: readonly IntakeItem[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const item of items) {
    const found: { offset: number; id: string }[] = []
    await readEvidence({ ...item, onEvent: ({ id, origin }) => void found.push({ offset: origin.offset, id }), onProblem: () => undefined })
    if (found.length > 0)
      ids.set(
        item.sha256,
        found.toSorted((a, b) => a.offset - b.offset).map(({ id }) => id),
      )
  }
  return new Map([...ids].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** An auth log of so many lines; every number gives another one. */
export function authLog(number: number, lines: number): string {
  const line = (index: number) => {
    const second = new Date(Date.UTC(2026, 2, 1, 0, 0, number * 7 + index * 3)).toISOString().slice(0, 19)
    return `${second}+00:00 web-${number % 9} sshd[${400 + index}]: Failed password for root from 203.0.113.${1 + (number % 250)} port ${1024 + index} ssh2\n`
  }
  return Array.from({ length: lines }, (_, index) => line(index)).join('')
}
