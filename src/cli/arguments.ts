import { parseArgs } from 'node:util'
import { AppError } from '../base/error.ts'
import { listOf } from '../base/text.ts'
import type { Command, Option, OptionValues } from './command.ts'
import { nearestWord } from '../base/nearest-word.ts'

/** A verb's command line, taken apart and checked. */
export interface Arguments {
  readonly paths: readonly string[]
  readonly options: OptionValues
  readonly help: boolean
}

const helpOption: Option = { name: 'help', short: 'h', description: 'Show this help' }

/** The options of a command including those every command has. */
export function allOptions(command: Command): readonly Option[] {
  return [...command.options, helpOption]
}

/** Takes a verb's arguments apart. Throws AppError `usage` for an unknown option, a missing value or a value for a flag. */
export function parseArguments(command: Command, args: readonly string[]): Arguments {
  const options = allOptions(command)
  const paths: string[] = []
  const values = new Map<string, string[]>()
  for (const token of tokensOf(options, withMarks(command, args))) {
    if (token.kind === 'positional') paths.push(withoutMark(token.value))
    if (token.kind !== 'option') continue
    const option = options.find((known) => known.name === token.name)
    if (option === undefined) throw unknownOption(command, token.rawName)
    const value = checkValue({
      command,
      option,
      rawName: token.rawName,
      value: token.value === undefined ? undefined : withoutMark(token.value),
      inline: token.inlineValue === true,
    })
    values.set(option.name, [...(values.get(option.name) ?? []), value])
  }
  return { paths, options: optionValues(command, values), help: values.has('help') }
}

/** No argument of a program can hold this character, so that nothing is taken for a mark. */
const mark = '\0'

/** Hides the dash of what is an argument for this command; where it is the value of an option it stays that. */
function withMarks(command: Command, args: readonly string[]): string[] {
  return args.map((text) => (/^-[^-]/.test(text) && command.isArgument?.(text) === true ? `${mark}${text}` : text))
}

function withoutMark(text: string): string {
  return text.startsWith(mark) ? text.slice(mark.length) : text
}

/** `--` ends the options: what follows are paths, even where they begin with a dash. */
function tokensOf(options: readonly Option[], args: readonly string[]) {
  const config: Record<string, { type: 'string' | 'boolean'; short?: string; multiple: true }> = {}
  for (const { name, short, value } of options) {
    config[name] = { type: value === undefined ? 'boolean' : 'string', multiple: true, ...(short === undefined ? {} : { short }) }
  }
  return parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true }).tokens
}

function checkValue(given: { command: Command; option: Option; rawName: string; value: string | undefined; inline: boolean }): string {
  const { command, option, rawName, value, inline } = given
  if (option.value === undefined) {
    if (value !== undefined) throw usageError(command, `Option "${rawName}" takes no value, but "${value}" was given`)
    return 'true'
  }
  // `--out --format pdf` is a forgotten value; one that really begins with two dashes is written --out=--format.
  if (value === undefined || (!inline && value.startsWith('--')))
    throw usageError(command, `Option "${rawName}" needs a value: ${rawName} ${option.value}`)
  return value
}

function unknownOption(command: Command, rawName: string): AppError {
  const names = allOptions(command).map((option) => `--${option.name}`)
  const near = rawName.startsWith('--') ? nearestWord(rawName, names) : undefined
  const behind = command.isArgument === undefined ? '' : '; an argument that begins with a dash stands after "--"'
  return usageError(command, `Unknown option "${rawName}"${near === undefined ? behind : `; did you mean "${near}"?`}`)
}

/** Wrong usage of a verb, with the way to its help. */
export function usageError(command: Pick<Command, 'name'>, message: string): AppError {
  return new AppError('usage', `${message}\nSee: hindcast ${command.name} --help`)
}

function optionValues(command: Command, values: ReadonlyMap<string, readonly string[]>): OptionValues {
  const list = (name: string): readonly string[] => {
    if (!allOptions(command).some((option) => option.name === name)) throw new Error(`"${command.name}" declares no option "${name}"`)
    return values.get(name) ?? []
  }
  const text = (name: string): string | undefined => list(name).at(-1)
  return {
    text,
    list,
    flag: (name) => list(name).length > 0,
    number(name) {
      const given = text(name)
      if (given === undefined) return undefined
      const value = Number(given)
      if (given.trim() === '' || !Number.isFinite(value)) throw usageError(command, `Option "--${name}" needs a number, not "${given}"`)
      return value
    },
    choice(name, allowed) {
      const given = text(name)
      if (given === undefined) return undefined
      const found = allowed.find((value) => value === given)
      if (found !== undefined) return found
      const near = nearestWord(given, allowed)
      const hint = near === undefined ? `one of ${listOf(allowed)}` : `did you mean "${near}"? One of ${listOf(allowed)}`
      throw usageError(command, `Option "--${name}" cannot be "${given}"; ${hint}`)
    },
  }
}
