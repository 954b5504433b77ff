import { draftStartedSchema, lastDraftSchema, startDraftSchema } from '../../api/draft.ts'
import { incidentParamsSchema } from '../../api/incidents.ts'
import { answers, noContent } from '../answers.ts'
import { streamEvents } from '../live/event-stream.ts'
import type { RouteSet } from '../route.ts'

const tags = ['drafts']

export const drafts: RouteSet = {
  name: 'drafts',
  add(server, workspace) {
    server.post(
      '/api/incidents/:id/draft',
      {
        schema: {
          tags,
          summary: 'Read the evidence and draft; goes on in the background',
          params: incidentParamsSchema,
          body: startDraftSchema,
          response: answers(202, draftStartedSchema),
        },
      },
      async (request, reply) => reply.code(202).send({ job: await workspace.drafts.start(request.params.id, request.body) }),
    )

    server.get(
      '/api/incidents/:id/draft',
      { schema: { tags, summary: 'The last draft job', params: incidentParamsSchema, response: answers(200, lastDraftSchema) } },
      (request) => workspace.drafts.last(request.params.id).then((job) => job ?? null),
    )

    server.delete(
      '/api/incidents/:id/draft',
      { schema: { tags, summary: 'Cancel the running draft job', params: incidentParamsSchema, response: answers(204, noContent) } },
      async (request, reply) => {
        await workspace.drafts.cancel(request.params.id)
        return reply.code(204).send()
      },
    )

    server.get(
      '/api/incidents/:id/progress',
      {
        schema: {
          tags,
          summary: 'Progress and changes as Server-Sent Events',
          description: 'Events `job` (DraftJob or null), `files` (FileProgress[]) and `record` ({version, head}); the whole state comes first',
          produces: ['text/event-stream'],
          params: incidentParamsSchema,
        },
      },
      async (request, reply) => {
        // Asked before the stream begins, so that an unknown incident is still answered with an error.
        const feed = await workspace.changes.open(request.params.id)
        return streamEvents(request, reply, feed)
      },
    )
  },
}
