import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disposedSchema, evidenceDetailSchema, handledSchema, verifiedSchema } from '../../src/api/custody.ts'
import { uploadedSchema } from '../../src/api/evidence.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { readTimestampRequest } from '../../src/exchange/rfc3161/timestamp-request.ts'
import { send, sendJson, upload } from './client.ts'
import { authLog } from './fixtures.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
let id = ''
let sha256 = ''
beforeAll(async () => {
  server = await startTestServer({})
  id = read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
  sha256 = read(await upload(server.port, { id, name: 'auth.log.gz', bytes: gzipSync(authLog()) }), uploadedSchema, 201).sha256
})
afterAll(() => server.stop())

const at = (path: string) => `/api/incidents/${id}${path}`
const detail = (hash: string) => get(server, at(`/evidence/${hash}`), evidenceDetailSchema)
const post = (path: string, json: unknown) => sendJson(server.port, { path: at(path), json })

describe('custody', () => {
  it('tells what an upload was unpacked into', async () => {
    const item = await detail(sha256)
    expect(item).toMatchObject({ state: 'unpacked', memberCount: 1, members: [{ name: 'auth.log' }], faults: [], entries: [{ action: 'collect' }] })
    expect(await detail(item.members[0]?.sha256 ?? '')).toMatchObject({ container: { sha256 }, path: 'auth.log.gz!auth.log' })
  })

  it('hands an original out byte for byte, and tells of it', async () => {
    const answer = await send(server.port, { path: at(`/evidence/${sha256}/original`) })
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: gzipSync(authLog()) })
    expect(answer.headers['content-disposition']).toContain('attachment')
    expect((await detail(sha256)).entries.map(({ action }) => action)).toEqual(['collect', 'export'])
  })

  it('holds, refuses to dispose of what is held, and disposes with a reason', async () => {
    const by = 'Mara Lindqvist'
    expect((await post('/custody', { action: 'hold', by, items: [sha256] })).status).toBe(400)
    const { seqs } = read(await post('/custody', { action: 'hold', by, purpose: 'Notice', items: [sha256] }), handledSchema, 200)
    const refused = await post(`/evidence/${sha256}/dispose`, { by, purpose: 'Private' })
    expect([refused.status, refused.text]).toEqual([expect.any(Number), expect.stringContaining('legal hold')])
    read(await post('/custody', { action: 'release', by, purpose: 'Settled', releases: seqs }), handledSchema, 200)
    expect(read(await post('/custody/verify', { by }), verifiedSchema, 200)).toMatchObject({ findings: [], items: 2 })
    expect(read(await post(`/evidence/${sha256}/dispose`, { by, purpose: 'Private' }), disposedSchema, 200)).toEqual({ items: 2 })
    expect((await detail(sha256)).state).toBe('disposed')
    expect((await send(server.port, { path: at(`/evidence/${sha256}/original`) })).status).toBe(404)
  })

  it('gives a request for a time stamp of the chain', async () => {
    const answer = await post('/custody/anchor', {})
    expect(answer.status).toBe(200)
    expect(readTimestampRequest(answer.body).sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})
