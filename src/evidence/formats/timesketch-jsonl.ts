// Timelines that Timesketch imports and exports as JSON lines, and that plaso and other tools write for it.
// Seen: Timesketch 2021 to 2026, plaso's psort.
import { textAt } from '../../base/json.ts'
import { createEcsFiller } from '../columns.ts'
import type { EvidenceFormat, FileContext, RawRecord, Reading } from '../format.ts'
import { sampleObjects } from '../head.ts'
import { parseObject } from '../json-record.ts'
import { tableEvent } from '../table-event.ts'
import { createTimeReader, isTime } from '../time.ts'
import { mayBeTimesketch, timesketchLogsources, timesketchMessage, timesketchScore, timesketchSpec, timesketchTime } from '../timesketch.ts'

export const timesketchJsonl: EvidenceFormat = {
  name: 'timesketch-jsonl',
  title: 'Timesketch timeline (JSON lines)',
  spec: timesketchSpec,
  version: 2,
  recognisedBy: 'JSON objects with message, timestamp_desc, and datetime or timestamp',
  framing: 'json-values',
  logsources: timesketchLogsources,
  recognise(head) {
    if (!/^\s*[[{]/.test(head.text) || !mayBeTimesketch(head.text)) return 0
    const names = sampleObjects(head, 5).map((object) => new Set(Object.keys(object)))
    return Math.max(0, ...names.map(timesketchScore))
  },
  open(file) {
    return openTimesketchJsonl(file)
  },
}

function openTimesketchJsonl(file: FileContext): (record: RawRecord) => Reading {
  const times = createTimeReader(file.zone)
  const ecsOf = createEcsFiller()
  return (record) => {
    const parsed = parseObject(record.text, record.json)
    if ('failed' in parsed) return parsed.failed
    const { object: fields } = parsed
    const time = timesketchTime(times, textAt(fields, 'datetime'), textAt(fields, 'timestamp'))
    if (!isTime(time)) return { events: [], problem: time }
    return { events: [tableEvent({ time, ecs: ecsOf(fields), fields, message: timesketchMessage(fields) })] }
  }
}
