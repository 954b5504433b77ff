// Any table with a header row and one column that holds the time of the event (or a date and a time column).
// Seen: exports of Splunk, Microsoft 365, Wireshark, spreadsheets; comma, semicolon, tab and bar as delimiter.
import type { JsonObject } from '../../base/json.ts'
import type { EcsFields } from '../../model/event.ts'
import { fillOf, normalName, timeRank } from '../columns.ts'
import type { EvidenceFormat, FileContext, Head, RawRecord, Reading } from '../format.ts'
import { sampleRecords } from '../head.ts'
import { parseNotation } from '../notation.ts'
import { csvDelimiter, splitRow } from '../rows.ts'
import { messageNames, tableEvent } from '../table-event.ts'
import { createTimeReader, isTime } from '../time.ts'

export const csv: EvidenceFormat = {
  name: 'csv',
  title: 'Table with a time column (CSV, TSV)',
  spec: 'https://www.rfc-editor.org/rfc/rfc4180',
  version: 1,
  recognisedBy: 'A header row, rows with as many fields, and a column with a time in each row',
  framing: 'csv-rows',
  logsources: [],
  surest: 0.6,
  recognise(head) {
    const table = sampleTable(head)
    if (table === undefined || timeColumns(table) === undefined) return 0
    const even = table.rows.filter((row) => row.length === table.header.length).length / table.rows.length
    return 0.3 + 0.3 * even
  },
  open(file) {
    return openCsv(file)
  },
}

interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

function sampleTable(head: Head): Table | undefined {
  const delimiter = csvDelimiter(head)
  const [header, ...rows] = sampleRecords(head, 'csv-rows').map((row) => splitRow(row, delimiter))
  if (header === undefined || header.length < 2 || rows.length === 0) return undefined
  if (header.some((name) => parseNotation(name) !== undefined) || header.some((name) => name.length > 200)) return undefined
  return { header, rows }
}

/** Where the time stands: one column, or a date column and a time column. */
type TimeColumns = readonly [number] | readonly [number, number]

function timeColumns({ header, rows }: Table): TimeColumns | undefined {
  const names = header.map(normalName)
  const reads = (columns: TimeColumns): boolean => rows.some((row) => parseNotation(timeText(row, columns)) !== undefined)
  const date = names.indexOf('date')
  const time = names.indexOf('time')
  if (date !== -1 && time !== -1 && reads([date, time])) return [date, time]
  const ranked = header.flatMap((name, index) => {
    const rank = timeRank(name)
    return rank === undefined ? [] : [{ rank, index }]
  })
  ranked.sort((a, b) => a.rank - b.rank)
  const named = ranked.find(({ index }) => reads([index]))
  if (named !== undefined) return [named.index]
  const byValue = header.findIndex((_, index) =>
    rows.every((row) => /\d{4}-\d{2}-\d{2}[ T]\d{2}:/.test(row[index] ?? '') && parseNotation(row[index] ?? '') !== undefined),
  )
  return byValue === -1 ? undefined : [byValue]
}

function timeText(row: readonly string[], columns: TimeColumns): string {
  return columns.map((column) => row[column] ?? '').join(' ')
}

function openCsv(file: FileContext): (record: RawRecord) => Reading {
  const delimiter = csvDelimiter(file.head)
  const header = splitRow(sampleRecords(file.head, 'csv-rows', 1)[0] ?? '', delimiter)
  const names = header.map((name, index) => (name === '' ? `column ${index + 1}` : name))
  const columns = timeColumns(sampleTable(file.head) ?? { header, rows: [] })
  const times = createTimeReader(file.zone)
  const fills = header.map(fillOf)
  const message = messageNames.map((name) => header.findIndex((column) => normalName(column) === name)).find((index) => index !== -1)
  const headerText = header.join(delimiter)
  return (record) => {
    const row = splitRow(record.text, delimiter)
    if (row.join(delimiter) === headerText) return { events: [] }
    if (row.length !== header.length)
      return { events: [], problem: { code: 'bad-row', message: `Row has ${row.length} fields, the header ${header.length}` } }
    if (columns === undefined) return { events: [], problem: { code: 'no-time', message: 'No column holds a time' } }
    const time = times.read(timeText(row, columns))
    if (!isTime(time)) return { events: [], problem: time }
    const ecs: EcsFields = {}
    const fields: JsonObject = {}
    row.forEach((value, index) => {
      if (value === '') return
      Object.defineProperty(fields, names[index] ?? `column ${index + 1}`, { value, enumerable: true, configurable: true, writable: true })
      fills[index]?.(ecs, value)
    })
    const said = message === undefined ? undefined : row[message]?.trim() || undefined
    return { events: [tableEvent({ time, ecs, fields, message: said })] }
  }
}
