import type { Workspace } from '../app/workspace/workspace.ts'
import { AppError } from '../base/error.ts'
import { buildServer } from './build-server.ts'
import type { ReportFault } from './errors.ts'

/** Where and what to serve. */
export interface ServerOptions {
  readonly workspace: Workspace
  readonly webFolder: string
  /** HOST as it was given; only loopback is served. */
  readonly host: string | undefined
  /** The port asked for, 0 for any free one; absent: the usual one, or the next free one after it. */
  readonly port: number | undefined
  readonly reportFault: ReportFault
}

/** A server that answers. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT/` */
  readonly address: string
  readonly port: number
  /** Stops taking requests and ends those that run. The workspace stays open. */
  close(): Promise<void>
}

export const usualPort = 4517
const portsToTry = 20

/** Starts to listen. Throws AppError `host` for an address others could reach, `port-in-use` where the port asked for is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const host = loopbackOf(options.host)
  let port = 0
  const app = await buildServer({ ...options, portOf: () => port })
  const ports = options.port === undefined ? Array.from({ length: portsToTry }, (_, index) => usualPort + index) : [options.port]
  try {
    port = await listenOnFirst(ports, async (candidate) => {
      await app.listen({ host, port: candidate })
      const address = app.server.address()
      if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
      return address.port
    })
  } catch (error) {
    await app.close()
    throw error
  }
  return { address: `http://${host === '::1' ? '[::1]' : host}:${port}/`, port, close: () => app.close() }
}

/** The loopback address meant by HOST. */
function loopbackOf(host: string | undefined): string {
  if (host === undefined || host === 'localhost' || host === '127.0.0.1') return '127.0.0.1'
  if (host === '::1' || host === '[::1]') return '::1'
  throw new AppError(
    'host',
    `Hindcast does not listen on "${host}": the workspace has no sign-in yet, so only this machine may reach it. Leave HOST out, or set it to 127.0.0.1`,
  )
}

async function listenOnFirst(ports: readonly number[], listen: (port: number) => Promise<number>): Promise<number> {
  const [first] = ports
  for (const port of ports) {
    try {
      return await listen(port)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EACCES')
        throw new AppError('port-in-use', `Port ${port} may not be used by this account. Give another one: hindcast serve --port N`, { cause: error })
      if (code !== 'EADDRINUSE') throw error
    }
  }
  const which = ports.length === 1 ? `Port ${first} is` : `Ports ${first} to ${ports.at(-1)} are`
  throw new AppError('port-in-use', `${which} in use by another program. Give a free one: hindcast serve --port N (or PORT=N)`)
}
