import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openSqliteRecords } from '../records/sqlite.ts'
import { mendSegments } from './compact.ts'
import { eventColumns } from './columns.ts'
import { openDuckDb } from './duckdb.ts'
import { segmentFolder } from './segment-file.ts'
import { microsOf } from './segment-maker.ts'
import { quoteName, quoteText } from './sql.ts'

/** What is wrong in a data folder after its writer was stopped. */
export interface SegmentCheck {
  readonly wrong: readonly string[]
  readonly segments: number
  readonly rows: number
  /** Files that the restart swept. */
  readonly swept: number
}

/**
 * Opens the data folder as a restart does, and reads every byte of every committed segment: the rows, times and items must be those of the ledger, every
 * acknowledged item must be there with all its `rowsEach` rows, and no file without a row may be left.
 */
export async function checkSegments(options: {
  readonly data: string
  readonly incident: string
  readonly acknowledged: readonly string[]
  readonly rowsEach: number
}): Promise<SegmentCheck> {
  const { data, incident } = options
  const ledger = openSqliteRecords(join(data, 'records.db'))
  const folder = segmentFolder(data, incident)
  const duckdb = openDuckDb({ folder, temporary: data })
  const wrong: string[] = []
  try {
    const swept = await mendSegments({ incident, ledger, folder, now: () => 0, writer: '0-0' })
    const segments = await ledger.segments(incident)
    const counts = new Map<string, number>()
    for (const segment of segments) {
      const items = await ledger.segmentItems(incident, segment.name)
      for (const { sha256, rows } of items) counts.set(sha256, (counts.get(sha256) ?? 0) + rows)
      const found = await readWhole(duckdb, join(folder, segment.name)).catch((error: unknown) => String(error))
      const told = `${segment.rows} ${segment.first} ${segment.last} ${items.map(({ sha256, rows }) => `${sha256}=${rows}`).join()}`
      if (found !== told) wrong.push(`${segment.name}: the ledger says ${told.slice(0, 80)}, the file ${found.slice(0, 200)}`)
    }
    for (const sha256 of options.acknowledged) {
      if (counts.get(sha256) !== options.rowsEach) wrong.push(`${sha256}: ${counts.get(sha256) ?? 0} of ${options.rowsEach} rows are there`)
    }
    for (const [sha256, rows] of counts) if (rows !== options.rowsEach) wrong.push(`${sha256}: ${rows} rows, half an item`)
    const known = new Set([...segments, ...(await ledger.retired(incident))].map(({ name }) => name))
    for (const name of await readdir(folder)) if (!known.has(name)) wrong.push(`${name} is left over`)
    return { wrong, segments: segments.length, rows: segments.reduce((sum, { rows }) => sum + rows, 0), swept: swept.length }
  } finally {
    await duckdb.close()
    await ledger.close()
  }
}

async function readWhole(duckdb: ReturnType<typeof openDuckDb>, file: string): Promise<string> {
  const from = `read_parquet(${quoteText(file)})`
  const sums = eventColumns.map(({ name }) => `bit_xor(hash(${quoteName(name)}))`).join(', ')
  const [all] = await duckdb.rows({ text: `SELECT count(*) AS rows, min("time") AS first, max("time") AS last, ${sums} FROM ${from}`, values: [] })
  const items = await duckdb.rows({
    text: `SELECT "evidence" || '=' || count(*) AS item FROM ${from} GROUP BY "evidence" ORDER BY "evidence"`,
    values: [],
  })
  return `${String(all?.['rows'])} ${microsOf(all?.['first'])} ${microsOf(all?.['last'])} ${items.map(({ item }) => String(item)).join()}`
}
