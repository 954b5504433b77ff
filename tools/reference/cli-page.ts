import type { Command } from '../../src/cli/command.ts'
import { exitCodes, optionLabel } from '../../src/cli/help.ts'
import { type Verb, verbs } from '../../src/cli/verbs.ts'
import { type Page, markdownPage, table } from './page.ts'

/** The command line, from the verbs' own descriptions. */
export async function cliPages(): Promise<Page[]> {
  const commands = await loadAll(verbs)
  const codes = [
    '## Exit codes',
    table(
      ['code', 'meaning'],
      exitCodes.map(([code, meaning]) => [String(code), meaning]),
    ),
  ]
  return [markdownPage('docs/reference/cli.md', 'Command line', [...commands.flatMap(describeCommand), ...codes])]
}

/** Every verb, one with actions followed by them. */
async function loadAll(listed: readonly Verb[]): Promise<Command[]> {
  const commands = await Promise.all(listed.map(async (verb) => (await verb.load()).command))
  const nested = await Promise.all(commands.map(async (command) => [command, ...(await loadAll(command.actions ?? []))]))
  return nested.flat()
}

function describeCommand(command: Command): string[] {
  const examples = command.examples.flatMap(({ command: line, what }) => [`# ${what}`, line])
  const options = command.options.map((option) => [
    `\`${optionLabel(option).trim()}\``,
    option.many === true ? `${option.description} (may be repeated)` : option.description,
  ])
  return [
    `${command.name.includes(' ') ? '###' : '##'} hindcast ${command.name}`,
    `${command.summary}.`,
    `\`\`\`sh\nhindcast ${command.usage}\n\`\`\``,
    ...(command.actions === undefined
      ? []
      : [
          table(
            ['action', 'what it does'],
            command.actions.map(({ name, summary }) => [`\`${name}\``, summary]),
          ),
        ]),
    ...(options.length === 0 ? [] : [table(['option', 'meaning'], options)]),
    `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
  ]
}
