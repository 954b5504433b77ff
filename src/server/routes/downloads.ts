import { downloadParamsSchema, downloadQuerySchema } from '../../api/downloads.ts'
import type { RouteSet } from '../route.ts'

export const downloads: RouteSet = {
  name: 'downloads',
  add(server, workspace) {
    server.get(
      '/api/incidents/:id/download/:format',
      {
        schema: {
          tags: ['downloads'],
          summary: 'A file of the post-mortem, as an attachment',
          params: downloadParamsSchema,
          querystring: downloadQuerySchema,
        },
      },
      async (request, reply) => {
        const { file, mediaType, bytes } = await workspace.download({ ...request.params, ...request.query })
        // Never shown in the browser as a page of this origin, whatever the report holds.
        return reply.header('content-disposition', `attachment; filename="${file}"`).type(mediaType).serializer(asIs).send(bytes)
      },
    )
  },
}

function asIs(bytes: unknown): string {
  throw new TypeError(`Downloads are sent as bytes, not as ${typeof bytes}`)
}
