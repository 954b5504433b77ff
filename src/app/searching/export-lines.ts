import type { JsonObject } from '../../base/json.ts'
import { showControls } from '../../base/text.ts'
import type { EcsName } from '../../model/event.ts'
import type { FoundEvent } from '../../store/events/event-store.ts'
import { csvLine } from '../reading/csv-line.ts'
import { flatEvent, jsonLine } from '../reading/flat-event.ts'
import { timeText } from './event-row.ts'

export const exportFormats = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

const ecsColumns: readonly EcsName[] = [
  'event.action',
  'event.outcome',
  'event.provider',
  'event.code',
  'host.name',
  'user.name',
  'user.target.name',
  'user.id',
  'source.ip',
  'source.port',
  'source.domain',
  'destination.ip',
  'destination.port',
  'destination.domain',
  'process.name',
  'process.pid',
  'process.command_line',
  'file.path',
  'user_agent.original',
  'http.request.method',
  'http.response.status_code',
  'http.response.body.bytes',
  'url.original',
  'url.path',
  'url.query',
  'cloud.account.id',
  'cloud.region',
  'error.code',
  'source.bytes',
  'log.level',
]

/** What stands before the events of an export. */
export function exportHeader(format: ExportFormat): string {
  if (format === 'jsonl') return ''
  return `${[
    'time',
    '@timestamp',
    'correction_ms',
    'uncertainty_ms',
    'message',
    'event.id',
    'event.dataset',
    ...ecsColumns,
    'actor.principal',
    'actor.credential',
    'event.source_id',
    'event.duplicate_of',
    'event.precision',
    'event.timezone',
    'assumed',
    'origin.evidence',
    'origin.path',
    'origin.record',
    'origin.offset',
    'origin.length',
    'origin.format',
    'origin.version',
    'fields',
  ].join(',')}\r\n`
}

/** One event of an export: nothing of it is left out. `time` is the corrected one, `@timestamp` what the source told. */
export function exportLine(format: ExportFormat, found: FoundEvent): string {
  return format === 'jsonl' ? jsonLine(flatFound(found)) : csvRow(found)
}

/** An event as one flat object, with its corrected time and what it repeats. */
export function flatFound(found: FoundEvent): JsonObject {
  const { event, correction, duplicateOf } = found
  return {
    time: timeText(found),
    ...(correction === undefined ? {} : { correction: { offset_ms: correction.offsetMs, uncertainty_ms: correction.uncertaintyMs } }),
    ...(duplicateOf === undefined ? {} : { 'event.duplicate_of': duplicateOf }),
    ...flatEvent(event),
  }
}

function csvRow(found: FoundEvent): string {
  const { event, correction, duplicateOf } = found
  const { time, origin, ecs, actor } = event
  const values = [
    timeText(found),
    time.at,
    correction?.offsetMs,
    correction?.uncertaintyMs,
    event.message,
    event.id,
    event.dataset,
    ...ecsColumns.map((name) => ecs[name]),
    actor?.principal,
    actor?.credential,
    event.sourceId,
    duplicateOf,
    time.precision,
    time.zone,
    time.assumed?.join(' '),
    origin.evidence,
    origin.path,
    origin.record,
    origin.offset,
    origin.length,
    origin.format,
    origin.version,
    jsonLine(event.fields).trimEnd(),
  ]
  return csvLine(values.map((value) => (typeof value === 'string' ? showControls(value) : value)))
}
