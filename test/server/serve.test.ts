import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lastDraftSchema } from '../../src/api/draft.ts'
import { evidenceListSchema, uploadedSchema } from '../../src/api/evidence.ts'
import { incidentCreatedSchema, incidentListSchema } from '../../src/api/incidents.ts'
import { send, sendJson, upload } from './client.ts'
import { eventsUntil } from './event-stream.ts'
import { authLog } from './fixtures.ts'
import { read } from './harness.ts'
import { refusedServe, serve, type Served } from './program.ts'

let folder = ''
let running: Served | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-serve-'))
})
afterEach(async () => {
  await running?.kill()
  running = undefined
  rmSync(folder, { recursive: true, force: true })
})

const begin = async (args: readonly string[] = [], environment: Record<string, string> = {}) => {
  running = await serve(['--port', '0', '--data', folder, ...args], environment)
  return running.port
}
const create = async (port: number) => read(await sendJson(port, { path: '/api/incidents', json: {} }), incidentCreatedSchema, 201).id
const incoming = () => readdirSync(join(folder, 'vault', 'incoming'))

/** Sends the beginning of a file and leaves the request open. Resolves once the server has written some of it. */
async function beginUpload(port: number, id: string): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': '50000000' }
  const sent = request({ host: '127.0.0.1', port, method: 'PUT', path: `/api/incidents/${id}/evidence?name=cut.log`, headers, agent: false })
  // The server is killed in the middle: the connection breaks, as it should.
  sent.on('error', () => undefined)
  sent.write(Buffer.alloc(1_000_000, 'half a line '))
  while (incoming().length === 0) await wait(10)
}

describe('hindcast serve', () => {
  it('says where it answers and where the data lies, and stops when asked', async () => {
    const port = await begin()
    expect(running?.said()).toContain(`Hindcast is ready at http://127.0.0.1:${port}/\n`)
    expect(running?.said()).toContain(folder)
    expect((await send(port, { path: '/health' })).text).toBe('{"status":"ready"}')
    expect(await running?.stop('SIGTERM')).toBe(0)
  })

  it('stops at once although somebody watches progress', async () => {
    const port = await begin()
    const watching = eventsUntil(port, await create(port), () => false).catch((error: unknown) => String(error))
    await wait(100)
    expect(await running?.stop('SIGINT')).toBe(0)
    expect(await watching).toMatch(/ended|hang up|aborted|ECONNRESET/)
  })

  it('takes PORT and HINDCAST_DATA, and options before them', async () => {
    running = await serve([], { PORT: '0', HINDCAST_DATA: folder })
    expect(running.said()).toContain(folder)
    await running.kill()
    running = await serve(['--data', folder, '--port', '0'], { PORT: '1', HINDCAST_DATA: '/nowhere/at/all' })
    expect(running.said()).toContain(folder)
  })

  it('takes the next free port where nobody asked for one', async () => {
    running = await serve(['--data', join(folder, 'one')])
    const second = await serve(['--data', join(folder, 'two')])
    const ports = [running.port, second.port]
    await second.kill()
    expect(ports[1]).toBeGreaterThan(ports[0] ?? 0)
    expect(ports[0]).toBeGreaterThanOrEqual(4517)
  })

  it('refuses an address others could reach', async () => {
    const { code, said } = await refusedServe(['--data', folder], { HOST: '0.0.0.0', PORT: '0' })
    expect([code, said]).toEqual([2, expect.stringContaining('does not listen on "0.0.0.0"')])
  })

  it('refuses a port in use, and data in use by another', async () => {
    const port = await begin()
    const other = mkdtempSync(join(tmpdir(), 'hindcast-serve-'))
    const taken = await refusedServe(['--port', String(port), '--data', other])
    expect([taken.code, taken.said]).toEqual([2, expect.stringContaining(`Port ${port} is in use`)])
    const shared = await refusedServe(['--port', '0', '--data', folder])
    expect([shared.code, shared.said]).toEqual([2, expect.stringMatching(/Another Hindcast \(process \d+\) is using the data in/)])
    rmSync(other, { recursive: true, force: true })
  })

  it.each([
    [['--port', '99999'], '"--port"'],
    [['--port', 'x'], '"--port"'],
    [['--max-upload', '0'], '"--max-upload"'],
    [['somewhere'], 'takes no path'],
  ])('refuses %j', async (args, message) => {
    const { code, said } = await refusedServe([...args, '--data', folder])
    expect([code, said]).toEqual([2, expect.stringContaining(message)])
  })

  it('refuses a data folder that cannot be one', async () => {
    const { code, said } = await refusedServe(['--port', '0', '--data', '/dev/null/x'])
    expect([code, said]).toEqual([2, expect.stringContaining('/dev/null/x')])
  })
})

describe('kill -9', () => {
  it('in the middle of an upload leaves nothing of it, and what was there before is whole', async () => {
    const port = await begin()
    const id = await create(port)
    const whole = read(await upload(port, { id, name: 'auth.log', bytes: authLog() }), uploadedSchema, 201)
    await beginUpload(port, id)
    await running?.kill()
    expect(incoming()).toHaveLength(1)
    const again = await begin()
    expect(incoming()).toEqual([])
    const items = read(await send(again, { path: `/api/incidents/${id}/evidence` }), evidenceListSchema)
    expect(items.map(({ sha256, name, size }) => ({ sha256, name, size }))).toEqual([{ sha256: whole.sha256, name: 'auth.log', size: whole.size }])
    expect(read(await upload(again, { id, name: 'cut.log', bytes: 'sent again\n' }), uploadedSchema, 201).duplicate).toBe(false)
  })

  it.each([
    ['in the middle of a draft', () => running?.kill()],
    ['or an ordinary end in the middle of a draft', () => running?.stop('SIGTERM')],
  ])('%s is reported, and the draft can be made again', async (_, end) => {
    const port = await begin()
    const id = await create(port)
    await upload(port, { id, name: 'auth.log', bytes: authLog(100_000) })
    const reading = eventsUntil(port, id, ({ event, data }) => event === 'job' && data?.phase === 'reading')
    await sendJson(port, { path: `/api/incidents/${id}/draft`, json: { year: 2026 } })
    await reading
    await end()
    const again = await begin()
    const job = read(await send(again, { path: `/api/incidents/${id}/draft` }), lastDraftSchema)
    expect(job).toMatchObject({ state: 'interrupted', error: { message: expect.stringContaining('start it again') } })
    const [line] = read(await send(again, { path: '/api/incidents' }), incidentListSchema)
    expect([line?.id, line?.version]).toEqual([id, 0])
    await sendJson(again, { path: `/api/incidents/${id}/draft`, json: { year: 2026 } })
    const events = await eventsUntil(again, id, ({ event, data }) => event === 'job' && data?.state !== 'running')
    expect(events.at(-1)).toMatchObject({ event: 'job', data: { state: 'done', version: 1 } })
  })

  it('right after an edit was answered keeps the edit', async () => {
    const port = await begin()
    const id = await create(port)
    for (let base = 0; base < 20; base += 1) {
      const changes = [{ op: 'set', path: '/title', value: `Title ${base + 1}` }]
      expect((await sendJson(port, { path: `/api/incidents/${id}/edits`, json: { base, author: 'A', changes } })).status).toBe(200)
    }
    await running?.kill()
    const again = await begin()
    const [line] = read(await send(again, { path: '/api/incidents' }), incidentListSchema)
    expect([line?.title, line?.version]).toEqual(['Title 20', 20])
  })
})
