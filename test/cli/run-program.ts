import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const program = fileURLToPath(new URL('../../bin/hindcast.mjs', import.meta.url))

/** What a run of the program left behind. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
  /** The Node to run it on; the one that runs the tests where absent. */
  readonly node?: string
  /** Called with everything printed so far whenever more is printed; may send a signal. */
  readonly watch?: (seen: { stdout: string; stderr: string; kill(signal: NodeJS.Signals): void; closeOutput(): void }) => void
}

/** Runs `hindcast` as a person does, without a terminal. */
export function runProgram(args: readonly string[], { environment, folder, node, watch }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, HINDCAST_DEBUG: undefined, ...environment }
    const child = spawn(node ?? process.execPath, [program, ...args], { cwd: folder ?? root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const seen = {
      stdout: '',
      stderr: '',
      kill: (signal: NodeJS.Signals) => void child.kill(signal),
      closeOutput: () => void child.stdout.destroy(),
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen.stdout += text
      watch?.(seen)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      seen.stderr += text
      watch?.(seen)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout: seen.stdout, stderr: seen.stderr }))
  })
}
