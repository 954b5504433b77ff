import { evidenceListSchema, evidenceParamsSchema, uploadedSchema, uploadQuerySchema } from '../../api/evidence.ts'
import { incidentParamsSchema } from '../../api/incidents.ts'
import { rawRecordQuerySchema, rawRecordSchema } from '../../api/raw-record.ts'
import { Readable } from 'node:stream'
import { AppError } from '../../base/error.ts'
import { answers, noContent } from '../answers.ts'
import type { RouteSet, Server } from '../route.ts'

const tags = ['evidence']

export const evidence: RouteSet = {
  name: 'evidence',
  add(server, workspace) {
    server.get(
      '/api/incidents/:id/evidence',
      { schema: { tags, summary: 'Evidence and how it was read', params: incidentParamsSchema, response: answers(200, evidenceListSchema) } },
      (request) => workspace.evidence.list(request.params.id),
    )

    server.delete(
      '/api/incidents/:id/evidence/:sha256',
      { schema: { tags, summary: 'Take out an item that has not been drafted', params: evidenceParamsSchema, response: answers(204, noContent) } },
      async (request, reply) => {
        await workspace.evidence.remove(request.params.id, request.params.sha256)
        return reply.code(204).send()
      },
    )

    server.get(
      '/api/incidents/:id/record',
      {
        schema: {
          tags,
          summary: 'The raw record a citation points at, and what was read from it',
          params: incidentParamsSchema,
          querystring: rawRecordQuerySchema,
          response: answers(200, rawRecordSchema),
        },
      },
      (request) => workspace.evidence.rawRecord(request.params.id, request.query),
    )

    server.register(async (uploads: Server) => addUpload(uploads, workspace))
  },
}

/** Uploads live in a scope of their own: only here a body is handed on as a stream instead of being read into memory. */
function addUpload(server: Server, workspace: Parameters<RouteSet['add']>[1]): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  server.put(
    '/api/incidents/:id/evidence',
    {
      schema: {
        tags,
        summary: 'Upload one file: its bytes are the body',
        consumes: ['application/octet-stream'],
        params: incidentParamsSchema,
        querystring: uploadQuerySchema,
        response: { ...answers(201, uploadedSchema), 200: uploadedSchema },
      },
    },
    async (request, reply) => {
      const { body } = request
      if (body !== undefined && !(body instanceof Readable)) throw new AppError('invalid', 'The bytes of the file must be the body of the request')
      const announced = request.headers['content-length'] === undefined ? undefined : Number(request.headers['content-length'])
      const uploaded = await workspace.evidence.receive(request.params.id, { ...request.query, body: body ?? Readable.from([]), announced })
      return reply.code(uploaded.duplicate ? 200 : 201).send(uploaded)
    },
  )
}
