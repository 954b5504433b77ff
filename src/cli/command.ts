import type { Verb } from './verbs.ts'

/** 0 done; 1 a check failed; 2 wrong usage; 3 done, but some evidence could not be read. */
export type ExitCode = 0 | 1 | 2 | 3

/** One option of a verb. Without `value` it is a flag. */
export interface Option {
  /** Long name without dashes, e.g. `format`. */
  readonly name: string
  /** One letter, e.g. `f`. */
  readonly short?: string
  /** What stands for the value in the help, e.g. `FILE`; absent for a flag. */
  readonly value?: string
  /** May be given more than once. */
  readonly many?: boolean
  readonly description: string
}

/** One verb of the command line: one file in `commands/`, named after it. */
export interface Command {
  readonly name: string
  /** One line, the same as in `verbs.ts`. */
  readonly summary: string
  /** What follows `hindcast `, e.g. `events <path>… [options]`. Arguments in <angle brackets> are required, in [brackets] optional. */
  readonly usage: string
  readonly options: readonly Option[]
  readonly examples: readonly Example[]
  /** Actions that follow the verb, each a command of its own named after both (`evidence add`). Such a verb does nothing without one. */
  readonly actions?: readonly Verb[]
  /** True of a text that begins with one dash and is an argument all the same, such as `-user:alice` of a search. Without it every such text is an option. */
  isArgument?(text: string): boolean
  /** True where a signal is the normal end (a server): it then exits with what `run` returns instead of 130. */
  readonly runsUntilStopped?: boolean
  /** Throws AppError for what the user can act on. Anything else that is thrown is reported as a fault of the program. */
  run(input: Invocation): Promise<ExitCode>
}

export interface Example {
  readonly command: string
  readonly what: string
}

/** A verb's parsed command line and its surroundings. */
export interface Invocation {
  /** The arguments that are no options, as they were given. */
  readonly paths: readonly string[]
  readonly options: OptionValues
  readonly terminal: Terminal
  /** Aborted by Ctrl-C, SIGTERM, or when the reader of standard output has gone. */
  readonly signal: AbortSignal
}

/** Reads options by long name. Asking for a name the command does not declare is a mistake of the command and throws. */
export interface OptionValues {
  /** The value of an option, the last one where it was given twice. */
  text(name: string): string | undefined
  /** Every value of an option that may be given more than once. */
  list(name: string): readonly string[]
  flag(name: string): boolean
  /** A number; throws a usage error where the value is none. */
  number(name: string): number | undefined
  /** One of the allowed values; throws a usage error that lists them. */
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined
}

/** Where a command's words go: results to standard output, everything else to standard error. */
export interface Terminal {
  /** Writes a result to standard output as it is (no newline is added). Resolves when more may be written. */
  out(text: string | Uint8Array): Promise<void>
  /** Writes a line for a person to standard error. */
  error(line: string): void
  readonly progress: Progress
  /** Colours a text for standard output; unchanged where that is no terminal or NO_COLOR is set. */
  paint(style: Style, text: string): string
  /** Colours a text for standard error. */
  paintError(style: Style, text: string): string
  /** Width of standard output where it is a terminal. */
  readonly columns: number | undefined
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan'

/** Says on standard error what is going on, once it has taken more than a second. Call it as often as you like: it is cheap. */
export interface Progress {
  /** The current state in one line, e.g. `auth.log: 120,000 records, 3 problems`. */
  update(line: string): void
  /** Removes the line. The program calls it at the end. */
  clear(): void
}
