import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { BytedEvent } from './kit-events.ts'
import { chooseOwnColumns, withOwnColumns } from './own-columns.ts'
import { segmentFolder } from './segment-file.ts'
import { createSegmentWriter } from './segment-writer.ts'
import type { SegmentLedger, SegmentRow } from './segments.ts'
import { quoteText } from './sql.ts'

export const incident = 'INC-2026-0001'

/** A ledger whose rows a test may change, as another process does. */
export interface TestLedger extends Pick<SegmentLedger, 'segments'> {
  rows: readonly SegmentRow[]
}

/** Writes each list of events as a segment of `incident` under the folder; answers a ledger that names them. `ownColumns` tells which are as compaction leaves them. */
export async function writeSegments(
  dataFolder: string,
  lists: readonly (readonly BytedEvent[])[],
  { ownColumns = [], tag = 'test' }: { ownColumns?: readonly boolean[]; tag?: string } = {},
): Promise<TestLedger> {
  const folder = segmentFolder(dataFolder, incident)
  const rows: SegmentRow[] = []
  for (const [index, events] of lists.entries()) {
    const writer = createSegmentWriter({ folder, writer: '1-1', tag: `${tag}${index}`, program: 'hindcast test' })
    writer.begin()
    for (const { event, bytes } of events) writer.add(event, bytes)
    writer.flush()
    const made = writer.take()
    rows.push(...made)
    if (ownColumns[index] === true) for (const { name } of made) await addOwnColumns(join(folder, name))
  }
  const ledger: TestLedger = { rows, segments: async () => ledger.rows }
  return ledger
}

/** Gives a segment columns of own fields, as compaction does. */
async function addOwnColumns(file: string): Promise<void> {
  await rewriteSegment(file, async (connection, from) => {
    const sample = (await connection.runAndReadAll(`SELECT fields FROM ${from}`)).getRows().map(([fields]) => String(fields))
    return withOwnColumns(from, chooseOwnColumns(sample))
  })
}

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>

/** Replaces a segment by what a table expression over it gives. */
export async function rewriteSegment(file: string, expression: (connection: Connection, from: string) => Promise<string>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const table = await expression(connection, `read_parquet(${quoteText(file)})`)
  await connection.run(`COPY (SELECT * FROM ${table}) TO ${quoteText(`${file}.tmp`)} (FORMAT parquet)`)
  await rename(`${file}.tmp`, file)
  connection.closeSync()
  instance.closeSync()
}
