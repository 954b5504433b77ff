import { outlineNames } from '../../model/outline-name.ts'
import { pdfStandards } from '../../model/pdf-standard.ts'
import { usageError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { outlineWords, pdfStandardWords } from '../outline-words.ts'

/** `hindcast report`: renders the report of an incident.json again. */
export const command: Command = {
  name: 'report',
  summary: 'Render the report of a record again',
  usage: 'report <incident.json> [options]',
  options: [
    {
      name: 'format',
      short: 'f',
      value: 'NAME,…',
      many: true,
      description:
        'What to render: md, html, pdf, docx, xlsx, timeline.csv, indicators.csv, systems.csv, actions.csv, evidence.csv, sources.csv, or csv for all of those; all where none is given',
    },
    { name: 'out', short: 'o', value: 'DIR|FILE', description: 'Where to write; without it, one format goes to standard output' },
    { name: 'outline', value: 'NAME', description: `Which report: ${outlineWords}` },
    { name: 'pdf-standard', value: 'NAME', description: `Which standard the PDF keeps: ${pdfStandardWords}` },
    { name: 'reviewed', description: 'Leave out every proposal that nobody has reviewed: the form to publish' },
  ],
  examples: [
    { command: 'hindcast report incident.json --out ./report', what: 'Every form, into a folder' },
    { command: 'hindcast report incident.json --out post-mortem.pdf', what: 'Only the PDF' },
    { command: 'hindcast report incident.json --outline nine-part --out ./nine', what: 'The same record in nine parts' },
    { command: 'hindcast report incident.json --reviewed --out final.pdf', what: 'The form to publish: only what people wrote or reviewed' },
    { command: 'hindcast report incident.json --format md | less', what: 'Read it here' },
  ],
  async run({ paths, options, terminal, signal }) {
    const [path, ...rest] = paths
    if (path === undefined || rest.length > 0) throw usageError(command, 'Give one incident.json')
    // Loaded here: `--help` must not pay for the schemas of the record.
    const { renderIncidentFile, rerender } = await import('../../app/reporting/rerender.ts')
    const formats = await formatNames(options.list('format'))
    const choice = {
      formats,
      outline: options.choice('outline', outlineNames),
      pdfStandard: options.choice('pdf-standard', pdfStandards),
      reviewedOnly: options.flag('reviewed'),
      signal,
    }
    const out = options.text('out')
    terminal.progress.update(`${path}: rendering`)
    if (out !== undefined) {
      for (const written of await rerender({ path, out, ...choice })) terminal.error(`Wrote ${written}`)
      return 0
    }
    if (formats?.length !== 1) throw usageError(command, 'Give --out DIR, or one --format for standard output')
    const [file] = await renderIncidentFile(path, choice)
    if (file !== undefined) await terminal.out(file.bytes)
    return 0
  },
}

/** `--format md,html --format pdf` -> md, html, pdf; `csv` stands for every sheet as CSV. */
async function formatNames(given: readonly string[]): Promise<string[] | undefined> {
  if (given.length === 0) return undefined
  const { reportFormatNames } = await import('../../app/reporting/render-report.ts')
  const names = given.flatMap((one) => one.split(',')).map((name) => name.trim())
  return names.flatMap((name) => {
    if (name === 'csv') return reportFormatNames.filter((known) => known.endsWith('.csv'))
    if (reportFormatNames.includes(name)) return [name]
    throw usageError(command, `Option "--format" cannot be "${name}"; one of ${reportFormatNames.join(', ')}`)
  })
}
