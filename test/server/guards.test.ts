import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiErrorSchema } from '../../src/api/error.ts'
import { incidentCreatedSchema, incidentListSchema } from '../../src/api/incidents.ts'
import { type Call, send, sendJson } from './client.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
let webFolder = ''
beforeAll(async () => {
  webFolder = mkdtempSync(join(tmpdir(), 'hindcast-web-'))
  mkdirSync(join(webFolder, 'assets'))
  writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Workspace</title>')
  writeFileSync(join(webFolder, 'assets', 'main-1a2b3c.js'), 'export {}')
  writeFileSync(join(webFolder, '..', 'hindcast-secret.txt'), 'secret')
  server = await startTestServer({ webFolder })
})
afterAll(async () => {
  await server.stop()
  rmSync(webFolder, { recursive: true, force: true })
  rmSync(join(webFolder, '..', 'hindcast-secret.txt'), { force: true })
})

const refusalOf = async (call: Call) => {
  const answer = await send(server.port, call)
  const { code, message } = apiErrorSchema.parse(JSON.parse(answer.text))
  return { status: answer.status, code, message }
}
const create = (headers: Record<string, string>) => sendJson(server.port, { path: '/api/incidents', json: {}, headers })

describe('Host header', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('is taken where it is %s with the right port', async (name) => {
    const answer = await send(server.port, { path: '/health', headers: { host: `${name}:${server.port}` } })
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ready"}'])
  })

  it.each(['evil.example', 'localhost', '127.0.0.1:1', 'localhost.evil.example:PORT', '127.0.0.1:PORT@evil.example', '192.0.2.1:PORT'])(
    'is refused where it is "%s"',
    async (host) => {
      const refusal = await refusalOf({ path: '/api/incidents', headers: { host: host.replace('PORT', String(server.port)) } })
      expect(refusal).toMatchObject({ status: 421, code: 'host' })
      expect(refusal.message).toContain(`127.0.0.1:${server.port}`)
    },
  )
})

describe('a request that changes something', () => {
  it.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1', 'http://localhost:PORT'])(
    'is refused from origin %s',
    async (origin) => {
      const answer = await create({ origin: origin.replace('PORT', String(server.port)) })
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'forbidden'])
    },
  )

  it.each(['cross-site', 'same-site', 'none'])('is refused with Sec-Fetch-Site %s and no origin', async (site) => {
    expect((await create({ 'sec-fetch-site': site })).status).toBe(403)
  })

  it('is done for the own page and for a program that is no browser', async () => {
    const page = await create({ origin: `http://127.0.0.1:${server.port}`, 'sec-fetch-site': 'same-origin' })
    const other = await create({ host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` })
    const program = await create({})
    expect([page, other, program].map((answer) => read(answer, incidentCreatedSchema, 201).id)).toEqual(
      ['INC', 'INC', 'INC'].map((start) => expect.stringContaining(start)),
    )
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which a form could send',
    async (type) => {
      const before = await get(server, '/api/incidents', incidentListSchema)
      const refusal = await refusalOf({ method: 'POST', path: '/api/incidents', headers: { 'content-type': type }, body: '{}' })
      expect(refusal).toMatchObject({ status: 415, code: 'media-type' })
      expect(await get(server, '/api/incidents', incidentListSchema)).toEqual(before)
    },
  )
})

describe('a request that reads', () => {
  it.each(['cross-site', 'same-site'])('is refused to a %s page under /api', async (site) => {
    expect(await refusalOf({ path: '/api/incidents', headers: { 'sec-fetch-site': site } })).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('is answered where a person typed the address or followed a link to a page', async () => {
    expect((await send(server.port, { path: '/api/incidents', headers: { 'sec-fetch-site': 'none' } })).status).toBe(200)
    expect((await send(server.port, { path: '/', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200)
  })
})

describe('bodies', () => {
  it.each([
    ['{"title":', 'not valid JSON'],
    ['{"__proto__":{"title":"x"}}', 'not valid JSON'],
    ['{"title":5}', '"title"'],
    ['[]', 'the body'],
    ['', 'empty'],
  ])('are refused with the reason: %s', async (body, reason) => {
    const refusal = await refusalOf({ method: 'POST', path: '/api/incidents', headers: { 'content-type': 'application/json' }, body })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid' })
    expect(refusal.message).toContain(reason)
  })

  it('are refused beyond the limit', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(17_000_000) })
    const answer = await sendRefused({ method: 'POST', path: '/api/incidents', headers: { 'content-type': 'application/json' }, body })
    expect(answer).toEqual([413, 'too-large'])
  })
})

/** The server may close the connection before a large body is through. */
async function sendRefused(call: Call): Promise<[number, string]> {
  const { status, code } = await refusalOf({
    ...call,
    headers: { ...call.headers, connection: 'close' },
  })
  return [status, code]
}

describe('every answer', () => {
  it.each(['/', '/api/incidents', '/api/nothing', '/health', '/assets/main-1a2b3c.js'])(
    'carries the headers that keep others out: %s',
    async (path) => {
      const { headers } = await send(server.port, { path })
      const policy = String(headers['content-security-policy'])
      for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"])
        expect(policy).toContain(part)
      expect(policy).not.toContain('unsafe')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})

describe('pages', () => {
  it('are the app for its own addresses, and files that never change are kept for good', async () => {
    const page = await send(server.port, { path: '/incidents/INC-2026-0001' })
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
    const file = await send(server.port, { path: '/assets/main-1a2b3c.js' })
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/assets/gone.js', '/api', '/api/', '/api/incidents/INC-2026-0001/nothing'])('are not given for %s', async (path) => {
    expect(await refusalOf({ path })).toMatchObject({ status: 404, code: 'not-found' })
  })

  it.each([
    '/../hindcast-secret.txt',
    '/..%2fhindcast-secret.txt',
    '/assets/..%2f..%2fhindcast-secret.txt',
    '/%2e%2e/hindcast-secret.txt',
    '/..%5chindcast-secret.txt',
  ])('never come from outside their folder: %s', async (path) => {
    const answer = await send(server.port, { path })
    expect(answer.text).not.toContain('secret"')
    expect(answer.text).not.toBe('secret')
    expect([400, 403, 404]).toContain(answer.status)
  })

  it('are served where they are built while the server runs', async () => {
    writeFileSync(join(webFolder, 'assets', 'later-9z.js'), 'export const later = 1')
    const file = await send(server.port, { path: '/assets/later-9z.js' })
    expect([file.status, file.headers['content-type'], file.text]).toEqual([200, 'application/javascript; charset=utf-8', 'export const later = 1'])
  })

  it('are missed plainly where they have not been built', async () => {
    const bare = await startTestServer()
    const answer = await send(bare.port, { path: '/' })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([503, 'no-web'])
    expect((await send(bare.port, { path: '/health' })).status).toBe(200)
    await bare.stop()
  })
})
