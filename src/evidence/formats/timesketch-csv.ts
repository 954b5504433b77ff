// Timelines that Timesketch imports and exports as CSV, and that plaso and other tools write for it.
// Seen: Timesketch 2021 to 2026, plaso's psort.
import type { JsonObject } from '../../base/json.ts'
import type { EcsFields } from '../../model/event.ts'
import { fillOf } from '../columns.ts'
import type { EvidenceFormat, FileContext, RawRecord, Reading } from '../format.ts'
import { sampleRecords } from '../head.ts'
import { csvDelimiter, splitRow } from '../rows.ts'
import { tableEvent } from '../table-event.ts'
import { createTimeReader, isTime } from '../time.ts'
import { mayBeTimesketch, timesketchLogsources, timesketchMessage, timesketchScore, timesketchSpec, timesketchTime } from '../timesketch.ts'

export const timesketchCsv: EvidenceFormat = {
  name: 'timesketch-csv',
  title: 'Timesketch timeline (CSV)',
  spec: timesketchSpec,
  version: 1,
  recognisedBy: 'A header with message, timestamp_desc, and datetime or timestamp',
  framing: 'csv-rows',
  logsources: timesketchLogsources,
  recognise(head) {
    if (!mayBeTimesketch(head.text)) return 0
    return timesketchScore(new Set(headerOf(head, csvDelimiter(head))))
  },
  open(file) {
    return openTimesketchCsv(file)
  },
}

function headerOf(head: FileContext['head'], delimiter: string): string[] {
  return splitRow(sampleRecords(head, 'csv-rows', 1)[0] ?? '', delimiter).map((name) => name.trim())
}

function openTimesketchCsv(file: FileContext): (record: RawRecord) => Reading {
  const delimiter = csvDelimiter(file.head)
  const header = headerOf(file.head, delimiter)
  const headerText = header.join(delimiter)
  const fills = header.map((name) => (name === 'timestamp' || name === 'tag' ? undefined : fillOf(name)))
  const times = createTimeReader(file.zone)
  const datetime = header.indexOf('datetime')
  const timestamp = header.indexOf('timestamp')
  return (record) => {
    const row = splitRow(record.text, delimiter)
    if (row.map((name) => name.trim()).join(delimiter) === headerText) return { events: [] }
    if (row.length !== header.length)
      return { events: [], problem: { code: 'bad-row', message: `Row has ${row.length} fields, the header ${header.length}` } }
    const time = timesketchTime(times, row[datetime], row[timestamp])
    if (!isTime(time)) return { events: [], problem: time }
    const ecs: EcsFields = {}
    const fields: JsonObject = {}
    row.forEach((value, index) => {
      if (value === '') return
      Object.defineProperty(fields, header[index] ?? '', { value, enumerable: true, configurable: true, writable: true })
      fills[index]?.(ecs, value)
    })
    return { events: [tableEvent({ time, ecs, fields, message: timesketchMessage(fields) })] }
  }
}
