import fastify, { type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { Workspace } from '../app/workspace/workspace.ts'
import { handleErrors, type ReportFault } from './errors.ts'
import { guardRequests } from './guards.ts'
import { describeApi } from './openapi.ts'
import type { Server } from './route.ts'
import { routeSets } from './routes/index.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { serveWebFiles } from './web-files.ts'

/** What a server is made of. */
export interface ServerParts {
  readonly workspace: Workspace
  /** Folder of the built pages. */
  readonly webFolder: string
  /** The port that is listened on, once it is. */
  portOf(): number
  readonly reportFault: ReportFault
}

/** The largest JSON body: an edit that carries long prose, or a large incident.yaml. */
const mostJsonBytes = 16_000_000

/** The workspace's HTTP server, not yet listening. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: mostJsonBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    logger: false,
    trustProxy: false,
  })
  app.setValidatorCompiler(validatorCompiler)
  // Answers are typed by their schemas, and every test checks them against these; checking a record of 2,000 entries on every read would cost more than making it.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  acceptJsonOnly(app)
  await setSecurityHeaders(app)
  guardRequests(app, parts.portOf)
  handleErrors(app, parts.reportFault)
  await describeApi(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  await app.register(async (scope: Server) => {
    for (const routes of routeSets) routes.add(scope, parts.workspace)
  })
  await serveWebFiles(app, parts.webFolder)
  await app.ready()
  return app
}

/** No forms, no plain text: what a page of another origin could send without asking is not read at all. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
}
