import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChangeClock, type ClocksAnswer, clocksSchema } from '../../src/api/clocks.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { readingStandingSchema } from '../../src/api/reading.ts'
import { searchPageSchema } from '../../src/api/search.ts'
import { sendJson, upload } from './client.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
})
afterAll(() => server.stop())

const line = (index: number) =>
  `2026-03-01T10:0${index}:35+00:00 bastion01 sshd[40${index}]: Failed password for root from 203.0.113.9 port 102${index} ssh2\n`

const until = async <T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> => {
  for (;;) {
    const answer = await ask()
    if (isDone(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('/api/incidents/:id/clocks', () => {
  it('corrects a clock and takes that back', { timeout: 60_000 }, async () => {
    const { id } = read(await sendJson(server.port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201)
    await upload(server.port, { id, name: 'auth.log', bytes: Array.from({ length: 5 }, (_, index) => line(index)).join('') })
    await sendJson(server.port, { path: `/api/incidents/${id}/reading`, json: {} })
    await until(
      () => get(server, `/api/incidents/${id}/reading`, readingStandingSchema),
      ({ job }) => job?.state === 'done',
    )
    const path = `/api/incidents/${id}/clocks`
    const change = async (given: Partial<ChangeClock>): Promise<ClocksAnswer> => {
      const json = { dataset: 'syslog', host: 'bastion01', by: 'Mara Lindqvist', why: 'NTP log', ...given }
      expect((await sendJson(server.port, { path, json })).status).toBe(204)
      return until(
        () => get(server, path, clocksSchema),
        ({ job }) => job?.state !== 'running',
      )
    }
    const first = async () => (await get(server, `/api/incidents/${id}/events?limit=1`, searchPageSchema)).rows[0]
    const { clocks, job } = await change({ offsetMs: -95_000, uncertaintyMs: 2_000 })
    expect([job, clocks]).toMatchObject([{ state: 'done' }, [{ name: 'syslog@bastion01', events: 5, items: 1, applied: { offsetMs: -95_000 } }]])
    expect(await first()).toMatchObject({ time: '2026-03-01T09:59:00Z', recorded: '2026-03-01T10:00:35Z' })
    expect((await change({})).clocks[0]?.applied).toBeUndefined()
    expect(await first()).toMatchObject({ time: '2026-03-01T10:00:35Z' })
    expect(await change({})).toMatchObject({ job: { state: 'failed', error: expect.stringContaining('No clock of this source is corrected') } })
    const wrong = { evidence: 'a'.repeat(64), host: 'x', by: 'M', why: 'w' }
    expect((await sendJson(server.port, { path, json: wrong })).status).toBe(400)
  })
})
