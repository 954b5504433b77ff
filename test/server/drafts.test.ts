import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DraftJob, draftStartedSchema, lastDraftSchema, type ProgressEvent } from '../../src/api/draft.ts'
import { editedSchema } from '../../src/api/edits.ts'
import { apiErrorSchema } from '../../src/api/error.ts'
import { evidenceListSchema } from '../../src/api/evidence.ts'
import { historySchema, incidentCreatedSchema, incidentListSchema, incidentViewSchema } from '../../src/api/incidents.ts'
import { send, sendJson, upload } from './client.ts'
import { eventsUntil } from './event-stream.ts'
import { accessLog, authLog, table } from './fixtures.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
})
afterAll(() => server.stop())

const create = async () => read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
const start = (id: string, json: unknown = { year: 2026, zone: 'Europe/Berlin' }) =>
  sendJson(server.port, { path: `/api/incidents/${id}/draft`, json })
const isEnd = (event: ProgressEvent) => event.event === 'job' && event.data !== null && event.data.state !== 'running'
const view = (id: string) => get(server, `/api/incidents/${id}`, incidentViewSchema)
const evidence = (id: string) => get(server, `/api/incidents/${id}/evidence`, evidenceListSchema)
const errorOf = (text: string) => apiErrorSchema.parse(JSON.parse(text))

/** Drafts and answers the job as it ended. */
async function drafted(id: string, json?: unknown): Promise<DraftJob | null> {
  read(await start(id, json), draftStartedSchema, 202)
  await eventsUntil(server.port, id, isEnd)
  return get(server, `/api/incidents/${id}/draft`, lastDraftSchema)
}

describe('POST /api/incidents/:id/draft', () => {
  it('reads the evidence and drafts from it, telling how far it is', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
    await upload(server.port, { id, name: 'access.log.gz', bytes: gzipSync(accessLog) })
    await upload(server.port, { id, name: 'notes.txt', bytes: 'Nothing that looks like a log.\n' })
    const stream = eventsUntil(server.port, id, isEnd)
    const { job } = read(await start(id), draftStartedSchema, 202)
    const events = await stream
    const last = await get(server, `/api/incidents/${id}/draft`, lastDraftSchema)
    expect(last).toMatchObject({ job, state: 'done', phase: 'finished', records: 44, events: 44, version: 1 })
    expect(events.at(-1)).toEqual({ event: 'job', data: last })
    expect(events.slice(0, 3).map(({ event }) => event)).toEqual(['record', 'job', 'files'])
    expect(events).toContainEqual({ event: 'record', data: { version: 1, head: (await view(id)).head } })
    const items = await evidence(id)
    expect(items.map(({ name, status, label, removable }) => [name, status, label, removable])).toEqual([
      ['auth.log', 'read', 'E1', false],
      ['access.log.gz', 'unpacked', 'E2', false],
      ['access.log', 'read', 'E3', false],
      ['notes.txt', 'unrecognised', 'E4', false],
    ])
    expect(items[0]?.reading).toMatchObject({ format: 'syslog', zone: 'Europe/Berlin', year: 2026, first: '2026-03-03T01:00:00Z' })
  })

  it('takes a zone for one file before the one for all', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
    await upload(server.port, { id, name: 'other.log', bytes: authLog(41) })
    await drafted(id, { year: 2026, zone: 'UTC', zones: { 'other.log': '+05:30' } })
    expect((await evidence(id)).map(({ reading }) => reading?.first)).toEqual(['2026-03-03T02:00:00Z', '2026-03-02T20:30:00Z'])
  })

  it('drafts again over more evidence and keeps what a person touched', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
    await drafted(id)
    const before = await view(id)
    const entry = before.document.timeline[0] ?? { id: '' }
    const path = `/timeline/${entry.id}`
    const changes = [
      { op: 'set', path: `${path}/text`, value: 'Guessed the password of root' },
      { op: 'set', path: `${path}/review`, value: 'accepted' },
    ]
    read(await sendJson(server.port, { path: `/api/incidents/${id}/edits`, json: { base: 1, author: 'Rosa Keller', changes } }), editedSchema)
    await upload(server.port, { id, name: 'table.csv', bytes: table })
    const job = await drafted(id)
    const after = await view(id)
    expect(job?.state).toBe('done')
    expect(after.document.timeline.find((item) => item.id === entry.id)).toMatchObject({ text: 'Guessed the password of root', review: 'accepted' })
    expect(after.document.evidence.map(({ label, name }) => [label, name])).toEqual([
      ['E1', 'auth.log'],
      ['E2', 'table.csv'],
    ])
  })

  it('merges with what a person wrote while the evidence was read', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog(20_000) })
    const stream = eventsUntil(server.port, id, isEnd)
    await start(id)
    const json = { base: 0, author: 'Rosa Keller', changes: [{ op: 'set', path: '/title', value: 'Written meanwhile' }] }
    read(await sendJson(server.port, { path: `/api/incidents/${id}/edits`, json }), editedSchema)
    await stream
    const { edits } = await get(server, `/api/incidents/${id}/history`, historySchema)
    expect(edits.map(({ author }) => author.kind)).toEqual(['draft', 'person'])
    expect((await view(id)).document.title).toBe('Written meanwhile')
  })

  it('refuses what it cannot do, and says why', async () => {
    const id = await create()
    const empty = await start(id)
    expect([empty.status, errorOf(empty.text).message]).toEqual([400, expect.stringContaining('no evidence')])
    await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
    const zone = await start(id, { zones: { 'auth.log': 'Mars/Olympus' } })
    expect([zone.status, errorOf(zone.text).message]).toEqual([400, expect.stringContaining('Mars/Olympus')])
    expect((await start(id, { year: 'soon' })).status).toBe(400)
    expect(await get(server, `/api/incidents/${id}/draft`, lastDraftSchema)).toBeNull()
  })
})

describe('DELETE /api/incidents/:id/draft', () => {
  it('cancels what runs and leaves the record as it was', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog(100_000) })
    await start(id)
    const second = await start(id)
    expect([second.status, errorOf(second.text).code]).toEqual([409, 'busy'])
    const [item] = await evidence(id)
    expect((await send(server.port, { method: 'DELETE', path: `/api/incidents/${id}/evidence/${item?.sha256}` })).status).toBe(409)
    expect((await send(server.port, { method: 'DELETE', path: `/api/incidents/${id}/draft` })).status).toBe(204)
    expect(await get(server, `/api/incidents/${id}/draft`, lastDraftSchema)).toMatchObject({ state: 'cancelled', phase: 'finished' })
    expect([(await view(id)).version, (await evidence(id))[0]?.status]).toEqual([0, 'new'])
    expect((await drafted(id))?.state).toBe('done')
  })

  it('is no error where nothing runs', async () => {
    expect((await send(server.port, { method: 'DELETE', path: `/api/incidents/${await create()}/draft` })).status).toBe(204)
  })
})

describe('POST /api/incidents/sample', () => {
  it('opens the incident that comes with Hindcast, the same one each time', async () => {
    const open = async () => read(await send(server.port, { method: 'POST', path: '/api/incidents/sample' }), incidentCreatedSchema).id
    const [first, second] = await Promise.all([open(), open()])
    await eventsUntil(server.port, first, isEnd)
    expect([second, await open()]).toEqual([first, first])
    const samples = (await get(server, '/api/incidents', incidentListSchema)).filter(({ sample }) => sample)
    expect(samples.map(({ id }) => id)).toEqual([first])
    const { document, sample } = await view(first)
    expect(sample).toBe(true)
    expect(document.timeline.length).toBeGreaterThan(5)
    expect(document.evidence.length).toBeGreaterThan(2)
  })
})
