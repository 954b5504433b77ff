import type { FoundEvent, FoundView, SearchDesk } from '../app/searching/search-desk.ts'
import { AppError } from '../base/error.ts'
import { formatNumber, plural } from '../base/text.ts'
import type { Invocation } from './command.ts'
import { countLines, histogramLines, topLines, topRest } from './search-counts.ts'
import { eventTable, histogramTable, topTable } from './search-tables.ts'

export const searchFormats = ['table', 'jsonl', 'csv'] as const
export const usualLimit = 100
const usualAround = 20
const usualTop = 20
const mostTop = 1_000

/** A search of an incident that was asked for on the command line. */
export interface SearchJob extends Invocation {
  readonly desk: SearchDesk
  readonly id: string
  readonly q: string
  /** Zone that tables show times in. */
  readonly zone: string
  /** Undefined where none was given; 0 is all. */
  readonly limit: number | undefined
}

type Searched = Parameters<SearchDesk['count']>[1]
type Format = (typeof searchFormats)[number]

/** Prints what was asked for: events, how many, over time, by value, or around one event. */
export async function printSearch(job: SearchJob): Promise<void> {
  const { options, terminal, desk, id, q, signal, zone } = job
  const { readBounds } = await import('../app/searching/search-bounds.ts')
  const bounds = readBounds({ from: options.text('from'), to: options.text('to') })
  const searched: Searched = { q, ...bounds, duplicates: options.flag('with-duplicates') ? '1' : '0' }
  const around = options.text('around')
  if (around !== undefined) return printAround(job, around, searched)
  const format = formatOf(job)
  if (options.flag('count')) {
    const count = await desk.count(id, searched, signal)
    return terminal.out(format === 'table' ? `${count}\n` : countLines(format, count))
  }
  const [top, rare] = [options.text('top'), options.text('rare')]
  if (rare !== undefined) return printTop(job, searched, { field: rare, order: 'rare' })
  if (top !== undefined) return printTop(job, searched, { field: top, order: 'frequent' })
  if (!options.flag('histogram')) return printEvents(job, searched)
  const histogram = await desk.histogram(id, { ...searched, bars: 60 }, signal)
  if (histogram.total === 0) return sayNothingFound(job, searched)
  return terminal.out(format === 'table' ? histogramTable(histogram, terminal, zone) : histogramLines(format, histogram))
}

function formatOf({ options }: SearchJob): Format {
  return options.flag('json') ? 'jsonl' : (options.choice('format', searchFormats) ?? 'table')
}

async function printTop(job: SearchJob, searched: Searched, counted: { field: string; order: 'frequent' | 'rare' }): Promise<void> {
  const { terminal, desk, id, signal } = job
  const limit = job.limit === 0 ? mostTop : Math.min(mostTop, job.limit ?? usualTop)
  const top = await desk.top(id, { ...searched, ...counted, limit }, signal)
  if (top.values.length > 0) {
    const format = formatOf(job)
    await terminal.out(format === 'table' ? topTable(top, terminal) : topLines(format, top))
    const rest = topRest(top)
    if (format !== 'table' && rest !== '') terminal.error(rest)
    return sayUnread(job)
  }
  if (top.absent === 0) return sayNothingFound(job, searched)
  terminal.error(`${plural(top.absent, 'event')}, none with a value of ${top.field}`)
  const inner = await innerFields(job, top.field)
  if (inner.length > 0) terminal.error(`Perhaps: ${inner.join(', ')}`)
  return sayUnread(job)
}

/** Own fields that lie below this one or are spelled in another way. */
async function innerFields({ desk, id, signal }: SearchJob, field: string): Promise<string[]> {
  if (!field.toLowerCase().startsWith('fields.')) return []
  const { items } = await desk.complete(id, { q: field, at: field.length }, signal)
  return items
    .filter(({ kind }) => kind === 'field')
    .map(({ text }) => text.replace(/:$/, ''))
    .slice(0, 12)
}

async function printEvents(job: SearchJob, searched: Searched): Promise<void> {
  const { options, terminal, desk, id, signal } = job
  const format = formatOf(job)
  const { header, lines, marks } = await layout(job, format)
  const cursor = options.text('cursor')
  let printed = 0
  let next: string | undefined
  for await (const batch of desk.found(id, { ...searched, ...viewOf(job, format) }, signal)) {
    await terminal.out((printed === 0 ? header : '') + lines(batch.events))
    printed += batch.events.length
    next = batch.next
    if (format !== 'table') terminal.progress.update(`${formatNumber(printed)} events`)
  }
  if (printed === 0 && cursor === undefined) return sayNothingFound(job, searched)
  if (printed === 0) terminal.error('No more events match behind this cursor')
  for (const mark of marks()) terminal.error(mark)
  if (next !== undefined) {
    const total = plural(await desk.count(id, searched, signal), 'event')
    const told = cursor === undefined ? `of ${total}; --limit 0 prints all` : `more of ${total}; --limit 0 prints all that are left`
    terminal.error(`${formatNumber(printed)} ${told}, --cursor=${next} the next page`)
  }
  return sayUnread(job)
}

function viewOf({ options, limit }: SearchJob, format: Format): FoundView {
  const most = limit === 0 ? undefined : (limit ?? (format === 'table' ? usualLimit : undefined))
  const cursor = options.text('cursor')
  return {
    order: options.flag('newest') ? 'newest' : 'oldest',
    ...(most === undefined ? {} : { limit: most }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

async function printAround(job: SearchJob, event: string, searched: Searched): Promise<void> {
  const { terminal, desk, id, q, signal, options, limit } = job
  const within = options.text('within')
  if (within !== undefined) {
    const { boundsAround } = await import('../app/searching/search-bounds.ts')
    const { event: middle } = await desk.around(id, event, { q: '', before: 0, after: 0, signal })
    return printEvents(job, { ...searched, ...boundsAround(middle.time, within) })
  }
  const each = Math.min(200, Math.max(1, Math.ceil((limit ?? usualAround) / 2)))
  const { before, event: middle, after } = await desk.around(id, event, { q, before: each, after: each, signal })
  const format = formatOf(job)
  const { header, lines, marks } = await layout(job, format)
  const itself = format === 'table' ? terminal.paint('bold', lines([middle])) : lines([middle])
  await terminal.out(`${header}${lines(before)}${itself}${lines(after)}`)
  for (const mark of marks()) terminal.error(mark)
}

/** How events are written in a format. */
async function layout(
  { terminal, zone }: SearchJob,
  format: Format,
): Promise<{ readonly header: string; lines(events: readonly FoundEvent[]): string; marks(): readonly string[] }> {
  const { exportHeader, exportLine } = await import('../app/searching/export-lines.ts')
  const { eventRow } = await import('../app/searching/event-row.ts')
  if (format !== 'table')
    return { header: exportHeader(format), lines: (events) => events.map((found) => exportLine(format, found)).join(''), marks: () => [] }
  const table = eventTable(terminal, zone)
  return { header: table.header, lines: (events) => events.map((found) => table.line(eventRow(found))).join(''), marks: table.marks }
}

/** Nothing matched: what there is to search and which term may be wrong, on standard error. */
async function sayNothingFound(job: SearchJob, searched: Searched): Promise<void> {
  const { terminal, desk, id, signal } = job
  const { events, first, last } = await desk.extent(id)
  if (events === 0) {
    terminal.error(`${id} has no events yet`)
    return sayUnread(job)
  }
  terminal.error(`No events match; ${id} has ${plural(events, 'event')} from ${readable(first)} to ${readable(last)} UTC`)
  const { terms } = await desk.whyEmpty(id, searched, signal)
  for (const { term, perhaps } of terms) {
    const meant = perhaps.length === 0 ? '' : `; perhaps: ${perhaps.join(', ')}`
    // A search of one term was just said to find nothing.
    if (meant !== '' || term !== searched.q.trim()) terminal.error(`Nothing matches ${term} alone${meant}`)
  }
  return sayUnread(job)
}

async function sayUnread({ terminal, desk, id }: SearchJob): Promise<void> {
  const { items, unread } = await desk.extent(id)
  if (items === 0) terminal.error(`${id} has no evidence; add some: hindcast evidence add <path>, or in the workspace`)
  else if (unread > 0)
    terminal.error(
      `${plural(unread, 'evidence item')} of ${formatNumber(items)} ${unread === 1 ? 'is' : 'are'} not read yet, and not searched: hindcast evidence read`,
    )
}

function readable(time: string | undefined): string {
  return (time ?? '').slice(0, 19).replace('T', ' ')
}

/** The zone that was asked for; throws `usage` for one that nobody knows. */
export async function zoneOf(given: string | undefined): Promise<string> {
  if (given === undefined) return 'UTC'
  const { isZone } = await import('../base/zone.ts')
  if (isZone(given)) return given
  throw new AppError('usage', `Option "--tz" needs a zone such as Europe/Berlin or +02:00, not "${given}"\nSee: hindcast search --help`)
}
