import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Workspace } from '../app/workspace/workspace.ts'

/** The server, with requests and answers typed by their zod schemas. */
export type Server = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>

/** The routes of one resource: one file in `routes/`, one line in `routes/index.ts`. */
export interface RouteSet {
  /** Also the file name, and the tag in the OpenAPI document. */
  readonly name: string
  add(server: Server, workspace: Workspace): void
}
