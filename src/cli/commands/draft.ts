import type { DraftFolderRequest } from '../../app/drafting/draft-evidence.ts'
import type { DraftedFolder } from '../../app/drafting/draft-folder.ts'
import { formatNumber, plural, showControls } from '../../base/text.ts'
import { outlineNames } from '../../model/outline-name.ts'
import { pdfStandards } from '../../model/pdf-standard.ts'
import type { Problem } from '../../model/problem.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../command.ts'
import { outlineWords, pdfStandardWords } from '../outline-words.ts'

/** `hindcast draft`: evidence in, a post-mortem out. */
export const command: Command = {
  name: 'draft',
  summary: 'Read evidence and draft a post-mortem',
  usage: 'draft <path>… --out DIR [options]',
  options: [
    { name: 'out', short: 'o', value: 'DIR', description: 'Folder to write; an earlier draft in it is continued' },
    { name: 'incident', value: 'FILE', description: 'incident.yaml with what people know' },
    { name: 'rules', value: 'DIR', many: true, description: 'Folder with further rules in Sigma’s format' },
    { name: 'tz', value: 'ZONE', many: true, description: 'Zone of local times: Europe/Berlin, or auth.log=Europe/Berlin for some paths' },
    { name: 'year', value: 'N', description: 'Year of the first record of logs that write none' },
    { name: 'id', value: 'ID', description: 'Id of a new incident, such as INC-2026-0042' },
    { name: 'outline', value: 'NAME', description: `Which report: ${outlineWords}; without it, as in the earlier draft` },
    { name: 'pdf-standard', value: 'NAME', description: `Which standard the PDF keeps: ${pdfStandardWords}; without it, as in the earlier draft` },
    {
      name: 'at',
      value: 'TIME',
      description: 'When the draft is made; without it, the time of the newest event, so that the same evidence gives the same bytes',
    },
  ],
  examples: [
    { command: 'hindcast draft ./evidence --out report', what: 'Draft a post-mortem from a folder of logs' },
    { command: 'hindcast draft ./evidence --out report --incident report/incident.yaml', what: 'Draft again with what people added' },
    { command: 'hindcast draft auth.log --out report --tz Europe/Berlin --year 2026', what: 'Read a log without year and zone' },
  ],
  run: draft,
}

async function draft({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0) throw usageError(command, '"draft" needs at least one file or folder with evidence')
  const out = options.text('out')
  if (out === undefined) throw usageError(command, '"draft" needs --out DIR: the folder to write')
  const { draftFolder } = await import('../../app/drafting/draft-folder.ts')
  const { parseZoneChoice } = await import('../../app/reading/zones.ts')
  const { readConfig } = await import('../../app/config.ts')
  const config = await readConfig()
  const { preserveIn } = await import('../../app/drafting/preserve.ts')
  const request: DraftFolderRequest = {
    paths,
    out,
    ruleFolders: options.list('rules'),
    zones: parseZoneChoice(options.list('tz')),
    signal,
    ...optional('yamlFile', options.text('incident')),
    ...optional('incident', incidentId(options.text('id'))),
    ...optional('year', year(options.number('year'))),
    ...optional('at', options.text('at')),
    ...optional('outline', options.choice('outline', outlineNames)),
    ...optional('pdfStandard', options.choice('pdf-standard', pdfStandards)),
    ...optional('sourceDateEpochSeconds', config.sourceDateEpochSeconds),
    ...(config.dataFolder === undefined ? {} : { preserve: preserveIn(config.dataFolder) }),
    onProgress: (file, progress) =>
      terminal.progress.update(
        `${file.path}: ${plural(progress.records, 'record')}, ${plural(progress.findings, 'finding')}, ${plural(progress.problems, 'problem')}`,
      ),
    onStage: (stage) =>
      terminal.progress.update(
        stage === 'rendering' ? 'Writing the report' : stage === 'drafting' ? 'Drafting' : stage === 'reading' ? 'Reading' : 'Unpacking',
      ),
  }
  const drafted = await draftFolder(request)
  await report(drafted, out, terminal)
  return drafted.failures > 0 || drafted.ruleProblems.length > 0 ? 3 : 0
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  const holder: { [P in K]?: T } = {}
  if (value !== undefined) holder[key] = value
  return holder
}

function incidentId(id: string | undefined): string | undefined {
  if (id === undefined || /^INC-\d{4}-\d{4,}$/.test(id)) return id
  throw usageError(command, `"${id}" is no incident id: one looks like INC-2026-0042`)
}

function year(value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1970 && value <= 2199)) return value
  throw usageError(command, `"${value}" is no year: give four digits, as in --year 2024`)
}

const mostShown = 20

async function report(drafted: DraftedFolder, out: string, terminal: Terminal): Promise<void> {
  const { document } = drafted
  for (const { path, line, message } of drafted.ruleProblems) terminal.error(showControls(`${path}:${line}: ${message}`))
  for (const problem of drafted.problems.slice(0, mostShown)) terminal.error(describe(problem))
  if (drafted.problemCount > mostShown)
    terminal.error(`… and ${formatNumber(drafted.problemCount - mostShown)} more problems; "hindcast events <path> --problems FILE" lists all`)
  const events = document.evidence.reduce((sum, item) => sum + (item.reading?.events ?? 0), 0)
  if (events === 0) terminal.error('No event could be read from this evidence: the report holds nothing from it')
  const stated = document.timeline.filter((entry) => entry.tier !== 'to review').length
  const toReview = document.timeline.length - stated
  const { openQuestionCounts } = await import('../../app/reporting/open-question-counts.ts')
  const lines = [
    `${document.id} version ${drafted.version}${drafted.continued ? ' (continued)' : ''} in ${out}`,
    `${plural(document.evidence.length, 'evidence item')}, ${plural(stated, 'entry', 'entries')} stated, ${formatNumber(toReview)} to review, ${plural(document.indicators.length, 'indicator')}`,
    openLine(openQuestionCounts(document)),
    `Wrote ${drafted.files.filter((name) => !name.startsWith('figures/')).join(', ')}, figures/, manifest.json`,
    `Next: add what only people know to ${out}/incident.yaml, then run the same command with --incident ${out}/incident.yaml`,
  ]
  await terminal.out(`${lines.join('\n')}\n`)
}

/** "42 questions open (To Complete in the report): Incident lead 14, Finance 1". */
function openLine(counts: readonly (readonly [role: string, count: number])[]): string {
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return 'No question is open'
  const roles = counts.map(([role, count]) => `${role} ${formatNumber(count)}`).join(', ')
  return showControls(`${plural(total, 'question')} open, listed in the report under To Complete: ${roles}`)
}

function describe(problem: Problem): string {
  const record = problem.record === undefined ? '' : `: record ${problem.record}`
  const offset = problem.offset === undefined ? '' : ` at byte ${problem.offset}`
  return showControls(`${problem.path}${record}${offset}: ${problem.message}`)
}
