import { appendFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { discoverFiles } from '../../app/reading/discover.ts'
import { cannotFind } from '../../app/reading/path-bytes.ts'
import { flatEvent, jsonLine } from '../../app/reading/flat-event.ts'
import { createProblemLedger, isReadFailure } from '../../app/reading/problems.ts'
import { type ReadableFile, readableFiles } from '../../app/reading/readable-files.ts'
import { readEvidence } from '../../app/reading/read-evidence.ts'
import { compileWhere } from '../../app/searching/where.ts'
import { parseZoneChoice, type ZoneChoice, zoneFor } from '../../app/reading/zones.ts'
import { AppError, messageOf } from '../../base/error.ts'
import { formatNumber, plural, showControls } from '../../base/text.ts'
import type { Event } from '../../model/event.ts'
import type { Problem } from '../../model/problem.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../command.ts'
import { csvHeader, csvRow, tableHeader, tableRow } from '../event-rows.ts'

const outputFormats = ['jsonl', 'csv', 'table'] as const

/** `hindcast events`: reads evidence and prints its events, file by file, in the order of each file. */
export const command: Command = {
  name: 'events',
  summary: 'Read evidence and print its events',
  usage: 'events <path>… [options]',
  options: [
    { name: 'format', short: 'f', value: 'FORMAT', description: 'jsonl (default), csv or table' },
    { name: 'where', short: 'w', value: 'QUERY', description: 'Print only events that match a search (docs/guides/search.md)' },
    { name: 'problems', value: 'FILE', description: 'Write everything that could not be read to FILE, one JSON object a line' },
    { name: 'tz', value: 'ZONE', many: true, description: 'Zone of local times: Europe/Berlin, or auth.log=Europe/Berlin for some paths' },
    { name: 'year', value: 'N', description: 'Year of the first record of logs that write none' },
  ],
  examples: [
    { command: 'hindcast events ./evidence > events.jsonl', what: 'All events of a folder, one JSON object a line' },
    { command: 'hindcast events auth.log --tz Europe/Berlin --format table', what: 'Read a log written in local time' },
    { command: "hindcast events ./evidence --where 'ip:203.0.113.0/24 -outcome:failure'", what: 'Print the events of a search' },
    { command: 'hindcast events logs.tar.d --problems problems.jsonl', what: 'Keep a list of what could not be read' },
  ],
  run: printEvents,
}

interface Job {
  readonly format: (typeof outputFormats)[number]
  readonly zones: ZoneChoice
  readonly year: number | undefined
  /** Which events are printed; all where it is undefined. */
  readonly where: ((event: Event) => boolean) | undefined
  readonly problemFile: FileHandle | undefined
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

interface Totals {
  files: number
  events: number
  /** Events that were printed. */
  printed: number
  problems: number
  failures: number
}

async function printEvents({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0) throw usageError(command, '"events" needs at least one file or folder')
  const format = options.choice('format', outputFormats) ?? 'jsonl'
  const zones = parseZoneChoice(options.list('tz'))
  const year = yearOf(options.number('year'))
  const search = options.text('where')
  const where = search === undefined ? undefined : compileWhere(search, Date.now())
  const found = await discoverFiles(paths)
  if (found.missing[0] !== undefined) throw new AppError('no-such-path', cannotFind(found.missing[0]))
  const problemPath = options.text('problems')
  const problemFile = problemPath === undefined ? undefined : await openProblemFile(problemPath)
  const totals: Totals = {
    files: found.files.length,
    events: 0,
    printed: 0,
    problems: found.problems.length,
    failures: found.problems.filter(isReadFailure).length,
  }
  const job: Job = { format, zones, year, where, problemFile, terminal, signal }
  try {
    await problemFile?.appendFile(found.problems.map(jsonLine).join(''))
    for (const problem of found.problems) terminal.error(describe(problem))
    if (format === 'csv') await terminal.out(csvHeader())
    if (format === 'table') await terminal.out(tableHeader(terminal))
    for await (const file of readableFiles(found.files, unpackingOf(job, totals))) await printFile(file, job, totals)
  } finally {
    await problemFile?.close()
  }
  const shown = where === undefined ? '' : ` (${formatNumber(totals.printed)} printed)`
  terminal.error(`${plural(totals.files, 'file')}, ${plural(totals.events, 'event')}${shown}, ${plural(totals.problems, 'problem')}`)
  return totals.failures > 0 ? 3 : 0
}

function yearOf(year: number | undefined): number | undefined {
  if (year === undefined || (Number.isInteger(year) && year >= 1970 && year <= 2199)) return year
  throw usageError(command, `"${year}" is no year: give four digits, as in --year 2024`)
}

async function openProblemFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w')
  } catch (error) {
    throw new AppError('problem-file', `Cannot write problems to "${path}": ${messageOf(error)}`, { cause: error })
  }
}

/** What is refused or damaged in a container is told as it is met. */
function unpackingOf({ terminal, signal, problemFile }: Job, totals: Totals): Parameters<typeof readableFiles>[1] {
  let told = 0
  return {
    signal,
    onFile(path) {
      told = 0
      terminal.progress.update(path)
    },
    onProblem(problem) {
      totals.problems += 1
      if (isReadFailure(problem)) totals.failures += 1
      if (problemFile !== undefined) appendFileSync(problemFile.fd, jsonLine(problem))
      told += 1
      if (told <= mostShown) terminal.error(describe(problem))
      else if (told === mostShown + 1) terminal.error(showControls(`${problem.path}: further problems of this container are counted, not shown`))
    },
  }
}

async function printFile(file: ReadableFile, job: Job, totals: Totals): Promise<void> {
  const { terminal, signal, year, where, problemFile } = job
  const ledger = createProblemLedger(file.path, mostShown)
  const zone = zoneFor(job.zones, file.path)
  let lines: string[] = []
  let problems: string[] = []
  const flush = async (): Promise<void> => {
    const [out, wrong] = [lines.join(''), problems.join('')]
    lines = []
    problems = []
    await problemFile?.appendFile(wrong)
    await terminal.out(out)
  }
  const render = renderer(job)
  const items = await readEvidence({
    path: file.path,
    modifiedMs: file.modifiedMs,
    ...(file.file === undefined ? {} : { file: file.file }),
    signal,
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year }),
    onEvent: (event) => {
      if (where !== undefined && !where(event)) return
      totals.printed += 1
      lines.push(render(event))
    },
    onProblem: (problem) => {
      ledger.add(problem)
      if (isReadFailure(problem)) totals.failures += 1
      if (problemFile !== undefined) problems.push(jsonLine(problem))
    },
    onProgress: async ({ bytes, size, events }) => {
      terminal.progress.update(`${file.path}: ${formatNumber(events)} events, ${Math.floor((100 * bytes) / Math.max(1, size))} %`)
      await flush()
    },
  })
  await flush()
  totals.events += items.reduce((sum, item) => sum + item.events, 0)
  totals.problems += ledger.count()
  for (const problem of ledger.list()) terminal.error(describe(problem))
}

/** Problems of one file that are shown; the rest is counted, and written where --problems asks for it. */
const mostShown = 5

function renderer({ format, terminal }: Job): (event: Event) => string {
  switch (format) {
    case 'jsonl':
      return (event) => jsonLine(flatEvent(event))
    case 'csv':
      return csvRow
    case 'table':
      return (event) => tableRow(event, terminal)
  }
}

/** "auth.log: record 12 at byte 3405: Not a real date and time". */
function describe(problem: Problem): string {
  const where = [problem.path]
  if (problem.record !== undefined) where.push(`record ${problem.record}${problem.offset === undefined ? '' : ` at byte ${problem.offset}`}`)
  else if (problem.offset !== undefined) where.push(`byte ${problem.offset}`)
  return showControls(`${where.join(': ')}: ${problem.message}`)
}
