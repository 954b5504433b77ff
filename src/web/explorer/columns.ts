import type { EventRow } from '../../api/search.ts'

/** A column of the table of events: `time`, `message`, a field the search language names, or one of the source's own (`fields.…`). */
export type ColumnName = string

export const usualColumns: readonly ColumnName[] = ['time', 'event.dataset', 'user.name', 'source.ip', 'message']

/** Offered by name; any other field can be typed in. */
export const offeredColumns: readonly ColumnName[] = [
  'time',
  'event.dataset',
  'event.action',
  'event.outcome',
  'host.name',
  'user.name',
  'user.target.name',
  'source.ip',
  'destination.ip',
  'process.name',
  'process.command_line',
  'file.path',
  'url.original',
  'user_agent.original',
  'http.response.status_code',
  'cloud.account.id',
  'cloud.region',
  'error.code',
  'source.bytes',
  'path',
  'message',
]

const titles: Readonly<Record<string, string>> = {
  time: 'Time (UTC)',
  message: 'What happened',
  path: 'File',
  'event.dataset': 'Source',
  'event.action': 'Action',
  'event.outcome': 'Outcome',
  'host.name': 'Host',
  'user.name': 'User',
  'user.target.name': 'Target user',
  'source.ip': 'Source address',
  'destination.ip': 'Destination address',
  'process.name': 'Process',
}

export const columnTitle = (name: ColumnName): string => titles[name] ?? name

/** `undefined` stands for the usual columns. Time comes first: the order of the table is by it. */
export function readColumns(text: string | undefined): readonly ColumnName[] {
  if (text === undefined) return usualColumns
  const names = [...new Set(text.split(',').filter((name) => name !== '' && name.length <= 300))].slice(0, 12)
  return names.length === 0 ? usualColumns : names
}

export function columnsText(names: readonly ColumnName[]): string | undefined {
  const text = names.join(',')
  return text === usualColumns.join(',') || names.length === 0 ? undefined : text
}

/** The columns that are left where there is little room: when, and what happened; else the first three. */
export function compactColumns(names: readonly ColumnName[]): readonly ColumnName[] {
  return names.includes('message') ? names.filter((name) => name === 'time' || name === 'message') : names.slice(0, 3)
}

/** The own fields among the columns: the server sends only those that are asked for. */
export function ownColumns(names: readonly ColumnName[]): readonly string[] {
  return names.filter((name) => name.startsWith('fields.'))
}

/** What a column says of an event; "" where it has no value. */
export function cellText(row: EventRow, name: ColumnName): string {
  if (name === 'time') return shortTime(row.time, row.precision)
  if (name === 'message') return row.message
  if (name === 'path') return row.path
  if (name === 'event.dataset') return row.dataset
  if (name === 'event.id') return row.id
  const value = row.own?.[name] ?? row.ecs[name]
  return value === undefined ? '' : String(value)
}

/** `2026-03-01 20:04:05.123`, as far as the source told the time. */
export function shortTime(time: string, precision: EventRow['precision']): string {
  const text = time.replace('T', ' ').replace(/Z$/, '')
  const lengths: Partial<Record<EventRow['precision'], number>> = { year: 4, month: 7, day: 10, hour: 13, minute: 16 }
  return text.slice(0, lengths[precision] ?? text.length)
}

const widths: Readonly<Record<string, string>> = {
  time: '12.5rem',
  message: 'minmax(16rem, 1fr)',
  path: '12rem',
  'event.dataset': '7.5rem',
  'event.outcome': '5.5rem',
}

/** The widths of the columns as CSS grid tracks. */
export function columnTracks(names: readonly ColumnName[]): string {
  return names.map((name) => widths[name] ?? '9.5rem').join(' ')
}

/** How wide the table is at least. */
export function leastWidth(names: readonly ColumnName[]): string {
  const rems = names.reduce((sum, name) => sum + Number(/[\d.]+/.exec(widths[name] ?? '9.5')?.[0] ?? 9.5), 0)
  return `${rems + 1}rem`
}
