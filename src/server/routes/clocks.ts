import { changeClockSchema, clocksSchema } from '../../api/clocks.ts'
import { incidentParamsSchema } from '../../api/incidents.ts'
import { answers, noContent } from '../answers.ts'
import type { RouteSet } from '../route.ts'

const tags = ['evidence']

export const clocks: RouteSet = {
  name: 'clocks',
  add(server, workspace) {
    server.get(
      '/api/incidents/:id/clocks',
      {
        schema: {
          tags,
          summary: 'Every clock that wrote events: what is proposed from events that two sources saw, and what is applied',
          params: incidentParamsSchema,
          response: answers(200, clocksSchema),
        },
      },
      (request) => workspace.clocks.view(request.params.id),
    )

    server.post(
      '/api/incidents/:id/clocks',
      {
        schema: {
          tags,
          summary: 'Correct a clock, or take its correction back; goes on in the background, the times that were told are kept',
          params: incidentParamsSchema,
          body: changeClockSchema,
          response: answers(204, noContent),
        },
      },
      async (request, reply) => {
        await workspace.clocks.start(request.params.id, request.body)
        return reply.code(204).send()
      },
    )
  },
}
