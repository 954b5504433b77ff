import { Readable } from 'node:stream'
import {
  acquisitionRequestSchema,
  anchoredSchema,
  anchorResponseSchema,
  custodySummarySchema,
  disposalSchema,
  disposedSchema,
  evidenceDetailSchema,
  handledSchema,
  handlingSchema,
  verifiedSchema,
  verifySchema,
} from '../../api/custody.ts'
import { evidenceParamsSchema } from '../../api/evidence.ts'
import { incidentParamsSchema } from '../../api/incidents.ts'
import { answers } from '../answers.ts'
import type { RouteSet, Server } from '../route.ts'

const tags = ['custody']

export const custody: RouteSet = {
  name: 'custody',
  add(server, workspace) {
    addItem(server, workspace)
    addChain(server, workspace)
    addAnchors(server, workspace)
  },
}

function addItem(server: Server, { custody: desk }: Parameters<RouteSet['add']>[1]): void {
  const item = '/api/incidents/:id/evidence/:sha256'
  server.get(
    item,
    { schema: { tags, summary: 'Everything that is known of one item', params: evidenceParamsSchema, response: answers(200, evidenceDetailSchema) } },
    ({ params }) => desk.item(params.id, params.sha256),
  )
  server.get(
    `${item}/original`,
    { schema: { tags, summary: 'The original, byte for byte', params: evidenceParamsSchema } },
    async ({ params }, reply) => {
      const { name, size, bytes, tell } = await desk.original(params.id, params.sha256)
      return reply
        .type('application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(Readable.from(thenTell(bytes, tell)))
    },
  )
  server.post(
    `${item}/dispose`,
    {
      schema: {
        tags,
        summary: 'Dispose of an item and of what was unpacked from it',
        params: evidenceParamsSchema,
        body: disposalSchema,
        response: answers(200, disposedSchema),
      },
    },
    async ({ params, body }) => ({ items: await desk.dispose(params.id, params.sha256, body) }),
  )
  server.post(
    `${item}/acquisition`,
    {
      schema: {
        tags,
        summary: 'Tell how an item was obtained',
        params: evidenceParamsSchema,
        body: acquisitionRequestSchema,
        response: answers(200, handledSchema),
      },
    },
    async ({ params, body }) => ({ seqs: [await desk.tellAcquisition(params.id, params.sha256, body)] }),
  )
}

function addChain(server: Server, { custody: desk }: Parameters<RouteSet['add']>[1]): void {
  const chain = '/api/incidents/:id/custody'
  server.get(
    chain,
    {
      schema: {
        tags,
        summary: 'The end of the chain, holds, time stamps and what was not obtained',
        params: incidentParamsSchema,
        response: answers(200, custodySummarySchema),
      },
    },
    ({ params }) => desk.summary(params.id),
  )
  server.post(
    chain,
    {
      schema: {
        tags,
        summary: 'Record what was done to evidence',
        params: incidentParamsSchema,
        body: handlingSchema,
        response: answers(200, handledSchema),
      },
    },
    async ({ params, body }) => ({ seqs: [...(await desk.record(params.id, body))] }),
  )
  server.post(
    `${chain}/verify`,
    {
      schema: {
        tags,
        summary: 'Read evidence again and check its custody',
        params: incidentParamsSchema,
        body: verifySchema,
        response: answers(200, verifiedSchema),
      },
    },
    ({ params, body }) => desk.verify(params.id, body),
  )
}

function addAnchors(server: Server, { custody: desk }: Parameters<RouteSet['add']>[1]): void {
  const chain = '/api/incidents/:id/custody'
  server.post(
    `${chain}/anchor/response`,
    {
      schema: {
        tags,
        summary: 'The answer of a time-stamping authority to a request (RFC 3161)',
        params: incidentParamsSchema,
        body: anchorResponseSchema,
        response: answers(200, anchoredSchema),
      },
    },
    ({ params, body }) => desk.importAnchor(params.id, body),
  )
  server.post(
    `${chain}/anchor`,
    {
      schema: {
        tags,
        summary: 'A request for a time stamp of the end of the chain (RFC 3161)',
        params: incidentParamsSchema,
      },
    },
    async ({ params }, reply) =>
      reply
        .type('application/timestamp-query')
        .header('content-disposition', 'attachment; filename="custody.tsq"')
        .serializer(asIs)
        .send(Buffer.from(await desk.requestAnchor(params.id))),
  )
}

/** The last bytes wait until custody tells of the copy, and until all were found to be what came: nobody has a whole file that nothing tells of. */
async function* thenTell(bytes: AsyncIterable<Uint8Array>, tell: () => Promise<void>): AsyncGenerator<Uint8Array> {
  let last: Uint8Array | undefined
  for await (const part of bytes) {
    if (last !== undefined) yield last
    last = part
  }
  await tell()
  if (last !== undefined) yield last
}

function asIs(bytes: unknown): string {
  throw new TypeError(`A request for a time stamp is sent as bytes, not as ${typeof bytes}`)
}
