import { csvLine } from '../app/reading/csv-line.ts'
import { clip, showControls } from '../base/text.ts'
import type { EcsName, Event } from '../model/event.ts'
import type { Terminal } from './command.ts'

const ecsColumns: readonly EcsName[] = [
  'event.action',
  'event.outcome',
  'event.provider',
  'host.name',
  'user.name',
  'user.target.name',
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
  'url.original',
  'cloud.account.id',
  'cloud.region',
  'error.code',
  'source.bytes',
]

/** The header of `--format csv`. */
export function csvHeader(): string {
  return `${[
    '@timestamp',
    'message',
    'event.id',
    'event.dataset',
    ...ecsColumns,
    'event.precision',
    'event.timezone',
    'assumed',
    'latest',
    'origin.evidence',
    'origin.path',
    'origin.record',
    'origin.offset',
    'origin.length',
    'origin.format',
    'origin.version',
  ].join(',')}\r\n`
}

/** One event as a row of `--format csv`. */
export function csvRow({ time, message, id, dataset, ecs, origin }: Event): string {
  return csvLine([
    time.at,
    message,
    id,
    dataset,
    ...ecsColumns.map((name) => ecs[name]),
    time.precision,
    time.zone,
    time.assumed?.join(' '),
    time.latest,
    origin.evidence,
    origin.path,
    origin.record,
    origin.offset,
    origin.length,
    origin.format,
    origin.version,
  ])
}

const widths = { time: 27, dataset: 16 } as const

/** The header of `--format table`. */
export function tableHeader(terminal: Terminal): string {
  return `${terminal.paint('bold', `${'Time (UTC)'.padEnd(widths.time)} ${'Format'.padEnd(widths.dataset)} What happened`)}\n`
}

/** One event as a line of `--format table`, as wide as the terminal. `?` marks a time whose zone or year is assumed. */
export function tableRow({ time, message, dataset }: Event, terminal: Terminal): string {
  const front = `${`${time.at}${time.assumed === undefined ? '' : '?'}`.padEnd(widths.time)} ${dataset.padEnd(widths.dataset)} `
  const room = terminal.columns === undefined ? message.length : Math.max(20, terminal.columns - front.length)
  return `${front}${clip(showControls(message), room)}\n`
}
