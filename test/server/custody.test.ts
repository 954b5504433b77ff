import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anchoredSchema, custodySummarySchema, disposedSchema, evidenceDetailSchema, handledSchema, verifiedSchema } from '../../src/api/custody.ts'
import { uploadedSchema } from '../../src/api/evidence.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { makeTimestampRequest, readTimestampRequest } from '../../src/exchange/rfc3161/timestamp-request.ts'
import { openAuthority } from '../time-stamp-authority.ts'
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
    expect(await detail(item.members[0]?.sha256 ?? '')).toMatchObject({
      container: { sha256 },
      containers: [{ sha256, path: 'auth.log.gz' }],
      path: 'auth.log.gz!auth.log',
    })
  })

  it('tells every way in which an item was obtained', async () => {
    const { sha256: log } = read(await upload(server.port, { id, name: 'other.log', bytes: Buffer.from('x') }), uploadedSchema, 201)
    expect((await detail(log)).acquisitions).toEqual([])
    for (const tool of ['scp 9.6', 'rsync 3.4']) {
      const acquisition = { by: 'Mara Lindqvist', tool }
      expect((await post(`/evidence/${log}/acquisition`, { by: 'Mara Lindqvist', acquisition })).status).toBe(200)
      // What was told anew stands in the place of what was told before.
      expect((await detail(log)).acquisitions).toEqual([{ seq: expect.any(Number), acquisition }])
    }
    read(await upload(server.port, { id, name: 'again.log', bytes: Buffer.from('x') }), uploadedSchema)
    await post(`/evidence/${log}/acquisition`, { by: 'Tomas Okafor', acquisition: { by: 'Tomas Okafor' } })
    expect((await detail(log)).acquisitions.map(({ acquisition }) => acquisition)).toEqual([
      { by: 'Mara Lindqvist', tool: 'rsync 3.4' },
      { by: 'Tomas Okafor' },
    ])
    read(await post(`/evidence/${log}/dispose`, { by: 'Mara Lindqvist', purpose: 'Made up' }), disposedSchema, 200)
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

  it('takes the answer of a trusted authority, and keeps nothing of any other', async () => {
    const [authority, impostor] = [await openAuthority('Example Time'), await openAuthority('Example Time')]
    const { body: request } = await post('/custody/anchor', {})
    const bring = (response: Uint8Array, ...roots: string[]) =>
      post('/custody/anchor/response', { by: 'Mara Lindqvist', response: Buffer.from(response).toString('base64'), roots })
    const summary = () => get(server, at('/custody'), custodySummarySchema)
    const before = await summary()
    const { sha256: head } = readTimestampRequest(request)
    const again = makeTimestampRequest({ sha256: head, nonce: new Uint8Array(16).fill(7) })
    const refusals: [response: Uint8Array, root: string, why: string, status?: number][] = [
      [await impostor.answer(request), authority.root, 'No trusted certificate stands behind'],
      [await authority.answer(request), impostor.signing, 'No trusted certificate stands behind'],
      [await authority.answer(again), authority.root, 'answers another request for the same hash'],
      [await authority.answer(makeTimestampRequest({ sha256, nonce: new Uint8Array(16) })), authority.root, `The time stamp is for ${sha256}`],
      [Buffer.from('<html>'), authority.root, 'Cannot read the response'],
      [await authority.answer(request), 'no certificate', 'holds none in PEM form', 400],
    ]
    for (const [response, root, why, status = 422] of refusals) {
      expect(await bring(response, root)).toMatchObject({ status, text: expect.stringContaining(why) })
    }
    expect(await summary()).toEqual(before)
    const stamped = { seq: expect.any(Number), tsa: 'CN=Example Time Stamping', genTime: expect.stringMatching(/Z$/) }
    const anchored = read(await bring(await authority.answer(request), authority.root), anchoredSchema, 200)
    expect(anchored).toMatchObject(stamped)
    expect(await summary()).toMatchObject({ faults: [], proven: { seq: anchored.seq, genTime: anchored.genTime } })
    const { body: next } = await post('/custody/anchor', {})
    // The very certificate that signs is trusted, too, where it is the one that was given.
    expect(read(await bring(await authority.answer(next), authority.signing), anchoredSchema, 200)).toMatchObject(stamped)
  })
})
