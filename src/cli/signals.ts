import process from 'node:process'

/** Whether and why the program has been asked to stop. */
export interface Stop {
  readonly signal: AbortSignal
  /** The exit code of the signal that came (130 for Ctrl-C, 143 for SIGTERM), once one has. */
  readonly code: number | undefined
  abort(): void
  dispose(): void
}

const graceMs = 10_000

/** The first signal asks the command to stop; a second one, or ten seconds without an answer, ends the process. */
export function watchSignals(): Stop {
  const controller = new AbortController()
  let code: number | undefined
  const listeners = (
    [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const
  ).map(([name, exitCode]) => {
    const listener = (): void => {
      if (code !== undefined) process.exit(exitCode)
      code = exitCode
      setTimeout(() => process.exit(exitCode), graceMs).unref()
      controller.abort()
    }
    process.on(name, listener)
    return { name, listener }
  })
  return {
    signal: controller.signal,
    get code() {
      return code
    },
    abort: () => controller.abort(),
    dispose() {
      for (const { name, listener } of listeners) process.off(name, listener)
    },
  }
}
