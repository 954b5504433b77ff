import { spawn } from 'node:child_process'
import { readConfig } from '../../app/config.ts'
import { usualDataFolder } from '../../app/workspace/data-folder.ts'
import { webFolder } from '../../app/workspace/shipped.ts'
import { messageOf } from '../../base/error.ts'
import { usageError } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'

const bytesPerGigabyte = 1_000_000_000

/** `hindcast serve`: the workspace at a loopback address until it is stopped. */
export const command: Command = {
  name: 'serve',
  summary: 'Start the workspace in the browser',
  usage: 'serve [options]',
  options: [
    { name: 'port', short: 'p', value: 'N', description: 'Port to listen on, 0 for any free one (default: PORT, else 4517 or the next free one)' },
    {
      name: 'data',
      short: 'd',
      value: 'DIR',
      description: 'Folder of records and evidence (default: HINDCAST_DATA, else .hindcast in your home folder)',
    },
    { name: 'max-upload', value: 'GB', description: 'Largest evidence file taken, in gigabytes (default: 20)' },
    {
      name: 'sample',
      value: 'DIR',
      description: 'Folder of the incident offered to open: evidence/, incident.yaml, truth.json (default: the one that ships)',
    },
    { name: 'open', description: 'Open the workspace in your browser' },
  ],
  examples: [
    { command: 'hindcast serve --open', what: 'Start and open the workspace' },
    { command: 'hindcast serve --port 8080 --data ./case-17', what: 'Keep one case in a folder of its own' },
  ],
  runsUntilStopped: true,
  run: serve,
}

async function serve({ paths, options, terminal, signal }: Invocation): Promise<0> {
  if (paths.length > 0) throw usageError(command, `"serve" takes no path, but "${paths[0]}" was given`)
  const port = portOf(options.number('port'))
  const mostUploadBytes = uploadLimitOf(options.number('max-upload'))
  const sample = options.text('sample')
  const config = await readConfig()
  // Loaded here: `--help` must not pay for a server.
  const { openWorkspace } = await import('../../app/workspace/open-workspace.ts')
  const { startServer } = await import('../../server/start-server.ts')
  const reportFault = (what: string, error: unknown): void =>
    terminal.error(`${terminal.paintError('red', 'hindcast:')} ${what} failed: ${describeFault(error)}`)
  const workspace = await openWorkspace({
    folder: options.text('data') ?? config.dataFolder ?? usualDataFolder(),
    mostUploadBytes,
    ...(sample === undefined ? {} : { sampleFolder: sample }),
    reportFault: (error) => reportFault('A draft', error),
  })
  try {
    const server = await startServer({
      workspace,
      webFolder,
      host: config.host,
      port: port ?? config.port,
      reportFault: ({ method, route, error }) => reportFault(`${method} ${route}`, error),
    })
    terminal.error(`Records and evidence are kept in ${workspace.folder}`)
    await terminal.out(`Hindcast is ready at ${server.address}\n`)
    if (options.flag('open')) openBrowser(server.address, (reason) => terminal.error(`The browser could not be opened: ${reason}`))
    await untilAborted(signal)
    await server.close()
  } finally {
    await workspace.close()
  }
  return 0
}

function portOf(given: number | undefined): number | undefined {
  if (given === undefined || (Number.isInteger(given) && given >= 0 && given <= 65_535)) return given
  throw usageError(command, `Option "--port" needs a whole number between 0 and 65535, not "${given}"`)
}

function uploadLimitOf(gigabytes: number | undefined): number | undefined {
  if (gigabytes === undefined) return undefined
  if (gigabytes > 0) return Math.floor(gigabytes * bytesPerGigabyte)
  throw usageError(command, `Option "--max-upload" needs a number of gigabytes above 0, not "${gigabytes}"`)
}

/** The stack: it is the operator's own terminal. */
function describeFault(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error)
}

function openBrowser(address: string, onFailure: (reason: string) => void): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', (error) => onFailure(error.message))
  child.unref()
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
