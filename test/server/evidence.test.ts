import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiErrorSchema } from '../../src/api/error.ts'
import { evidenceListSchema, uploadedSchema } from '../../src/api/evidence.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { send, sendJson, upload } from './client.ts'
import { accessLog, authLog } from './fixtures.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

const limit = 2_000_000
let server: TestServer
let id = ''
beforeAll(async () => {
  server = await startTestServer({ mostUploadBytes: limit })
})
afterAll(() => server.stop())

const create = async () => read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
const list = (incident: string) => get(server, `/api/incidents/${incident}/evidence`, evidenceListSchema)
const remove = (incident: string, sha256: string) => send(server.port, { method: 'DELETE', path: `/api/incidents/${incident}/evidence/${sha256}` })
const sha256Of = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const vaultFile = (sha256: string) => join(server.folder, 'vault', sha256.slice(0, 2), sha256)
const incoming = () => readdirSync(join(server.folder, 'vault', 'incoming'))
const errorOf = (text: string) => apiErrorSchema.parse(JSON.parse(text))

describe('PUT /api/incidents/:id/evidence', () => {
  it('keeps the bytes under their hash and says what they are', async () => {
    id = await create()
    const bytes = authLog()
    const answer = read(await upload(server.port, { id, name: 'auth.log', bytes }), uploadedSchema, 201)
    expect(answer).toEqual({ sha256: sha256Of(bytes), name: 'auth.log', size: Buffer.byteLength(bytes), duplicate: false })
    expect(existsSync(vaultFile(answer.sha256))).toBe(true)
    expect(await list(id)).toMatchObject([{ sha256: answer.sha256, name: 'auth.log', status: 'new', removable: true, problems: [] }])
  })

  it('takes the same bytes once, whatever they are called', async () => {
    const again = read(await upload(server.port, { id, name: 'copy.log', bytes: authLog() }), uploadedSchema, 200)
    expect(again.duplicate).toBe(true)
    expect((await list(id)).map(({ name }) => name)).toEqual(['auth.log'])
  })

  it('takes the same bytes sent side by side once, and different ones all', async () => {
    const other = await create()
    const same = await Promise.all(
      Array.from({ length: 5 }, (_, index) => upload(server.port, { id: other, name: `${index}.log`, bytes: authLog(3) })),
    )
    expect(same.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 201])
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => upload(server.port, { id: other, name: `more-${index}.log`, bytes: `line ${index}\n` })),
    )
    expect([(await list(other)).length, incoming()]).toEqual([21, []])
  })

  it('takes an empty file and any bytes', async () => {
    const other = await create()
    read(await upload(server.port, { id: other, name: 'empty.log', bytes: '' }), uploadedSchema, 201)
    const noise = Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 256))
    const kept = read(await upload(server.port, { id: other, name: 'noise.bin', bytes: noise }), uploadedSchema, 201)
    expect(kept.sha256).toBe(sha256Of(noise))
  })

  it.each([
    ['../../../etc/cron.d/evil', 'evil'],
    ['..', 'evidence'],
    ['a/b\\c.log', 'c.log'],
    ['x\u0000y.log', 'xy.log'],
    ['/etc/passwd', 'passwd'],
  ])('keeps nothing of the folders in the name %j', async (given, kept) => {
    const other = await create()
    const bytes = `unlike any other: ${given}`
    const answer = read(await upload(server.port, { id: other, name: given, bytes }), uploadedSchema, 201)
    expect([answer.name, existsSync(vaultFile(sha256Of(bytes)))]).toEqual([kept, true])
    expect(readdirSync(server.folder).sort()).toEqual(expect.not.arrayContaining([kept]))
  })

  it('refuses a file that says it is too large, and one that turns out to be', async () => {
    const bytes = Buffer.alloc(limit + 1, 'x')
    const said = await upload(server.port, { id, name: 'big.log', bytes })
    const grown = await upload(server.port, { id, name: 'big.log', bytes, headers: { 'transfer-encoding': 'chunked' } })
    for (const answer of [said, grown]) expect([answer.status, errorOf(answer.text).code]).toEqual([413, 'too-large'])
    expect([incoming(), existsSync(vaultFile(sha256Of(bytes))), (await list(id)).length]).toEqual([[], false, 1])
  })

  it('refuses more than the disk has room for before a byte is written', async () => {
    const roomy = await startTestServer({ mostUploadBytes: Number.MAX_SAFE_INTEGER })
    const incident = read(await sendJson(roomy.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(2 ** 52) }
    const answer = await send(roomy.port, { method: 'PUT', path: `/api/incidents/${incident}/evidence?name=x`, headers, body: 'x' })
    expect([answer.status, errorOf(answer.text).code]).toEqual([507, 'no-space'])
    await roomy.stop()
  })

  it.each([
    [`/api/incidents/INC-2026-9999/evidence?name=x`, 404],
    [`/api/incidents/INC-2026-0001/evidence`, 400],
    [`/api/incidents/INC-2026-0001/evidence?name=`, 400],
    [`/api/incidents/INC-2026-0001/evidence?name=x&modified=soon`, 400],
    [`/api/incidents/..%2f/evidence?name=x`, 400],
  ])('refuses %s with %i', async (path, status) => {
    const answer = await send(server.port, { method: 'PUT', path, headers: { 'content-type': 'application/octet-stream' }, body: 'x' })
    expect([answer.status, incoming()]).toEqual([status, []])
  })
})

describe('evidence', () => {
  it('is never sent as anything a browser would show', async () => {
    await upload(server.port, { id, name: 'page.html', bytes: '<!doctype html><script>alert(1)</script>' })
    const { sha256 } = (await list(id)).find(({ name }) => name === 'page.html') ?? { sha256: '' }
    const record = await send(server.port, { path: `/api/incidents/${id}/record?evidence=${sha256}&offset=0&length=40` })
    expect([record.status, record.headers['content-type'], record.headers['x-content-type-options']]).toEqual([
      200,
      'application/json; charset=utf-8',
      'nosniff',
    ])
    const original = await send(server.port, { path: `/api/incidents/${id}/evidence/${sha256}/original` })
    expect([original.headers['content-type'], original.headers['x-content-type-options']]).toEqual(['application/octet-stream', 'nosniff'])
    expect(original.headers['content-disposition']).toMatch(/^attachment;/)
    for (const path of [`/vault/${sha256.slice(0, 2)}/${sha256}`, `/${sha256}`]) {
      const answer = await send(server.port, { path })
      expect([404, 503]).toContain(answer.status)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(answer.text).not.toContain('<script>')
    }
  })
})

describe('DELETE /api/incidents/:id/evidence/:sha256', () => {
  it('takes an item out, and its bytes where no other incident has them', async () => {
    const [one, two] = [await create(), await create()]
    const { sha256 } = read(await upload(server.port, { id: one, name: 'a.log', bytes: accessLog }), uploadedSchema, 201)
    expect(read(await upload(server.port, { id: two, name: 'b.log', bytes: accessLog }), uploadedSchema, 201).duplicate).toBe(false)
    expect((await remove(one, sha256)).status).toBe(204)
    expect([await list(one), existsSync(vaultFile(sha256))]).toEqual([[], true])
    expect((await remove(two, sha256)).status).toBe(204)
    expect(existsSync(vaultFile(sha256))).toBe(false)
  })

  it('leaves the bytes another incident has when an incident is deleted', async () => {
    const [one, two] = [await create(), await create()]
    const { sha256 } = read(await upload(server.port, { id: one, name: 'a.gz', bytes: gzipSync(accessLog) }), uploadedSchema, 201)
    await upload(server.port, { id: two, name: 'a.gz', bytes: gzipSync(accessLog) })
    await sendJson(server.port, { method: 'DELETE', path: `/api/incidents/${one}`, json: { confirm: one } })
    // The compressed file, and what it holds.
    expect([existsSync(vaultFile(sha256)), (await list(two)).length]).toEqual([true, 2])
    await sendJson(server.port, { method: 'DELETE', path: `/api/incidents/${two}`, json: { confirm: two } })
    expect(existsSync(vaultFile(sha256))).toBe(false)
  })

  it.each(['0'.repeat(64), 'x', '..%2f..%2frecords.sqlite'])('refuses %s', async (sha256) => {
    expect([400, 404]).toContain((await remove(id, sha256)).status)
    expect(existsSync(join(server.folder, 'records.sqlite'))).toBe(true)
  })
})
