import { listFormats } from '../../app/reading/list-formats.ts'
import { usageError } from '../arguments.ts'
import type { Command } from '../command.ts'

/** `hindcast formats`: what is read and how it is recognised. */
export const command: Command = {
  name: 'formats',
  summary: 'List the evidence formats and how they are recognised',
  usage: 'formats [options]',
  options: [{ name: 'json', description: 'Print JSON' }],
  examples: [{ command: 'hindcast formats', what: 'What can I drop in?' }],
  async run({ paths, options, terminal }) {
    if (paths.length > 0) throw usageError(command, `"formats" takes no path, but "${paths[0]}" was given`)
    const listing = listFormats()
    if (options.flag('json')) {
      await terminal.out(`${JSON.stringify(listing, null, 2)}\n`)
      return 0
    }
    for (const { name, title, recognisedBy, spec } of listing) {
      await terminal.out(
        `${terminal.paint('bold', name.padEnd(18))}${title}\n${' '.repeat(18)}Recognised by: ${recognisedBy}\n${' '.repeat(18)}${terminal.paint('dim', spec)}\n\n`,
      )
    }
    await terminal.out('Every format is read plain or gzipped; content decides, never the file name.\n')
    return 0
  },
}
