import type { Command } from '../../src/cli/command.ts'
import { exitCodes, optionLabel } from '../../src/cli/help.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { type Page, markdownPage, table } from './page.ts'

/** The command line, from the verbs' own descriptions. */
export async function cliPages(): Promise<Page[]> {
  const commands = await Promise.all(verbs.map(async (verb) => (await verb.load()).command))
  const codes = [
    '## Exit codes',
    table(
      ['code', 'meaning'],
      exitCodes.map(([code, meaning]) => [String(code), meaning]),
    ),
  ]
  return [markdownPage('docs/reference/cli.md', 'Command line', [...commands.flatMap(describeCommand), ...codes])]
}

function describeCommand(command: Command): string[] {
  const examples = command.examples.flatMap(({ command: line, what }) => [`# ${what}`, line])
  const options = command.options.map((option) => [
    `\`${optionLabel(option).trim()}\``,
    option.many === true ? `${option.description} (may be repeated)` : option.description,
  ])
  return [
    `## hindcast ${command.name}`,
    `${command.summary}.`,
    `\`\`\`sh\nhindcast ${command.usage}\n\`\`\``,
    ...(options.length === 0 ? [] : [table(['option', 'meaning'], options)]),
    `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
  ]
}
