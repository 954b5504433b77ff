import type { Progress } from './command.ts'

/** What progress is drawn on: standard error, or a recorder in a test. */
export interface ProgressOutput {
  readonly isTerminal: boolean
  readonly columns: number
  write(text: string): void
}

const quietMs = 1_000
const redrawMs = 100
const lineMs = 5_000

/**
 * Silent for the first second. Then, on a terminal, one line that is redrawn in place; elsewhere (a log, a pipe) a plain line every five seconds.
 * `now` is a clock in milliseconds that never goes back.
 */
export function createProgress(output: ProgressOutput, now: () => number): Progress {
  const startedMs = now()
  let drawnMs = Number.NEGATIVE_INFINITY
  let isDrawn = false

  return {
    update(line) {
      const timeMs = now()
      if (timeMs - startedMs < quietMs || timeMs - drawnMs < (output.isTerminal ? redrawMs : lineMs)) return
      drawnMs = timeMs
      isDrawn = output.isTerminal
      const shown = [...line.replace(/\p{Cc}/gu, ' ')].slice(0, Math.max(10, output.columns - 1)).join('')
      output.write(output.isTerminal ? `\r\u001b[2K${shown}` : `${shown}\n`)
    },
    clear() {
      if (!isDrawn) return
      isDrawn = false
      output.write('\r\u001b[2K')
    },
  }
}
