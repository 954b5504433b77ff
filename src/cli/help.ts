import { allOptions } from './arguments.ts'
import type { Command, Option, Terminal } from './command.ts'
import { verbs } from './verbs.ts'

type Paint = Pick<Terminal, 'paint'>

export const exitCodes: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [1, 'a check failed'],
  [2, 'wrong usage, or it could not be done as asked'],
  [3, 'done, but some evidence could not be read'],
]

/** `hindcast --help`. */
export function programHelp({ paint }: Paint): string {
  const rows = verbs.map((verb): Row => [verb.name, verb.summary])
  return [
    'Turns the raw evidence of a security incident into a post-mortem a team can defend.',
    '',
    heading(paint, 'Usage'),
    '  hindcast <verb> [arguments] [options]',
    '',
    heading(paint, 'Verbs'),
    ...table(rows),
    '',
    heading(paint, 'Options'),
    ...table([
      ['-h, --help', 'Show this help; after a verb, the help of that verb'],
      ['    --version', 'Show the version'],
    ]),
    '',
    heading(paint, 'Examples'),
    '  hindcast draft ./evidence --out ./report   # logs in, a drafted post-mortem out',
    '  hindcast verify ./report                   # prove every claim in it',
    '  hindcast <verb> --help                     # options and examples of a verb',
    '',
    heading(paint, 'Exit codes'),
    ...table(exitCodes.map(([code, meaning]): Row => [String(code), meaning])),
    '',
  ].join('\n')
}

/** `hindcast <verb> --help`. */
export function commandHelp(command: Command, { paint }: Paint): string {
  return [
    `${command.summary}.`,
    '',
    heading(paint, 'Usage'),
    `  hindcast ${command.usage}`,
    '',
    ...(command.actions === undefined
      ? []
      : [heading(paint, 'Actions'), ...table(command.actions.map(({ name, summary }): Row => [name, summary])), '']),
    heading(paint, 'Options'),
    ...table(allOptions(command).map((option): Row => [optionLabel(option), optionText(option)])),
    '',
    heading(paint, 'Examples'),
    ...command.examples.flatMap(({ command: line, what }) => [`  ${paint('dim', `# ${what}`)}`, `  ${line}`]),
    '',
  ].join('\n')
}

type Row = readonly [label: string, text: string]

/** `-f, --format jsonl|csv`, as help and reference show an option. */
export function optionLabel(option: Option): string {
  const value = option.value === undefined ? '' : ` ${option.value}`
  return `${option.short === undefined ? '    ' : `-${option.short}, `}--${option.name}${value}`
}

function optionText(option: Option): string {
  return option.many === true ? `${option.description} (may be repeated)` : option.description
}

function heading(paint: Terminal['paint'], text: string): string {
  return paint('bold', text)
}

function table(rows: readonly Row[]): string[] {
  const width = Math.min(32, Math.max(...rows.map(([label]) => label.length)))
  return rows.map(([label, text]) => (label.length > width ? `  ${label}\n  ${' '.repeat(width)}  ${text}` : `  ${label.padEnd(width)}  ${text}`))
}
