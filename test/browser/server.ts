import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Opened as the sample: what ships takes too long to draft in each test. */
const smallIncident = fileURLToPath(new URL('../cli/leaked-key', import.meta.url))
const program = fileURLToPath(new URL('../../bin/hindcast.mjs', import.meta.url))

/** The real program on a folder of its own. */
export interface TestServer {
  readonly address: string
  /** Ends it without warning, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

interface Running {
  readonly child: ChildProcess
  readonly address: string
}

/** Starts `hindcast serve` on a free port with an empty data folder that goes away with it. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-browser-'))
  let running = await start(folder, '0')
  const port = new URL(running.address).port
  const kill = async () => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return
    const gone = once(running.child, 'exit')
    running.child.kill('SIGKILL')
    await gone
  }
  return {
    address: running.address,
    kill,
    async restart() {
      await kill()
      running = await start(folder, port)
    },
    async [Symbol.asyncDispose]() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: string): Promise<Running> {
  const child = spawn(process.execPath, [program, 'serve', '--sample', smallIncident], {
    env: { ...process.env, HINDCAST_DATA: folder, PORT: port, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) return { child, address: address.replace(/\/$/, '') }
  }
  throw new Error(`The server did not start:\n${said.join('')}`)
}
