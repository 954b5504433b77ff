import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiErrorSchema } from '../../src/api/error.ts'
import { incidentCreatedSchema, incidentViewSchema } from '../../src/api/incidents.ts'
import { rawRecordSchema } from '../../src/api/raw-record.ts'
import type { EventCitation } from '../../src/model/citation.ts'
import { sourcesOf } from '../../src/model/citation-label.ts'
import type { Incident } from '../../src/model/incident.ts'
import { send, sendJson, upload } from './client.ts'
import { eventsUntil } from './event-stream.ts'
import { accessLog, authLog, table } from './fixtures.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
let id = ''
let document: Incident
const noise = Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x0a, 0x42])
beforeAll(async () => {
  server = await startTestServer()
  id = read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
  await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
  await upload(server.port, { id, name: 'access.log.gz', bytes: gzipSync(accessLog) })
  await upload(server.port, { id, name: 'table.csv', bytes: table })
  await upload(server.port, { id, name: 'noise.bin', bytes: noise })
  await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json: { year: 2026, zone: 'Europe/Berlin' } })
  await eventsUntil(server.port, id, ({ event, data }) => event === 'job' && data !== null && data.state !== 'running')
  document = (await get(server, `/api/incidents/${id}`, incidentViewSchema)).document
})
afterAll(() => server.stop())

const shaOf = (name: string) => document.evidence.find((item) => item.name === name)?.sha256 ?? ''
const recordOf = (evidence: string, offset: number, length: number) =>
  get(server, `/api/incidents/${id}/record?evidence=${evidence}&offset=${offset}&length=${length}`, rawRecordSchema)
const refusal = async (query: string) => {
  const answer = await send(server.port, { path: `/api/incidents/${id}/record?${query}` })
  return [answer.status, apiErrorSchema.parse(JSON.parse(answer.text)).code]
}

describe('GET /api/incidents/:id/record', () => {
  it('shows exactly the bytes of every citation of the record, with the event they gave', async () => {
    const cited = sourcesOf(document).flatMap(({ citation }): readonly EventCitation[] => (citation.kind === 'set' ? citation.examples : [citation]))
    expect(cited.length).toBeGreaterThan(3)
    for (const citation of cited) {
      const [span] = citation.spans
      const record = await recordOf(citation.evidence, span?.offset ?? 0, span?.length ?? 0)
      expect([record.sha256, record.record, record.events[0]?.['event.id']]).toEqual([citation.sha256, citation.record, citation.event])
    }
  })

  it('shows the same after a restart', async () => {
    const [citation] = sourcesOf(document).flatMap((source) => (source.citation.kind === 'event' ? [source.citation] : []))
    const [span] = citation?.spans ?? []
    const before = await recordOf(citation?.evidence ?? '', span?.offset ?? 0, span?.length ?? 0)
    await server.restart()
    expect(await recordOf(citation?.evidence ?? '', span?.offset ?? 0, span?.length ?? 0)).toEqual(before)
    expect((await get(server, `/api/incidents/${id}`, incidentViewSchema)).document).toEqual(document)
  })

  it('reads a line of a log as it was read for the draft: zone and year', async () => {
    const [line = ''] = authLog().split('\n')
    const record = await recordOf(shaOf('auth.log'), 0, line.length)
    expect(record).toMatchObject({ text: line, binary: false, truncated: false, format: 'syslog', evidence: { label: 'E1', name: 'auth.log' } })
    expect(record.sha256).toBe(createHash('sha256').update(line).digest('hex'))
    expect(record.events[0]).toMatchObject({ '@timestamp': '2026-03-03T01:00:00Z', 'source.ip': '203.0.113.7', 'event.outcome': 'failure' })
  })

  it('reads a line of a log whose year turned in the year it had then', async () => {
    const lines = [
      'Dec 31 23:59:58 web01 sshd[1]: Accepted password for deploy from 203.0.113.7 port 1 ssh2',
      'Jan  1 00:00:02 web01 sshd[1]: session opened',
    ]
    const kept = await upload(server.port, { id, name: 'turn.log', bytes: `${lines.join('\n')}\n` })
    const { sha256 } = JSON.parse(kept.text) as { sha256: string }
    await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json: { year: 2025, zone: 'UTC' } })
    await eventsUntil(server.port, id, ({ event, data }) => event === 'job' && data !== null && data.state !== 'running')
    const [first = '', second = ''] = lines
    const times = [await recordOf(sha256, 0, first.length), await recordOf(sha256, first.length + 1, second.length)].map(
      ({ events }) => events[0]?.['@timestamp'],
    )
    expect(times).toEqual(['2025-12-31T23:59:58Z', '2026-01-01T00:00:02Z'])
  })

  it('reads inside a compressed file by the offsets of what it holds', async () => {
    const [first = '', second = ''] = accessLog.split('\n')
    const record = await recordOf(shaOf('access.log'), first.length + 1, second.length)
    expect(record.text).toBe(second)
    expect(record.events[0]).toMatchObject({ '@timestamp': '2026-03-03T02:10:05Z', 'source.ip': '203.0.113.7' })
    expect(await refusal(`evidence=${shaOf('access.log.gz')}&offset=0&length=10`)).toEqual([404, 'not-found'])
  })

  it('makes characters visible that would rearrange what is shown', async () => {
    const row = 'alice,sign-in\n2026-03-03T02:05:00Z,bob,\u202ereversed'
    const offset = Buffer.from(table).indexOf(row)
    expect((await recordOf(shaOf('table.csv'), offset, Buffer.byteLength(row))).text).toBe(row.replace('\u202e', '\\u202e'))
  })

  it('shows bytes that are no text as hex too', async () => {
    const record = await recordOf(shaOf('noise.bin'), 0, noise.length)
    expect([record.binary, record.hex, record.events]).toEqual([true, `00000000  ${'ff fe 00 41 0a 42'.padEnd(47)}  ...A.B`, []])
  })

  it('refuses bytes beyond the end, evidence of another incident, and queries out of shape', async () => {
    const other = read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
    const kept = await upload(server.port, { id: other, name: 'secret.log', bytes: 'a secret of another incident' })
    const { sha256 } = JSON.parse(kept.text) as { sha256: string }
    expect(await refusal(`evidence=${shaOf('auth.log')}&offset=0&length=100000000`)).toEqual([404, 'not-found'])
    expect(await refusal(`evidence=${sha256}&offset=0&length=1`)).toEqual([404, 'not-found'])
    expect(await refusal(`evidence=${'0'.repeat(64)}&offset=0&length=1`)).toEqual([404, 'not-found'])
    for (const query of ['', `evidence=../x&offset=0&length=1`, `evidence=${sha256}&offset=-1&length=1`, `evidence=${sha256}&offset=0&length=9e99`]) {
      expect(await refusal(query)).toEqual([400, 'invalid'])
    }
  })

  it('cuts a long span, and says so', async () => {
    const long = 'x'.repeat(300_000)
    const kept = await upload(server.port, { id, name: 'long.txt', bytes: long })
    const { sha256 } = JSON.parse(kept.text) as { sha256: string }
    const record = await recordOf(sha256, 0, long.length)
    expect([record.truncated, record.shown, record.length, record.text.length]).toEqual([true, 262_144, 300_000, 262_144])
  })
})
