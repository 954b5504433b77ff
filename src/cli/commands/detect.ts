import { type DetectRequest, detectFindings, matchEvents } from '../../app/detecting/detect.ts'
import { readRules, type RuleProblem } from '../../app/detecting/rules.ts'
import { jsonLine } from '../../app/reading/flat-event.ts'
import { isReadFailure } from '../../app/reading/problems.ts'
import { parseZoneChoice } from '../../app/reading/zones.ts'
import { clip, formatNumber, plural, showControls } from '../../base/text.ts'

import type { Finding } from '../../model/finding.ts'
import type { Problem } from '../../model/problem.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, OptionValues, Terminal } from '../command.ts'

/** `hindcast detect`: runs detection rules over evidence and prints findings, or every match. */
export const command: Command = {
  name: 'detect',
  summary: 'Run detection rules over evidence',
  usage: 'detect <path>… [options]',
  options: [
    { name: 'rules', short: 'r', value: 'DIR', many: true, description: "Further rules in Sigma's YAML: a folder (with its folders) or a file" },
    { name: 'json', description: 'One JSON object a line' },
    { name: 'per-event', description: 'One line for each event and rule that matches it, with the event and where it stands' },
    { name: 'tz', value: 'ZONE', many: true, description: 'Zone of local times: Europe/Berlin, or auth.log=Europe/Berlin for some paths' },
    { name: 'year', value: 'N', description: 'Year of the first record of logs that write none' },
  ],
  examples: [
    { command: 'hindcast detect ./evidence', what: 'Findings of our own rules, grouped' },
    { command: 'hindcast detect ./evidence --rules ./sigma/rules --json', what: 'Also run rules of your own' },
    { command: 'hindcast detect cloudtrail.json.gz --per-event > matches.jsonl', what: 'Every match with its event, one JSON object a line' },
  ],
  run,
}

const mostShownProblems = 20

interface Trouble {
  readonly shown: Problem[]
  count: number
  failures: number
}

async function run({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0) throw usageError(command, '"detect" needs at least one file or folder')
  const zones = parseZoneChoice(options.list('tz'))
  const year = yearOf(options)
  const { rules, problems } = await readRules(options.list('rules'))
  for (const problem of problems) terminal.error(describeRule(problem))
  const idle = rules.filter((rule) => rule.unsupported !== undefined)
  for (const rule of idle.slice(0, mostShownProblems)) terminal.error(showControls(`${rule.path}: never applies: ${rule.unsupported}`))
  if (idle.length > mostShownProblems)
    terminal.error(`${plural(idle.length - mostShownProblems, 'further rule')} never ${idle.length - mostShownProblems === 1 ? 'applies' : 'apply'}`)
  const trouble: Trouble = { shown: [], count: 0, failures: 0 }
  const request: DetectRequest = {
    paths,
    rules,
    zones,
    ...(year === undefined ? {} : { year }),
    signal,
    onProgress: (line) => terminal.progress.update(line),
    onProblem: (problem) => note(trouble, problem),
  }
  if (options.flag('per-event')) await printMatches(request, terminal)
  else await printFindings(request, { terminal, json: options.flag('json') })
  reportTrouble(trouble, terminal)
  return trouble.failures > 0 || problems.length > 0 ? 3 : 0
}

function yearOf(options: OptionValues): number | undefined {
  const year = options.number('year')
  if (year === undefined || (Number.isInteger(year) && year >= 1970 && year <= 2199)) return year
  throw usageError(command, `"${year}" is no year: give four digits, as in --year 2024`)
}

async function printMatches(request: DetectRequest, terminal: Terminal): Promise<void> {
  let lines: string[] = []
  const done = await matchEvents(request, {
    onMatch: (match) => void lines.push(jsonLine(match)),
    async flush() {
      const out = lines.join('')
      lines = []
      if (out !== '') await terminal.out(out)
    },
  })
  terminal.error(`${plural(done.files, 'file')}, ${plural(done.events, 'event')}, ${plural(done.matches, 'match', 'matches')}`)
}

async function printFindings(request: DetectRequest, { terminal, json }: { terminal: Terminal; json: boolean }): Promise<void> {
  const done = await detectFindings(request)
  if (json) for (const finding of done.findings) await terminal.out(jsonLine(flatFinding(finding)))
  else await printTable(done.findings, terminal)
  if (done.notKept > 0)
    terminal.error(`There were more groups than are kept: ${plural(done.notKept, 'match', 'matches')} of further groups were not told`)
  terminal.error(`${plural(done.files, 'file')}, ${plural(done.events, 'event')}, ${plural(done.findings.length, 'finding')}`)
}

/** A finding as one object; its members are left out where they are many, the examples prove it. */
function flatFinding({ rule, members, ...finding }: Finding): Record<string, unknown> {
  const { story, ...told } = rule
  return {
    id: finding.id,
    'rule.id': told.id,
    'rule.title': told.title,
    'rule.level': told.level,
    ...(story === undefined ? {} : { role: story.role, weight: story.weight }),
    techniques: finding.techniques,
    tactics: finding.tactics,
    count: finding.count,
    first: finding.first.at,
    last: finding.last.at,
    key: finding.key,
    values: finding.values,
    left: finding.left,
    examples: finding.examples,
    evidence: finding.evidence,
    ...(members.length <= 1_000 ? { members } : {}),
  }
}

const header = ['First seen', 'Count', 'Level', 'Techniques', 'Rule', 'Example'] as const
const widths = [24, 7, 13, 20, 48]

async function printTable(findings: readonly Finding[], terminal: Terminal): Promise<void> {
  if (findings.length === 0) return
  await terminal.out(`${terminal.paint('bold', row(header, terminal.columns))}\n`)
  for (const finding of findings) await terminal.out(`${row(cellsOf(finding), terminal.columns)}\n`)
}

function cellsOf({ first, count, rule, techniques, examples }: Finding): string[] {
  const sentence = examples[0]?.sentence ?? ''
  return [first.at, formatNumber(count), rule.level, techniques.join(' '), rule.title, sentence].map((cell) => showControls(cell))
}

function row(cells: readonly string[], columns: number | undefined): string {
  const line = cells
    .map((cell, index) => fit(cell, widths[index], index === 1))
    .join('  ')
    .trimEnd()
  return columns === undefined ? line : clip(line, Math.max(40, columns))
}

function fit(cell: string, width: number | undefined, right: boolean): string {
  if (width === undefined) return clip(cell, 400)
  const short = clip(cell, width)
  return right ? short.padStart(width) : short.padEnd(width)
}

function note(trouble: Trouble, problem: Problem): void {
  trouble.count += 1
  if (isReadFailure(problem)) trouble.failures += 1
  if (trouble.shown.length < mostShownProblems) trouble.shown.push(problem)
}

function reportTrouble({ shown, count }: Trouble, terminal: Terminal): void {
  for (const { path, record, offset, message } of shown) {
    const place = `${path}${record === undefined ? '' : `: record ${record}`}${offset === undefined ? '' : ` at byte ${offset}`}`
    terminal.error(showControls(`${place}: ${message}`))
  }
  if (count > shown.length) terminal.error(`${plural(count - shown.length, 'more problem')}; hindcast events --problems FILE lists all`)
}

function describeRule({ path, line, message }: RuleProblem): string {
  return showControls(`${path}:${line}: ${message}`)
}
