import { incidentParamsSchema } from '../../api/incidents.ts'
import { readingStandingSchema } from '../../api/reading.ts'
import { answers, noContent } from '../answers.ts'
import type { RouteSet } from '../route.ts'

const tags = ['evidence']

export const reading: RouteSet = {
  name: 'reading',
  add(server, workspace) {
    server.get(
      '/api/incidents/:id/reading',
      {
        schema: {
          tags,
          summary: 'How much of the evidence is read, and the job that reads it',
          params: incidentParamsSchema,
          response: answers(200, readingStandingSchema),
        },
      },
      (request) => workspace.readings.standing(request.params.id),
    )

    server.post(
      '/api/incidents/:id/reading',
      {
        schema: {
          tags,
          summary: 'Read what is not read yet, so that it can be searched; goes on in the background',
          params: incidentParamsSchema,
          response: answers(202, readingStandingSchema),
        },
      },
      async (request, reply) => {
        await workspace.readings.start(request.params.id)
        return reply.code(202).send(await workspace.readings.standing(request.params.id))
      },
    )

    server.delete(
      '/api/incidents/:id/reading',
      { schema: { tags, summary: 'Stop reading; what was read stays', params: incidentParamsSchema, response: answers(204, noContent) } },
      async (request, reply) => {
        await workspace.readings.cancel(request.params.id)
        return reply.code(204).send()
      },
    )
  },
}
