// Run as a process of its own: makes the data set of the bench in argv[2] with argv[3] events, once, as intake and compaction leave it: segments of a span of time
// each, and some small ones that were not compacted yet.
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { countedHourSql, hourColumn } from '../../src/store/events/hour-column.ts'
import { chooseOwnColumns, withOwnColumns } from '../../src/store/events/own-columns.ts'
import { createSegmentWriter } from '../../src/store/events/segment-writer.ts'
import { quoteText } from '../../src/store/events/sql.ts'
import { storedEvent } from '../../src/store/events/stored-event.ts'
import { days, eventsSql, rowsPerItem, type Slice, start } from './event-sql.ts'

const [, , folder = '', events = '0', rowGroup = '20480'] = process.argv
const rows = Number(events)
const allItems = Math.ceil(rows / rowsPerItem)
// What compaction makes of events as small as these.
const rowsPerSegment = 40_960
const smallRows = 40_000
const seed = 7
const dayUs = 86_400_000_000n

interface Made {
  name: string
  rows: number
  bytes: number
  first: string
  last: string
  level: number
}

mkdirSync(join(folder, 'events', 'INC-1'), { recursive: true })
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '3GB', temp_directory: join(folder, 'tmp') })
const connection = await instance.connect()
await connection.run(`SET TimeZone = 'UTC'`)
const made: Made[] = []
for (const [index, slice] of slices().entries()) made.push(await write(connection, slice, index))
connection.closeSync()
instance.closeSync()
rmSync(join(folder, 'tmp'), { recursive: true, force: true })
writeFileSync(join(folder, 'ledger.json.tmp'), JSON.stringify(made))
renameSync(join(folder, 'ledger.json.tmp'), join(folder, 'ledger.json'))

/** Large segments one after another in time; small ones over the last days. */
function slices(): (Slice & { level: number })[] {
  const small = Math.min(4, Math.floor(rows / 10 / smallRows))
  const large = Math.max(1, Math.ceil((rows - small * smallRows) / rowsPerSegment))
  const perLarge = Math.floor((rows - small * smallRows) / large)
  const found: (Slice & { level: number })[] = []
  let firstItem = 0
  for (let index = 0; index < large + small; index += 1) {
    const isLarge = index < large
    const count = isLarge ? perLarge : smallRows
    const items = Math.max(1, Math.floor(count / rowsPerItem))
    const span = isLarge ? (BigInt(days) * dayUs) / BigInt(large) : 2n * dayUs
    const from = isLarge ? start + span * BigInt(index) : start + BigInt(days - 2) * dayUs
    found.push({ firstItem, items, rows: count, allItems, seed, from, span, level: isLarge ? 2 : 0 })
    firstItem += items
  }
  return found
}

async function write(on: DuckDBConnection, slice: Slice & { level: number }, index: number): Promise<Made> {
  const name = `bench.${index}.parquet`
  const file = join(folder, 'events', 'INC-1', name)
  if (slice.level === 0) return writeLoose(on, slice, name)
  const sample = (await on.runAndReadAll(`SELECT fields FROM ${eventsSql({ ...slice, rows: Math.min(slice.rows, 4_000) })}`)).getRows()
  const paths = chooseOwnColumns(sample.map(([fields]) => String(fields)))
  const options = `FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE ${rowGroup}`
  await on.run(
    `COPY (SELECT *, ${countedHourSql} AS ${hourColumn} FROM ${withOwnColumns(eventsSql(slice), paths)}) TO ${quoteText(file)} (${options})`,
  )
  const bounds = await on.runAndReadAll(`SELECT epoch_us(min("time")), epoch_us(max("time")), count(*) FROM ${quoteText(file)}`)
  const [first, last, held] = bounds.getRows()[0] ?? []
  if (process.send === undefined) console.error(`${name}: ${String(held)} events`)
  return { name, rows: Number(held), bytes: statSync(file).size, first: String(first), last: String(last), level: slice.level }
}

/** As intake leaves them: written by the program's own writer, with no clock corrected and no duplicate known. */
async function writeLoose(on: DuckDBConnection, slice: Slice, name: string): Promise<Made> {
  const inside = join(folder, 'events', 'INC-1')
  const writer = createSegmentWriter({ folder: inside, writer: 'bench', tag: name, program: 'bench', limits: { rows: slice.rows + 1, bytes: 1e9 } })
  writer.begin()
  const found = (await on.runAndReadAll(`SELECT *, '' AS file, 0 AS file_row_number FROM ${eventsSql(slice)}`)).getRowObjects()
  for (const row of found) {
    const { event } = storedEvent(row)
    writer.add(event, Buffer.from(JSON.stringify(event.fields)))
  }
  writer.flush()
  const [segment] = writer.take()
  if (segment === undefined) throw new Error(`No events for ${name}`)
  renameSync(join(inside, segment.name), join(inside, name))
  if (process.send === undefined) console.error(`${name}: ${segment.rows} events`)
  return { name, rows: segment.rows, bytes: segment.bytes, first: String(segment.first), last: String(segment.last), level: 0 }
}
