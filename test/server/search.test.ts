import { request } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { draftStartedSchema, type ProgressEvent } from '../../src/api/draft.ts'
import { apiErrorSchema } from '../../src/api/error.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import {
  completionSchema,
  eventDetailSchema,
  eventExtentSchema,
  eventHistogramSchema,
  type EventRow,
  neighboursAnswerSchema,
  searchPageSchema,
  topAnswerSchema,
} from '../../src/api/search.ts'
import { send, sendJson, upload } from './client.ts'
import { eventsUntil } from './event-stream.ts'
import { accessLog, authLog, table } from './fixtures.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
let id: string

const isEnd = (event: ProgressEvent) => event.event === 'job' && event.data !== null && event.data.state !== 'running'
const create = async () => read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
const path = (rest = '', query: Readonly<Record<string, string>> = {}, incident = id) =>
  `/api/incidents/${incident}/events${rest}?${new URLSearchParams(query).toString()}`
const ask = <T extends z.ZodType>(schema: T, rest: string, query: Readonly<Record<string, string>> = {}) => get(server, path(rest, query), schema)
const errorOf = (text: string) => apiErrorSchema.parse(JSON.parse(text))

async function draft(incident: string): Promise<void> {
  const started = await sendJson(server.port, { path: `/api/incidents/${incident}/draft`, json: { year: 2026, zone: 'UTC' } })
  read(started, draftStartedSchema, 202)
  await eventsUntil(server.port, incident, isEnd)
}

/** Every row of a search, page by page. */
async function allRows(query: Readonly<Record<string, string>>): Promise<EventRow[]> {
  const rows: EventRow[] = []
  let cursor: string | undefined
  do {
    const page = await ask(searchPageSchema, '', { limit: '7', ...query, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return rows
}

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
  id = await create()
  await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
  await upload(server.port, { id, name: 'access.log', bytes: accessLog })
  await upload(server.port, { id, name: 'table.csv', bytes: `${table}2026-03-03T02:07:00Z,=cmd(),sign-in\n` })
  await draft(id)
})
afterAll(() => server.stop())

describe('GET /api/incidents/:id/events', () => {
  it('gives every event once, in either order, across pages', async () => {
    const oldest = await allRows({})
    expect(oldest.length).toBe(47)
    expect(oldest.map(({ time }) => time)).toEqual(oldest.map(({ time }) => time).toSorted())
    expect(new Set(oldest.map((row) => row.id)).size).toBe(47)
    expect(new Set(oldest.map(({ dataset }) => dataset))).toEqual(new Set(['syslog', 'web-access', 'csv']))
    const newest = await allRows({ order: 'newest' })
    expect(newest.map((row) => row.id)).toEqual(oldest.map((row) => row.id).toReversed())
  })

  it('finds by field, network, text and time', async () => {
    const count = async (q: string, more: Readonly<Record<string, string>> = {}) => (await allRows({ q, ...more })).length
    expect(await count('user:root outcome:failure')).toBe(40)
    expect(await count('ip:203.0.113.0/24')).toBe(42)
    expect(await count('"/etc/shadow"')).toBe(1)
    expect(await count('-dataset:syslog')).toBe(5)
    expect(await count('', { from: '2026-03-03T02:05:00Z', before: '2026-03-03T02:07:00Z' })).toBe(1)
    expect(await count('user:nobody')).toBe(0)
  })

  it('sends the own fields that are asked for', async () => {
    const { rows } = await ask(searchPageSchema, '', { q: 'dataset:csv user:alice or fields.user:alice', own: 'fields.action' })
    expect(rows.map(({ own }) => own)).toEqual([{ 'fields.action': 'sign-in' }])
  })

  it('says where a search cannot be read', async () => {
    const answer = await send(server.port, { path: path('', { q: 'user:root (outcme:failure' }) })
    const error = errorOf(answer.text)
    expect([answer.status, error.code]).toEqual([400, 'invalid'])
    expect(error.issues?.map(({ path: field, at, length }) => [field, at, length])).toContainEqual(['q', 11, 6])
  })

  it.each([
    ['/events', { limit: '0' }],
    ['/events', { from: 'yesterday' }],
    ['/events', { cursor: 'nonsense' }],
    ['/events/histogram', { bars: '100000' }],
    ['/events/top', { field: 'nonsense' }],
    ['/events/not-an-event', {}],
  ])('refuses %s with %j', async (rest, query) => {
    const answer = await send(server.port, { path: path(rest.replace('/events', ''), query) })
    expect([answer.status, errorOf(answer.text).code]).toEqual([400, 'invalid'])
  })

  it('refuses a cursor that another search gave out', async () => {
    const { next = '' } = await ask(searchPageSchema, '', { q: 'user:root', limit: '1' })
    expect((await ask(searchPageSchema, '', { q: ' USER:root', limit: '2', cursor: next })).rows.length).toBe(2)
    const others: Readonly<Record<string, string>>[] = [
      {},
      { q: 'user:alice' },
      { q: 'user:root', order: 'newest' },
      { q: 'user:root', duplicates: '1' },
    ]
    for (const query of others) {
      const answer = await send(server.port, { path: path('', { ...query, limit: '1', cursor: next }) })
      expect([answer.status, errorOf(answer.text).message]).toEqual([400, expect.stringContaining('another search')])
    }
  })

  it('knows no events of an incident that is not there', async () => {
    expect((await send(server.port, { path: path('', {}, 'INC-2026-9999') })).status).toBe(404)
  })
})

describe('GET /api/incidents/:id/events/histogram', () => {
  it('counts what the search finds, in bars of a round step', async () => {
    const all = await ask(eventHistogramSchema, '/histogram', { bars: '20' })
    expect(all.total).toBe(47)
    expect(all.bars.reduce((sum, { count }) => sum + count, 0)).toBe(47)
    expect(all.bars.length).toBeLessThanOrEqual(20)
    expect(all.bars.every(({ start }) => Date.parse(start) % Math.min(all.stepMs, 60_000) === 0)).toBe(true)
    const some = await ask(eventHistogramSchema, '/histogram', { q: 'user:root', bars: '20' })
    expect(some.total).toBe(40)
  })
})

describe('GET /api/incidents/:id/events/top', () => {
  it('counts values, those beyond the limit and those absent', async () => {
    const top = await ask(topAnswerSchema, '/top', { field: 'event.dataset', limit: '2' })
    expect(top).toEqual({
      field: 'event.dataset',
      values: [
        { value: 'syslog', count: 42 },
        { value: 'csv', count: 3 },
      ],
      others: 1,
      absent: 0,
    })
    const own = await ask(topAnswerSchema, '/top', { field: 'fields.action' })
    expect([own.values, own.absent]).toEqual([
      [
        { value: 'sign-in', count: 2 },
        { value: expect.stringContaining('reversed'), count: 1 },
      ],
      44,
    ])
  })
})

describe('GET /api/incidents/:id/events/:event', () => {
  it('tells everything of one event, and what happened around it in all sources', async () => {
    const [row] = await allRows({ q: '"/etc/shadow"' })
    if (row === undefined) throw new Error('The event was not found')
    const detail = await ask(eventDetailSchema, `/${row.id}`)
    expect(detail.row).toEqual(row)
    expect(detail.event).toMatchObject({ 'event.id': row.id, fields: { program: 'sudo' }, origin: { evidence: row.evidence, record: 42 } })
    expect(detail.duplicates).toEqual([])
    const around = await ask(neighboursAnswerSchema, `/${row.id}/neighbours`, { before: '2', after: '3' })
    expect(around.event.id).toBe(row.id)
    expect(around.after.map(({ dataset }) => dataset)).toEqual(['csv', 'csv', 'web-access'])
    expect([...around.before, around.event, ...around.after].map(({ time }) => time)).toEqual(
      [...around.before, around.event, ...around.after].map(({ time }) => time).toSorted(),
    )
  })

  it('knows none that is not there', async () => {
    for (const rest of ['', '/neighbours']) {
      const answer = await send(server.port, { path: path(`/${'0'.repeat(16)}:0${rest}`) })
      expect([answer.status, errorOf(answer.text).code]).toEqual([404, 'not-found'])
    }
  })
})

describe('GET /api/incidents/:id/events/completion', () => {
  it('offers fields, values of the data, and the own fields of the sources', async () => {
    const texts = async (q: string) => (await ask(completionSchema, '/completion', { q, at: String(q.length) })).items.map(({ text }) => text)
    expect(await texts('user.na')).toContain('user.name:')
    expect(await texts('user.name:ro')).toEqual(['root'])
    expect(await texts('outcome:f')).toContain('failure')
    expect(await texts('fields.prog')).toContain('fields.program:')
    const { from, to } = await ask(completionSchema, '/completion', { q: 'x user.name:ro', at: '14' })
    expect([from, to]).toEqual([12, 14])
  })

  it('offers own fields with dots and spaces in their names, quoted, however they are begun', async () => {
    const dotted = await create()
    const record = { timestamp: '2026-03-03T02:00:00Z', 'Event.System': { 'Event ID': 4625 } }
    await upload(server.port, { id: dotted, name: 'dotted.jsonl', bytes: `${JSON.stringify(record)}\n` })
    await draft(dotted)
    const wanted = 'fields."Event.System"."Event ID":'
    for (const q of ['fields.ev', 'fields.event.sys', 'fields."Event.S', 'fields."Event.System"', 'fields."Event.System"."event ']) {
      const { items, from, to } = await get(server, path('/completion', { q: `x ${q}`, at: String(q.length + 2) }, dotted), completionSchema)
      expect([q, items.map(({ text }) => text), from, to]).toEqual([q, [wanted], 2, q.length + 2])
    }
    const found = await get(server, path('', { q: `${wanted}4625` }, dotted), searchPageSchema)
    expect(found.rows.length).toBe(1)
  })
})

describe('GET /api/incidents/:id/events/extent', () => {
  it('tells what there is, and what is not read yet', async () => {
    expect(await ask(eventExtentSchema, '/extent')).toMatchObject({ events: 47, duplicates: 0, items: 3, unread: 0 })
    const fresh = await create()
    expect(await get(server, path('/extent', {}, fresh), eventExtentSchema)).toEqual({ events: 0, duplicates: 0, items: 0, unread: 0 })
    await upload(server.port, { id: fresh, name: 'auth.log', bytes: authLog() })
    expect(await get(server, path('/extent', {}, fresh), eventExtentSchema)).toEqual({ events: 0, duplicates: 0, items: 1, unread: 1 })
    await draft(fresh)
    expect(await get(server, path('/extent', {}, fresh), eventExtentSchema)).toMatchObject({ events: 42, unread: 0 })
  })
})

describe('GET /api/incidents/:id/events/export', () => {
  it('sends every event that matches, as an attachment', async () => {
    const answer = await send(server.port, { path: path('/export', { q: 'user:root' }) })
    expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${id}-events.jsonl"`)
    const lines = answer.text.trimEnd().split('\n')
    expect(lines.length).toBe(40)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      time: '2026-03-03T02:00:00Z',
      'user.name': 'root',
      fields: { program: 'sshd' },
      origin: { record: 1 },
    })
  })

  it('guards spreadsheets against formulas and readers against turned text', async () => {
    const { text } = await send(server.port, { path: path('/export', { q: 'dataset:csv', format: 'csv' }) })
    const [header = '', ...rows] = text.trimEnd().split('\r\n')
    expect(header).toMatch(/^time,@timestamp,correction_ms,uncertainty_ms,message,event\.id,/)
    expect(rows.length).toBe(3)
    for (const field of rows.flatMap((row) => row.split(','))) expect(field).not.toMatch(/^"?[=+@]/)
    expect(text).not.toContain('\u202e')
  })

  it('answers a search that cannot be read with an error, not with a file', async () => {
    const answer = await send(server.port, { path: path('/export', { q: '(' }) })
    expect([answer.status, answer.headers['content-disposition']]).toEqual([400, undefined])
  })

  it('stops where the asker goes away, which is no fault', async () => {
    for (const rest of ['', '/export', '/histogram', '/top']) {
      const asked = request({ host: '127.0.0.1', port: server.port, path: path(rest, { field: 'user.name' }), agent: false })
      asked.on('error', () => undefined)
      asked.end()
      await once(asked, 'socket')
      asked.destroy()
    }
    expect((await ask(eventHistogramSchema, '/histogram')).total).toBe(47)
    expect(server.faults).toEqual([])
  })
})
