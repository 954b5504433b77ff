import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { incidentParamsSchema } from '../../api/incidents.ts'
import {
  completionQuerySchema,
  completionSchema,
  eventDetailSchema,
  eventExtentSchema,
  eventHistogramSchema,
  eventParamsSchema,
  exportQuerySchema,
  histogramQuerySchema,
  neighboursAnswerSchema,
  neighboursQuerySchema,
  pageQuerySchema,
  searchPageSchema,
  searchQuerySchema,
  topAnswerSchema,
  topQuerySchema,
  whyEmptySchema,
} from '../../api/search.ts'
import type { Workspace } from '../../app/workspace/workspace.ts'
import { answers } from '../answers.ts'
import type { RouteSet, Server } from '../route.ts'

const tags = ['search']
const params = incidentParamsSchema

export const search: RouteSet = {
  name: 'search',
  add(server, workspace) {
    addLists(server, workspace)
    addSingles(server, workspace)
    server.get(
      '/api/incidents/:id/events/export',
      { schema: { tags, summary: 'Every event that matches, oldest first, as a file (JSONL or CSV)', params, querystring: exportQuerySchema } },
      async (request, reply) => {
        const { file, mediaType, parts } = await workspace.search.export(request.params.id, request.query, whenGone(reply))
        return reply.header('content-disposition', `attachment; filename="${file}"`).type(mediaType).send(Readable.from(parts))
      },
    )
  },
}

function addLists(server: Server, { search: desk }: Workspace): void {
  server.get(
    '/api/incidents/:id/events',
    {
      schema: {
        tags,
        summary: 'Events that match, a page at a time',
        params,
        querystring: pageQuerySchema,
        response: answers(200, searchPageSchema),
      },
    },
    (request, reply) => desk.page(request.params.id, request.query, whenGone(reply)),
  )

  server.get(
    '/api/incidents/:id/events/histogram',
    {
      schema: {
        tags,
        summary: 'How many events match, over time',
        params,
        querystring: histogramQuerySchema,
        response: answers(200, eventHistogramSchema),
      },
    },
    (request, reply) => desk.histogram(request.params.id, request.query, whenGone(reply)),
  )

  server.get(
    '/api/incidents/:id/events/top',
    { schema: { tags, summary: 'Most frequent values of a field', params, querystring: topQuerySchema, response: answers(200, topAnswerSchema) } },
    (request, reply) => desk.top(request.params.id, request.query, whenGone(reply)),
  )

  server.get(
    '/api/incidents/:id/events/completion',
    {
      schema: {
        tags,
        summary: 'What may be written at the caret of a search text',
        params,
        querystring: completionQuerySchema,
        response: answers(200, completionSchema),
      },
    },
    (request, reply) => desk.complete(request.params.id, request.query, whenGone(reply)),
  )
}

function addSingles(server: Server, { search: desk }: Workspace): void {
  server.get(
    '/api/incidents/:id/events/why-empty',
    {
      schema: {
        tags,
        summary: 'Which terms of a search without hits find nothing even alone',
        params,
        querystring: searchQuerySchema,
        response: answers(200, whyEmptySchema),
      },
    },
    (request, reply) => desk.whyEmpty(request.params.id, request.query, whenGone(reply)),
  )

  server.get(
    '/api/incidents/:id/events/extent',
    { schema: { tags, summary: 'What there is to search', params, response: answers(200, eventExtentSchema) } },
    (request) => desk.extent(request.params.id),
  )

  server.get(
    '/api/incidents/:id/events/:event',
    {
      schema: {
        tags,
        summary: 'One event with everything that is known of it',
        params: eventParamsSchema,
        response: answers(200, eventDetailSchema),
      },
    },
    (request, reply) => desk.event(request.params.id, request.params.event, whenGone(reply)),
  )

  server.get(
    '/api/incidents/:id/events/:event/neighbours',
    {
      schema: {
        tags,
        summary: 'Events of all sources just before and after one',
        params: eventParamsSchema,
        querystring: neighboursQuerySchema,
        response: answers(200, neighboursAnswerSchema),
      },
    },
    (request, reply) => desk.neighbours(request.params.id, request.params.event, { ...request.query, signal: whenGone(reply) }),
  )
}

/** Aborts where the asker goes away before the answer is out: a page whose search text changed must not keep the old search running. */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}
