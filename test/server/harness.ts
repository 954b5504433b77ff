import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { openWorkspace, type WorkspaceOptions } from '../../src/app/workspace/open-workspace.ts'
import type { Workspace } from '../../src/app/workspace/workspace.ts'
import { startServer } from '../../src/server/start-server.ts'
import { type Answer, send } from './client.ts'

/** A small incident to open as the sample: what ships takes too long to draft in each test. */
const smallIncident = join(import.meta.dirname, '../cli/leaked-key')

/** A real server over a real store in a folder of its own. */
export interface TestServer {
  readonly folder: string
  readonly workspace: Workspace
  readonly port: number
  readonly faults: unknown[]
  /** Stops it and starts it again on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts one on a free port. `webFolder` is where built pages would lie. */
export async function startTestServer(options: Partial<WorkspaceOptions> & { readonly webFolder?: string } = {}): Promise<TestServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'hindcast-server-'))
  const faults: unknown[] = []
  const start = async () => {
    const workspace = await openWorkspace({ sampleFolder: smallIncident, ...options, folder })
    const webFolder = options.webFolder ?? join(folder, 'no-pages')
    const server = await startServer({ workspace, webFolder, host: undefined, port: 0, reportFault: (fault) => faults.push(fault.error) })
    return { workspace, server }
  }
  let running = await start()
  const close = async () => {
    await running.server.close()
    await running.workspace.close()
  }
  return {
    folder,
    faults,
    get workspace() {
      return running.workspace
    },
    get port() {
      return running.server.port
    },
    async restart() {
      await close()
      running = await start()
    },
    async stop() {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The JSON of an answer, which must have this status and fit its schema: the server itself does not check what it sends. */
export function read<T extends z.ZodType>(answer: Answer, schema: T, status = 200): z.output<T> {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text.slice(0, 500)}`)
  return schema.parse(JSON.parse(answer.text))
}

/** GET, read with its schema. */
export async function get<T extends z.ZodType>(server: TestServer, path: string, schema: T): Promise<z.output<T>> {
  return read(await send(server.port, { path }), schema)
}
