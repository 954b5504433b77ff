import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conflictSchema, editedSchema } from '../../src/api/edits.ts'
import { apiErrorSchema } from '../../src/api/error.ts'
import { historySchema, incidentCreatedSchema, incidentListSchema, incidentViewSchema } from '../../src/api/incidents.ts'
import { hashOfEdit } from '../../src/incident/chain.ts'
import { editSchema } from '../../src/model/edit.ts'
import { send, sendJson } from './client.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
})
afterAll(() => server.stop())

const create = async (title?: string) =>
  read(await sendJson(server.port, { path: '/api/incidents', json: title === undefined ? {} : { title } }), incidentCreatedSchema, 201).id
const edit = (id: string, json: unknown) => sendJson(server.port, { path: `/api/incidents/${id}/edits`, json })
const setTitle = (value: string, base: number, author = 'Rosa Keller') => ({ base, author, changes: [{ op: 'set', path: '/title', value }] })
const view = (id: string) => get(server, `/api/incidents/${id}`, incidentViewSchema)
const errorOf = (text: string) => apiErrorSchema.parse(JSON.parse(text))

describe('POST /api/incidents', () => {
  it('begins incidents with ids that count up within the year and are never given twice', async () => {
    const first = await create()
    const second = await create('Leaked key')
    expect([first, second]).toEqual(['INC-2026-0001', 'INC-2026-0002'])
    expect((await view(second)).document.title).toBe('Leaked key')
    await sendJson(server.port, { method: 'DELETE', path: `/api/incidents/${second}`, json: { confirm: second } })
    expect(await create()).toBe('INC-2026-0003')
  })

  it('refuses a title that is no text or too long', async () => {
    for (const title of [5, 'x'.repeat(301)]) {
      const answer = await sendJson(server.port, { path: '/api/incidents', json: { title } })
      expect([answer.status, errorOf(answer.text).issues?.[0]?.path]).toEqual([400, 'title'])
    }
  })
})

describe('GET /api/incidents', () => {
  it('tells of each incident what its record says', async () => {
    const id = await create('Phishing')
    await edit(id, {
      base: 1,
      author: 'Rosa Keller',
      changes: [
        { op: 'set', path: '/severity/level', value: 'SEV-2' },
        { op: 'set', path: '/state', value: 'contained' },
      ],
    })
    const line = (await get(server, '/api/incidents', incidentListSchema)).find((incident) => incident.id === id)
    expect(line).toMatchObject({
      title: 'Phishing',
      severity: 'SEV-2',
      state: 'contained',
      version: 2,
      evidence: 0,
      sample: false,
      updatedAt: '2026-03-09T10:00:00Z',
    })
  })
})

describe('GET /api/incidents/:id', () => {
  it('gives the record, its facts and what people touched', async () => {
    const id = await create('Title')
    const { document, version, facts, touched } = await view(id)
    expect([document.id, version, document.phases.length]).toEqual([id, 1, 5])
    expect(Object.keys(facts).length).toBeGreaterThan(5)
    expect(touched).toContain('/title')
  })

  it.each([
    ['/api/incidents/INC-2026-9999', 404, 'not-found'],
    ['/api/incidents/INC-2026-9999/history', 404, 'not-found'],
    ['/api/incidents/INC-2026-9999/evidence', 404, 'not-found'],
    ['/api/incidents/INC-2026-9999/draft', 404, 'not-found'],
    ['/api/incidents/INC-2026-9999/progress', 404, 'not-found'],
    ['/api/incidents/INC-2026-9999/download/md', 404, 'not-found'],
    ['/api/incidents/..%2f..%2fetc', 400, 'invalid'],
    ['/api/incidents/x', 400, 'invalid'],
    ['/api/incidents/INC-2026-0001/history?limit=0', 400, 'invalid'],
    ['/api/incidents/INC-2026-0001/download/exe', 400, 'invalid'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const answer = await send(server.port, { path })
    expect([answer.status, errorOf(answer.text).code]).toEqual([status, code])
    expect(answer.text).not.toMatch(/\/work|node_modules|at .*\.ts/)
  })
})

describe('POST /api/incidents/:id/edits', () => {
  it('appends an edit to the chain, by a person whatever the request says', async () => {
    const id = await create('One')
    const edited = read(await edit(id, { ...setTitle('Two', 1), note: 'clearer' }), editedSchema)
    const { edits, total } = await get(server, `/api/incidents/${id}/history`, historySchema)
    expect([edited.version, total, edits[0]?.hash]).toEqual([2, 2, edited.head])
    expect(edits[0]).toMatchObject({ author: { name: 'Rosa Keller', kind: 'person' }, note: 'clearer', base: 1, at: '2026-03-09T10:00:00Z' })
    expect(edits[0]?.words).toContain('title')
    for (const made of edits) expect(hashOfEdit(editSchema.parse(made))).toBe(made.hash)
    expect(edits[0]?.previous).toBe(edits[1]?.hash)
  })

  it('merges edits of different fields that were made side by side', async () => {
    const id = await create('Start')
    const answers = await Promise.all([
      edit(id, setTitle('From one', 1, 'One')),
      edit(id, { base: 1, author: 'Two', changes: [{ op: 'set', path: '/type', value: 'Phishing' }] }),
      edit(id, { base: 1, author: 'Three', changes: [{ op: 'add', path: '/systems', value: { id: 'mail', name: 'mail01' } }] }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { document, version } = await view(id)
    expect([document.title, document.type, document.systems[0]?.name, version]).toEqual(['From one', 'Phishing', 'mail01', 4])
  })

  it('answers 409 with the paths where someone else changed the same field, and saves nothing', async () => {
    const id = await create('Start')
    await edit(id, setTitle('First', 1))
    const answer = await edit(id, {
      base: 1,
      author: 'Late',
      changes: [
        { op: 'set', path: '/title', value: 'Second' },
        { op: 'set', path: '/type', value: 'x' },
      ],
    })
    const conflict = read(answer, conflictSchema, 409)
    expect([conflict.conflicts, conflict.version]).toEqual([['/title'], 2])
    const { document, version } = await view(id)
    expect([document.title, document.type, version]).toEqual(['First', undefined, 2])
  })

  it.each([
    [[{ op: 'set', path: '/nothing', value: 1 }], '/nothing'],
    [[{ op: 'set', path: '/title', value: 5 }], '/title'],
    [[{ op: 'remove', path: '/timeline/none' }], '/timeline/none'],
    [[{ op: 'set', path: '/__proto__/x', value: 1 }], '/__proto__'],
    [[{ op: 'add', path: '/recommendations', value: { id: 'r', priority: 'soon' } }], '/recommendations'],
  ])('refuses changes that do not fit the record: %j', async (changes, path) => {
    const id = await create('Start')
    const answer = await edit(id, { base: 1, author: 'A', changes })
    expect([answer.status, errorOf(answer.text).code]).toEqual([400, 'invalid'])
    expect(errorOf(answer.text).issues?.[0]?.path).toContain(path)
    expect((await view(id)).version).toBe(1)
  })

  it.each([
    [{ base: 1, author: '', changes: [{ op: 'set', path: '/title', value: 'x' }] }, 'author'],
    [{ base: 1, author: 'A', changes: [] }, 'changes'],
    [{ base: -1, author: 'A', changes: [{ op: 'set', path: '/title', value: 'x' }] }, 'base'],
    [{ base: 1, author: 'A', changes: [{ op: 'set', path: 'title', value: 'x' }] }, 'changes.0.path'],
  ])('refuses a request out of shape: %j', async (json, path) => {
    const answer = await edit(await create('Start'), json)
    expect([answer.status, errorOf(answer.text).issues?.[0]?.path]).toEqual([400, path])
  })

  it('refuses changes based on a version that is not there yet', async () => {
    expect((await edit(await create('Start'), setTitle('x', 7))).status).toBe(400)
  })
})

describe('POST /api/incidents/:id/undo', () => {
  const undo = (id: string, version: number) => sendJson(server.port, { path: `/api/incidents/${id}/undo`, json: { version, author: 'Rosa Keller' } })

  it('takes back an edit by a new one', async () => {
    const id = await create('Before')
    await edit(id, setTitle('After', 1))
    expect(read(await undo(id, 2), editedSchema).version).toBe(3)
    expect((await view(id)).document.title).toBe('Before')
  })

  it('answers 409 where the field was changed since, and 404 for a version there never was', async () => {
    const id = await create('Before')
    await edit(id, setTitle('After', 1))
    await edit(id, setTitle('Later', 2))
    expect(read(await undo(id, 2), conflictSchema, 409).conflicts).toEqual(['/title'])
    expect((await undo(id, 9)).status).toBe(404)
  })
})

describe('GET /api/incidents/:id/history', () => {
  it('pages from the newest edit back', async () => {
    const id = await create('v1')
    for (let version = 1; version < 5; version += 1) await edit(id, setTitle(`v${version + 1}`, version))
    const first = await get(server, `/api/incidents/${id}/history?limit=2`, historySchema)
    const second = await get(server, `/api/incidents/${id}/history?limit=2&before=4`, historySchema)
    expect([first.total, first.edits.map(({ version }) => version), second.edits.map(({ version }) => version)]).toEqual([5, [5, 4], [3, 2]])
  })
})

describe('DELETE /api/incidents/:id', () => {
  it('wants the id repeated, then leaves nothing', async () => {
    const id = await create('Gone')
    const slip = await sendJson(server.port, { method: 'DELETE', path: `/api/incidents/${id}`, json: { confirm: 'yes' } })
    expect([slip.status, errorOf(slip.text).message]).toEqual([400, expect.stringContaining(id)])
    expect((await sendJson(server.port, { method: 'DELETE', path: `/api/incidents/${id}`, json: { confirm: id } })).status).toBe(204)
    expect((await send(server.port, { path: `/api/incidents/${id}` })).status).toBe(404)
  })
})

describe('a restart', () => {
  it('keeps every edit and the chain', async () => {
    const id = await create('Kept')
    const { head } = read(await edit(id, setTitle('Still kept', 1)), editedSchema)
    await server.restart()
    const after = await view(id)
    expect([after.document.title, after.version, after.head]).toEqual(['Still kept', 2, head])
  })
})
