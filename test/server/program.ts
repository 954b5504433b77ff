import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/hindcast.mjs', import.meta.url))

/** `hindcast serve` as a process of its own. */
export interface Served {
  readonly port: number
  readonly said: () => string
  /** Ends it as a crash would. */
  kill(): Promise<void>
  /** Asks it to stop; answers its exit code. */
  stop(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

type Child = ChildProcessByStdio<null, Readable, Readable>

function start(args: readonly string[], environment: Readonly<Record<string, string>>): { child: Child; said: () => string } {
  const { PORT: _, HOST: __, HINDCAST_DATA: ___, ...rest } = process.env
  const child = spawn(process.execPath, [program, 'serve', ...args], { env: { ...rest, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  child.stderr.on('data', (part: Buffer) => (text += part.toString()))
  return { child, said: () => text }
}

/** Starts it and waits until it says where it answers. */
export async function serve(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const { child, said } = start(args, environment)
  const exited = once(child, 'exit')
  const isReady = () => /ready at http:\/\/\S+\/\n/.test(said()) && /are kept in .+\n/.test(said())
  while (!isReady()) {
    const news = [child.stdout, child.stderr].map((stream) => once(stream, 'data').then(() => false))
    const ended = await Promise.race([...news, exited.then(() => true)])
    if (ended) throw new Error(`The program ended: ${said()}`)
  }
  return {
    port: Number(new URL(/http:\/\/\S+/.exec(said())?.[0] ?? '').port),
    said,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop(signal) {
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}

/** Runs it where it should refuse to start; answers its exit code and what it said. */
export async function refusedServe(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; said: string }> {
  const { child, said } = start(args, environment)
  await once(child, 'close')
  return { code: child.exitCode, said: said() }
}
