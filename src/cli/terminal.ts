import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import { AppError } from '../base/error.ts'
import type { Style, Terminal } from './command.ts'
import { createProgress } from './progress.ts'

/** The code of the error that `out` throws once nobody reads standard output any more (`hindcast events … | head`). */
export const outputClosed = 'output-closed'

/** The streams of a process, and whether NO_COLOR asks for plain text. */
export interface TerminalStreams {
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
  readonly isPlain: boolean
  /** A clock in milliseconds that never goes back. */
  now(): number
  /** Called once, when the reader of standard output has gone. */
  onClosed(): void
}

/** A terminal over a process's streams. */
export function createTerminal(streams: TerminalStreams): Terminal {
  const { stdout, stderr, isPlain } = streams
  let failure: Error | undefined
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= writeFailure(error)
    if (error.code === 'EPIPE') streams.onClosed()
  })
  // Standard error that is gone cannot be complained about anywhere.
  stderr.on('error', () => undefined)

  const progress = createProgress(
    { isTerminal: stderr.isTTY === true, columns: stderr.columns ?? 200, write: (text) => stderr.write(text) },
    streams.now,
  )
  return {
    out(text) {
      if (failure !== undefined) return Promise.reject(failure)
      if (text.length === 0) return Promise.resolve()
      progress.clear()
      return new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error == null ? resolve() : reject(writeFailure(error))))
      })
    },
    error(line) {
      progress.clear()
      stderr.write(`${line}\n`)
    },
    progress,
    paint: (style, text) => paint(style, text, stdout.isTTY === true && !isPlain),
    paintError: (style, text) => paint(style, text, stderr.isTTY === true && !isPlain),
    columns: stdout.isTTY === true ? stdout.columns : undefined,
  }
}

function paint(style: Style, text: string, isColoured: boolean): string {
  return isColoured ? styleText(style, text, { validateStream: false }) : text
}

function writeFailure(error: NodeJS.ErrnoException): AppError {
  if (error.code === 'EPIPE') return new AppError(outputClosed, 'Nobody reads the output any more', { cause: error })
  return new AppError('output', `Cannot write to standard output: ${error.message}`, { cause: error })
}
