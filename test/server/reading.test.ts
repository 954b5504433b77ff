import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftEvidence } from '../../src/app/drafting/draft-evidence.ts'
import { draftStartedSchema, lastDraftSchema, type ProgressEvent } from '../../src/api/draft.ts'
import { incidentCreatedSchema, incidentViewSchema } from '../../src/api/incidents.ts'
import { type ReadingStanding, readingStandingSchema } from '../../src/api/reading.ts'
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
const standing = (id: string) => get(server, `/api/incidents/${id}/reading`, readingStandingSchema)
const isEnd = (event: ProgressEvent) => event.event === 'job' && event.data !== null && event.data.state !== 'running'

async function readAll(id: string): Promise<ReadingStanding> {
  read(await sendJson(server.port, { path: `/api/incidents/${id}/reading`, json: {} }), readingStandingSchema, 202)
  for (;;) {
    const now = await standing(id)
    if (now.job?.state !== 'running') return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function drafted(id: string, json: unknown) {
  read(await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json }), draftStartedSchema, 202)
  await eventsUntil(server.port, id, isEnd)
  return get(server, `/api/incidents/${id}/draft`, lastDraftSchema)
}

describe('POST /api/incidents/:id/reading', () => {
  it('reads what is not read yet, once', async () => {
    const id = await create()
    await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
    await upload(server.port, { id, name: 'notes.txt', bytes: 'Nothing that looks like a log.\n' })
    expect(await standing(id)).toEqual({ items: 2, unread: 2, job: null })
    const first = await readAll(id)
    expect(first).toMatchObject({ items: 2, unread: 0, job: { state: 'done', items: 2, totalItems: 2, failures: 0 } })
    expect(first.job?.events).toBeGreaterThan(0)
    await upload(server.port, { id, name: 'access.log.gz', bytes: gzipSync(accessLog) })
    expect(await readAll(id)).toMatchObject({ items: 3, unread: 0, job: { state: 'done', totalItems: 1 } })
    expect(server.faults).toEqual([])
  })

  it('tells of an incident that is not there', async () => {
    expect((await send(server.port, { path: '/api/incidents/INC-2026-9999/reading' })).status).toBe(404)
  })
})

describe('a draft of the workspace', () => {
  it('is the one that the command makes of the same files, whether they were read before or not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hindcast-same-'))
    const files: Record<string, string | Buffer> = { 'auth.log': authLog(), 'access.log': accessLog, 'table.csv': table, 'empty.log': '' }
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
    const id = await create()
    const fresh = await create()
    for (const name of (await readdir(folder)).sort()) {
      const bytes = await readFile(join(folder, name))
      for (const incident of [id, fresh]) await upload(server.port, { id: incident, name, bytes })
    }
    await readAll(id)
    for (const incident of [id, fresh]) expect(await drafted(incident, { year: 2026, zone: 'Europe/Berlin' })).toMatchObject({ state: 'done' })
    const command = await draftEvidence({
      paths: [folder],
      out: join(folder, 'out'),
      ruleFolders: [],
      zones: { fallback: 'Europe/Berlin', rules: [] },
      year: 2026,
      at: '2026-03-09T10:00:00Z',
    })
    const expected = comparable(command.recorded.state.document, folder)
    for (const incident of [id, fresh]) {
      const { document } = await get(server, `/api/incidents/${incident}`, incidentViewSchema)
      expect(comparable(document, folder)).toEqual(expected)
    }
    await rm(folder, { recursive: true, force: true })
  })
})

/** A record without what differs by where the files lay, and how they came. */
function comparable(document: object, folder: string): unknown {
  const text = JSON.stringify(document, (key, value: unknown) => (['custody', 'acquisition'].includes(key) ? undefined : value))
  return { ...JSON.parse(text.replaceAll(`${folder}/`, '')), id: '' }
}
