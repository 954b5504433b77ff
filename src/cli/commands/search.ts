import { readConfig } from '../../app/config.ts'
import type { SearchDesk } from '../../app/searching/search-desk.ts'
import { usualDataFolder } from '../../app/workspace/data-folder.ts'
import { AppError } from '../../base/error.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation } from '../command.ts'
import { eventTable, histogramTable, topTable } from '../search-tables.ts'

const outputFormats = ['table', 'jsonl', 'csv'] as const
const usualLimit = 100

/** `hindcast search`: searches the events of an incident that the workspace keeps, also while it runs. */
export const command: Command = {
  name: 'search',
  summary: 'Search the events of an incident',
  usage: 'search [query] [options]',
  options: [
    { name: 'incident', short: 'i', value: 'ID', description: 'Which incident (default: the only one there is)' },
    { name: 'from', value: 'TIME', description: 'Not before: 2026-03-01, "2026-03-01 10:00" (UTC where no zone is written)' },
    { name: 'to', value: 'TIME', description: 'Not after; a day includes the whole of it' },
    { name: 'limit', short: 'n', value: 'N', description: `How many events are printed, 0 for all (default: ${usualLimit} as a table, else all)` },
    { name: 'newest', description: 'Newest first' },
    { name: 'format', short: 'f', value: 'FORMAT', description: 'table (default), jsonl or csv' },
    { name: 'count', short: 'c', description: 'Print only how many events match' },
    { name: 'top', value: 'FIELD', description: 'Print the most frequent values of a field' },
    { name: 'histogram', description: 'Print how many events there are over time' },
    { name: 'around', value: 'EVENT', description: 'Print the events of all sources just before and after this one' },
    { name: 'entity', value: 'KIND=VALUE', many: true, description: 'Everything of one user, host, address …: user=alice' },
    { name: 'with-duplicates', description: 'Also what a second export tells again' },
    { name: 'explain', description: 'Say in plain words what the query means, and end' },
    {
      name: 'data',
      short: 'd',
      value: 'DIR',
      description: 'Folder of records and evidence (default: HINDCAST_DATA, else .hindcast in your home folder)',
    },
  ],
  examples: [
    { command: "hindcast search 'user:alice outcome:failure'", what: 'Sign-ins of alice that failed' },
    { command: "hindcast search 'ip:203.0.113.0/24' --histogram", what: 'When a network was active' },
    { command: 'hindcast search --top source.ip --from 2026-03-01', what: 'Who was active since a day' },
    { command: 'hindcast search -n 0 -f csv \'"rm -rf"\' > found.csv', what: 'Everything that holds a phrase, for a spreadsheet' },
    { command: "hindcast search -- '-outcome:success'", what: 'A query that begins with a dash stands after --' },
  ],
  run: printSearch,
}

async function printSearch(input: Invocation): Promise<ExitCode> {
  const { paths, options, terminal } = input
  const query = paths.join(' ')
  // Loaded here: `--help` must not pay for a database.
  const { checkQuery, explain, withEntities } = await import('../../app/searching/read-query.ts')
  const wrong = checkQuery(query)
  if (wrong !== undefined) throw new AppError('query', `The query cannot be read\n${wrong}`)
  const q = withEntities(query, options.list('entity'))
  if (options.flag('explain')) {
    await terminal.out(`${explain(q)}\n`)
    return 0
  }
  const config = await readConfig()
  const { openSearch } = await import('../../app/searching/open-search.ts')
  const { chooseIncident } = await import('../../app/searching/choose-incident.ts')
  const search = await openSearch(options.text('data') ?? config.dataFolder ?? usualDataFolder())
  try {
    const incident = chooseIncident(await search.incidents(), options.text('incident'))
    await print({ ...input, desk: search.desk, id: incident.id, q })
  } finally {
    await search.close()
  }
  return 0
}

interface Job extends Invocation {
  readonly desk: SearchDesk
  readonly id: string
  readonly q: string
}

async function print(job: Job): Promise<void> {
  const { options, terminal, desk, id, q, signal } = job
  const { readBounds } = await import('../../app/searching/search-bounds.ts')
  const bounds = readBounds({ from: options.text('from'), to: options.text('to') })
  const searched = { q, ...bounds, duplicates: options.flag('with-duplicates') ? ('1' as const) : ('0' as const) }
  const field = options.text('top')
  const around = options.text('around')
  const limit = limitOf(options.number('limit'))
  if (around !== undefined) return printAround(job, around, limit ?? 20)
  if (options.flag('count')) return terminal.out(`${await desk.count(id, searched, signal)}\n`)
  if (field !== undefined) {
    const top = await desk.top(id, { ...searched, field, limit: limit === undefined || limit === 0 ? 20 : limit }, signal)
    if (top.values.length === 0) await sayNothingFound(job)
    return terminal.out(topTable(top, terminal))
  }
  if (options.flag('histogram')) {
    const histogram = await desk.histogram(id, { ...searched, bars: 60 }, signal)
    if (histogram.total === 0) return sayNothingFound(job)
    return terminal.out(histogramTable(histogram, terminal))
  }
  return printEvents(job, searched, limit)
}

async function printEvents(job: Job, searched: Parameters<SearchDesk['found']>[1], limit: number | undefined): Promise<void> {
  const { options, terminal, desk, id, signal } = job
  const { exportHeader, exportLine } = await import('../../app/searching/export-lines.ts')
  const { eventRow } = await import('../../app/searching/event-row.ts')
  const format = options.choice('format', outputFormats) ?? 'table'
  const most = limit === 0 ? undefined : (limit ?? (format === 'table' ? usualLimit : undefined))
  const table = eventTable(terminal)
  let printed = 0
  let header = format === 'table' ? table.header : exportHeader(format)
  const view = { order: options.flag('newest') ? ('newest' as const) : ('oldest' as const), ...(most === undefined ? {} : { limit: most }) }
  for await (const batch of desk.found(id, { ...searched, ...view }, signal)) {
    const lines = batch.map((found) => (format === 'table' ? table.line(eventRow(found)) : exportLine(format, found)))
    printed += batch.length
    await terminal.out(header + lines.join(''))
    header = ''
    if (format !== 'table') terminal.progress.update(`${formatNumber(printed)} events`)
  }
  if (printed === 0) return sayNothingFound(job)
  if (format !== 'table' || most === undefined || printed < most) return sayUnread(job)
  const total = await desk.count(id, searched, signal)
  if (total > printed) terminal.error(`${formatNumber(printed)} of ${plural(total, 'event')}; --limit 0 prints all`)
  return sayUnread(job)
}

async function printAround({ terminal, desk, id, q, signal, options }: Job, event: string, limit: number): Promise<void> {
  const format = options.choice('format', outputFormats) ?? 'table'
  if (format !== 'table')
    throw usageError(command, '"--around" prints a table only; search for a stretch of time (--from, --to) to have it as a file')
  const each = Math.min(200, Math.max(1, Math.ceil(limit / 2)))
  const { before, event: middle, after } = await desk.neighbours(id, event, { q, before: each, after: each, signal })
  const table = eventTable(terminal)
  const lines = [...before.map(table.line), terminal.paint('bold', table.line(middle)), ...after.map(table.line)]
  await terminal.out(table.header + lines.join(''))
}

/** Nothing matched: what there is to search, on standard error. */
async function sayNothingFound(job: Job): Promise<void> {
  const { terminal, desk, id } = job
  const { events, first, last } = await desk.extent(id)
  if (events === 0) terminal.error(`${id} has no events yet`)
  else terminal.error(`No events match; ${id} has ${plural(events, 'event')} from ${readable(first)} to ${readable(last)} UTC`)
  return sayUnread(job)
}

async function sayUnread({ terminal, desk, id }: Job): Promise<void> {
  const { items, unread } = await desk.extent(id)
  if (items === 0) terminal.error(`${id} has no evidence; add some in the workspace: hindcast serve`)
  else if (unread > 0)
    terminal.error(`${plural(unread, 'evidence item')} of ${formatNumber(items)} ${unread === 1 ? 'is' : 'are'} not read yet, and not searched`)
}

function readable(time: string | undefined): string {
  return (time ?? '').slice(0, 19).replace('T', ' ')
}

function limitOf(given: number | undefined): number | undefined {
  if (given === undefined || (Number.isInteger(given) && given >= 0)) return given
  throw usageError(command, `Option "--limit" needs a whole number, not "${given}"`)
}
