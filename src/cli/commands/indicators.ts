import { type IndicatorListing, listIndicators, type ListedIndicator } from '../../app/list-indicators.ts'
import { isReadFailure } from '../../app/reading/problems.ts'
import { parseZoneChoice } from '../../app/reading/zones.ts'
import { clip, formatNumber, plural, showControls } from '../../base/text.ts'
import { defang } from '../../model/defang.ts'
import type { Problem } from '../../model/problem.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../command.ts'

/** `hindcast indicators`: what logs and texts name that may point at an intruder. */
export const command: Command = {
  name: 'indicators',
  summary: 'List the indicators found in evidence',
  usage: 'indicators <path>… [options]',
  options: [
    { name: 'json', description: 'One JSON object a line, values exact, observables included' },
    { name: 'all', short: 'a', description: 'Also list observables: private, reserved and documentation values, and hosts of cloud providers' },
    { name: 'defang', description: 'Show values defanged: 203[.]0[.]113[.]7' },
    { name: 'tz', value: 'ZONE', many: true, description: 'Zone of local times without one, for all files or as PATH=ZONE' },
    { name: 'year', value: 'N', description: 'Year of the first record, where records state none' },
  ],
  examples: [
    { command: 'hindcast indicators ./evidence', what: 'Addresses, domains, URLs, hashes, keys and user agents, with when and where' },
    { command: 'hindcast indicators advisory.md --json', what: 'The indicators of a text, with their bytes' },
  ],
  run,
}

const mostShownProblems = 20

async function run({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0) throw usageError(command, 'Nothing to search: give at least one file or folder')
  const year = options.number('year')
  const problems: Problem[] = []
  let counted = 0
  let failures = 0
  const listing = await listIndicators({
    paths,
    zones: parseZoneChoice(options.list('tz')),
    ...(year === undefined ? {} : { year }),
    signal,
    onProgress: (line) => terminal.progress.update(line),
    onProblem(problem) {
      counted += 1
      if (isReadFailure(problem)) failures += 1
      if (problems.length < mostShownProblems) problems.push(problem)
    },
  })
  if (options.flag('json')) await writeJson(terminal, listing)
  else await writeTable(terminal, listing, { all: options.flag('all'), defanged: options.flag('defang') })
  reportProblems(terminal, problems, counted)
  if (listing.notKept > 0)
    terminal.error(`There were more distinct values than are kept: ${plural(listing.notKept, 'sighting')} of further values were not listed`)
  return failures > 0 ? 3 : 0
}

async function writeJson(terminal: Terminal, { indicators }: IndicatorListing): Promise<void> {
  for (let start = 0; start < indicators.length; start += 1_000) {
    const lines = indicators.slice(start, start + 1_000).map((indicator) => `${JSON.stringify(indicator)}\n`)
    await terminal.out(lines.join(''))
  }
}

const header = ['Type', 'Value', 'Count', 'First seen', 'Last seen', 'Where'] as const

async function writeTable(terminal: Terminal, { indicators }: IndicatorListing, options: { all: boolean; defanged: boolean }): Promise<void> {
  const shown = indicators.filter(({ observable }) => options.all || !observable)
  const rows = shown.map((indicator) => rowOf(indicator, options.defanged))
  const widths = header.map((title, column) => rows.reduce((width, row) => Math.max(width, (row[column] ?? '').length), title.length))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  if (rows.length > 0) await terminal.out(`${terminal.paint('bold', line(header))}\n`)
  for (let start = 0; start < rows.length; start += 1_000) {
    await terminal.out(
      rows
        .slice(start, start + 1_000)
        .map((row) => `${line(row)}\n`)
        .join(''),
    )
  }
  const hidden = indicators.length - shown.length
  if (hidden > 0)
    terminal.error(`${plural(hidden, 'observable')} not listed (private, reserved or documentation values, provider hosts); --all lists them`)
  if (shown.length === 0) terminal.error('No indicators found')
}

/** Counts stand at the right, the last column is not padded. */
function pad(cell: string, column: number, width: number): string {
  if (column === header.length - 1) return cell
  return column === 2 ? cell.padStart(width) : cell.padEnd(width)
}

function rowOf(indicator: ListedIndicator, defanged: boolean): string[] {
  const { type, value, observable, count, first, last, examples } = indicator
  const [place] = examples
  return [
    observable ? `${type} *` : type,
    clip(showControls(defanged ? defang(type, value) : value).replace(/[\t\n]/g, ' '), 100),
    formatNumber(count),
    first ?? '',
    last ?? '',
    place === undefined ? '' : `${showControls(place.path)}:${place.record} (byte ${place.offset})`,
  ]
}

function reportProblems(terminal: Terminal, problems: readonly Problem[], counted: number): void {
  for (const { path, record, offset, message } of problems) {
    const place = `${path}${record === undefined ? '' : `:${record}`}${offset === undefined ? '' : ` (byte ${offset})`}`
    terminal.error(showControls(`${place}: ${message}`))
  }
  if (counted > problems.length) terminal.error(`${plural(counted - problems.length, 'more problem')}; hindcast events --problems FILE lists all`)
}
