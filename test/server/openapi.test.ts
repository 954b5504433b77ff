import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { get, startTestServer, type TestServer } from './harness.ts'

const operationSchema = z.object({ tags: z.array(z.string()).min(1), summary: z.string().min(5), responses: z.record(z.string(), z.unknown()) })
const documentSchema = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), operationSchema)) })

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Every `$ref` of a document. */
function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === '$ref' && typeof part === 'string' ? [part] : refsIn(part)))
}

/** What a JSON pointer leads to; undefined where it leads nowhere. */
function follow(document: unknown, ref: string): unknown {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined),
      document,
    )
}

describe('GET /api/openapi.json', () => {
  it('describes every route with its answers', async () => {
    const { openapi, paths } = await get(server, '/api/openapi.json', documentSchema)
    expect(openapi).toBe('3.1.0')
    const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    expect(routes.sort()).toEqual([
      'DELETE /api/incidents/{id}',
      'DELETE /api/incidents/{id}/draft',
      'DELETE /api/incidents/{id}/evidence/{sha256}',
      'DELETE /api/incidents/{id}/reading',
      'GET /api/formats',
      'GET /api/incidents',
      'GET /api/incidents/{id}',
      'GET /api/incidents/{id}/clocks',
      'GET /api/incidents/{id}/custody',
      'GET /api/incidents/{id}/download/{format}',
      'GET /api/incidents/{id}/draft',
      'GET /api/incidents/{id}/events',
      'GET /api/incidents/{id}/events/completion',
      'GET /api/incidents/{id}/events/export',
      'GET /api/incidents/{id}/events/extent',
      'GET /api/incidents/{id}/events/histogram',
      'GET /api/incidents/{id}/events/top',
      'GET /api/incidents/{id}/events/why-empty',
      'GET /api/incidents/{id}/events/{event}',
      'GET /api/incidents/{id}/events/{event}/neighbours',
      'GET /api/incidents/{id}/evidence',
      'GET /api/incidents/{id}/evidence/{sha256}',
      'GET /api/incidents/{id}/evidence/{sha256}/original',
      'GET /api/incidents/{id}/history',
      'GET /api/incidents/{id}/progress',
      'GET /api/incidents/{id}/reading',
      'GET /api/incidents/{id}/record',
      'GET /health',
      'POST /api/incidents',
      'POST /api/incidents/sample',
      'POST /api/incidents/{id}/clocks',
      'POST /api/incidents/{id}/custody',
      'POST /api/incidents/{id}/custody/anchor',
      'POST /api/incidents/{id}/custody/anchor/response',
      'POST /api/incidents/{id}/custody/verify',
      'POST /api/incidents/{id}/draft',
      'POST /api/incidents/{id}/edits',
      'POST /api/incidents/{id}/evidence/{sha256}/acquisition',
      'POST /api/incidents/{id}/evidence/{sha256}/dispose',
      'POST /api/incidents/{id}/reading',
      'POST /api/incidents/{id}/undo',
      'POST /api/incidents/{id}/yaml',
      'PUT /api/incidents/{id}/evidence',
    ])
  })

  it('refers only to what it holds', async () => {
    const document = await get(server, '/api/openapi.json', z.unknown())
    const refs = [...new Set(refsIn(document))]
    expect(refs.length).toBeGreaterThan(5)
    expect(refs.filter((ref) => follow(document, ref) === undefined)).toEqual([])
  })
})
