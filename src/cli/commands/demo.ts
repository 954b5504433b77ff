import { join } from 'node:path'
import type { DraftedFolder } from '../../app/drafting/draft-folder.ts'
import type { Demonstration } from '../../app/drafting/demonstration.ts'
import { demonstrationFolders, usualDemonstration } from '../../app/workspace/shipped.ts'
import { readProgramCall } from '../../app/config.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../command.ts'

const scenarioWords = [...demonstrationFolders.keys()].map((name) => (name === usualDemonstration ? `${name} (the default)` : name)).join(', ')

/** `hindcast demo`: an invented incident, drafted, to look at and to try things on. */
export const command: Command = {
  name: 'demo',
  summary: 'Draft the incident that comes with Hindcast',
  usage: 'demo --out DIR [options]',
  options: [
    { name: 'out', short: 'o', value: 'DIR', description: 'Folder to write: the evidence, the notes of the response team, and the report' },
    { name: 'scenario', value: 'NAME', description: `Which incident: ${scenarioWords}` },
  ],
  examples: [
    { command: 'hindcast demo --out demo', what: 'See a whole post-mortem, made from some 200,000 records' },
    { command: 'hindcast demo --out shell --scenario web-shell', what: 'See another incident' },
  ],
  run: demo,
}

async function demo({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length > 0) throw usageError(command, `"demo" takes no path, but "${paths[0]}" was given`)
  const out = options.text('out')
  if (out === undefined) throw usageError(command, '"demo" needs --out DIR: the folder to write')
  const { copyDemonstration, demonstrationNamed } = await import('../../app/drafting/demonstration.ts')
  const { draftFolder } = await import('../../app/drafting/draft-folder.ts')
  const { parseZoneChoice } = await import('../../app/reading/zones.ts')
  const from = demonstrationNamed(options.text('scenario') ?? usualDemonstration, demonstrationFolders)
  terminal.progress.update('Copying the evidence')
  const copied = await copyDemonstration(from, out)
  const begun = performance.now()
  const files = new Map<string, number>()
  const drafted = await draftFolder({
    paths: [join(out, 'evidence')],
    out: join(out, 'report'),
    yamlFile: join(out, 'incident.yaml'),
    ruleFolders: [],
    zones: parseZoneChoice(copied.tz),
    signal,
    ...(copied.year === undefined ? {} : { year: copied.year }),
    onProgress: ({ path }, { records }) => {
      files.set(path, records)
      terminal.progress.update(
        `Reading: ${plural(
          [...files.values()].reduce((sum, read) => sum + read, 0),
          'record',
        )} in ${plural(files.size, 'file')}`,
      )
    },
    onStage: (stage) =>
      terminal.progress.update(
        stage === 'rendering' ? 'Writing the report' : stage === 'drafting' ? 'Drafting' : stage === 'reading' ? 'Reading' : 'Unpacking',
      ),
  })
  await tell(drafted, { out, copied, seconds: (performance.now() - begun) / 1_000, terminal })
  return drafted.failures > 0 ? 3 : 0
}

interface Told {
  readonly out: string
  readonly copied: Demonstration
  readonly seconds: number
  readonly terminal: Terminal
}

async function tell({ document, files }: DraftedFolder, { out, copied, seconds, terminal }: Told): Promise<void> {
  terminal.progress.clear()
  const events = document.evidence.reduce((sum, item) => sum + (item.reading?.events ?? 0), 0)
  const stated = document.timeline.filter((entry) => entry.tier === 'stated').length
  const toReview = document.timeline.filter((entry) => entry.tier === 'to review').length
  const reports = ['report.pdf', 'report.html', 'report.docx'].filter((name) => files.includes(name)).map((name) => join(out, 'report', name))
  const hindcast = readProgramCall()
  const report = quoted(join(out, 'report'))
  const notes = quoted(join(out, 'incident.yaml'))
  const zones = copied.tz.map((choice) => `--tz ${quoted(choice)} `).join('')
  const year = copied.year === undefined ? '' : `--year ${copied.year} `
  const again = `${hindcast} draft ${quoted(join(out, 'evidence'))} --out ${report} ${zones}${year}--incident ${notes}`
  const lines = [
    `${document.title}: ${formatNumber(events)} events of an invented incident, drafted in ${seconds.toFixed(0)} s`,
    `${plural(stated, 'entry', 'entries')} stated, ${formatNumber(toReview)} to review, ${plural(document.indicators.length, 'indicator')}`,
    '',
    `Read it       ${reports.join(', ')}`,
    `Check it      ${hindcast} verify ${report}`,
    `Change it     edit ${notes}, then`,
    `              ${again}`,
    `Work with it  ${hindcast} serve --open, then "Open the sample incident"`,
    `What is true  ${join(out, 'truth.json')}: the records of the attack`,
  ]
  await terminal.out(`${lines.join('\n')}\n`)
}

/** A word as a shell takes it: quoted where it holds anything but plain letters. */
function quoted(word: string): string {
  return /^[\w./:=@%+\\-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
