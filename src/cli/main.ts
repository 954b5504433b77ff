import process from 'node:process'
import { readTerminalSettings } from '../app/config.ts'
import { programVersion } from '../app/version.ts'
import { AppError } from '../base/error.ts'
import { parseArguments, usageError } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import { exitCodeOf, reportError } from './exit.ts'
import { commandHelp, programHelp } from './help.ts'
import { type Stop, watchSignals } from './signals.ts'
import { nearestWord } from '../base/nearest-word.ts'
import { createTerminal } from './terminal.ts'
import { type Verb, verbs } from './verbs.ts'

/** Runs one command line (without `node` and the script) and resolves to the exit code of the process. Never rejects. */
export async function main(args: readonly string[]): Promise<number> {
  const settings = readTerminalSettings()
  const stop = watchSignals()
  const terminal = createTerminal({
    stdout: process.stdout,
    stderr: process.stderr,
    isPlain: settings.isPlain,
    now: () => performance.now(),
    onClosed: () => stop.abort(),
  })
  try {
    return await runProgram(args, terminal, stop)
  } catch (error) {
    // What a command throws because it was told to stop is no failure of its own; 0 where only the reader of the output has gone.
    if (stop.signal.aborted) return stop.code ?? 0
    reportError(error, terminal, settings.isDebug)
    return exitCodeOf(error)
  } finally {
    terminal.progress.clear()
    stop.dispose()
  }
}

async function runProgram(args: readonly string[], terminal: Terminal, stop: Stop): Promise<number> {
  const [first, ...rest] = args
  if (first === undefined) {
    terminal.error(programHelp({ paint: terminal.paintError }))
    return 2
  }
  if (first === '--version') {
    await terminal.out(`hindcast ${programVersion}\n`)
    return 0
  }
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    await terminal.out(programHelp(terminal))
    return 0
  }
  const [verb = '', ...more] = first === 'help' ? [...rest, '--help'] : args
  const command = await loadCommand(verb)
  const [action, ...behind] = more
  if (command.actions === undefined || action === undefined || action.startsWith('-')) return runVerb(command, more, { terminal, stop })
  return runVerb(await loadAction(command, command.actions, action), behind, { terminal, stop })
}

async function runVerb(command: Command, args: readonly string[], { terminal, stop }: { terminal: Terminal; stop: Stop }): Promise<number> {
  const { paths, options, help } = parseArguments(command, args)
  if (help) {
    await terminal.out(commandHelp(command, terminal))
    return 0
  }
  const code = await command.run({ paths, options, terminal, signal: stop.signal })
  return stop.code === undefined || command.runsUntilStopped === true ? code : stop.code
}

/** Loads the command of a verb. Throws AppError `usage` for an unknown one, with the nearest suggestion. */
async function loadCommand(name: string): Promise<Command> {
  const verb = verbs.find((known) => known.name === name)
  if (verb !== undefined) return (await verb.load()).command
  if (name.startsWith('-')) throw new AppError('usage', `Unknown option "${name}" before the verb\nSee: hindcast --help`)
  throw new AppError('usage', `Unknown verb "${name}"${meant(name, verbs)}\nSee: hindcast --help`)
}

async function loadAction(verb: Command, actions: readonly Verb[], name: string): Promise<Command> {
  const action = actions.find((known) => known.name === name)
  if (action === undefined) throw usageError(verb, `Unknown action "${name}"${meant(name, actions)}`)
  return (await action.load()).command
}

function meant(name: string, known: readonly Verb[]): string {
  const near = nearestWord(
    name,
    known.map((one) => one.name),
  )
  return near === undefined ? '' : `; did you mean "${near}"?`
}
