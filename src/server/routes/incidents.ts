import {
  createIncidentSchema,
  deleteIncidentSchema,
  historyQuerySchema,
  historySchema,
  incidentCreatedSchema,
  incidentListSchema,
  incidentParamsSchema,
  incidentViewSchema,
} from '../../api/incidents.ts'
import { AppError } from '../../base/error.ts'
import type { RouteSet } from '../route.ts'
import { answers, noContent } from '../answers.ts'

const tags = ['incidents']

export const incidents: RouteSet = {
  name: 'incidents',
  add(server, workspace) {
    server.get('/api/incidents', { schema: { tags, summary: 'All incidents, last changed first', response: answers(200, incidentListSchema) } }, () =>
      workspace.incidents.list(),
    )

    server.post(
      '/api/incidents',
      { schema: { tags, summary: 'Begin an incident', body: createIncidentSchema, response: answers(201, incidentCreatedSchema) } },
      async (request, reply) => reply.code(201).send({ id: await workspace.incidents.create({ ...request.body, title: request.body.title ?? '' }) }),
    )

    server.post(
      '/api/incidents/sample',
      { schema: { tags, summary: 'Open the incident that comes with Hindcast', response: answers(200, incidentCreatedSchema) } },
      async () => ({ id: await workspace.incidents.openSample() }),
    )

    server.get(
      '/api/incidents/:id',
      { schema: { tags, summary: 'A record with its facts', params: incidentParamsSchema, response: answers(200, incidentViewSchema) } },
      (request) => workspace.incidents.view(request.params.id),
    )

    server.delete(
      '/api/incidents/:id',
      { schema: { tags, summary: 'Delete a record', params: incidentParamsSchema, body: deleteIncidentSchema, response: answers(204, noContent) } },
      async (request, reply) => {
        const { id } = request.params
        if (request.body.confirm !== id) throw new AppError('invalid', `To delete this incident, repeat its id "${id}" in "confirm"`)
        await workspace.incidents.remove(id)
        return reply.code(204).send()
      },
    )

    server.get(
      '/api/incidents/:id/history',
      {
        schema: {
          tags,
          summary: 'The edits of a record, newest first',
          params: incidentParamsSchema,
          querystring: historyQuerySchema,
          response: answers(200, historySchema),
        },
      },
      (request) => workspace.incidents.history(request.params.id, request.query),
    )
  },
}
