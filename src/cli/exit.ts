import { AppError, messageOf } from '../base/error.ts'
import type { Terminal } from './command.ts'
import { outputClosed } from './terminal.ts'

/** A fault of the program itself (EX_SOFTWARE of sysexits.h): none of the four codes scripts rely on. */
export const faultCode = 70

/** The codes of AppError that mean a check failed; every other one means that what was asked could not be done as asked. */
const failedChecks: ReadonlySet<string> = new Set(['check-failed', 'verify-failed'])

/** The exit code of what a command threw. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AppError)) return faultCode
  if (error.code === outputClosed) return 0
  return failedChecks.has(error.code) ? 1 : 2
}

/** Says on standard error what went wrong; the stack only where `isDebug`. */
export function reportError(error: unknown, terminal: Terminal, isDebug: boolean): void {
  if (error instanceof AppError && error.code === outputClosed) return
  terminal.error(`${terminal.paintError('red', 'hindcast:')} ${messageOf(error)}`)
  if (!(error instanceof AppError)) {
    terminal.error('This is a fault in Hindcast, not in your evidence. Please report it with the command you ran; HINDCAST_DEBUG=1 adds the details.')
  }
  if (isDebug && error instanceof Error) terminal.error(error.stack ?? String(error))
}
