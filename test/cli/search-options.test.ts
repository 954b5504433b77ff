import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftStartedSchema, type ProgressEvent } from '../../src/api/draft.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { entityKinds } from '../../src/query/entity.ts'
import { sendJson, upload } from '../server/client.ts'
import { eventsUntil } from '../server/event-stream.ts'
import { accessLog, authLog } from '../server/fixtures.ts'
import { read, startTestServer, type TestServer } from '../server/harness.ts'
import { type Ended, runProgram } from './run-program.ts'

let server: TestServer
let [assumed, told] = ['', '']

const isEnd = (event: ProgressEvent) => event.event === 'job' && event.data !== null && event.data.state !== 'running'
const create = async (title: string) => read(await sendJson(server.port, { path: '/api/incidents', json: { title } }), incidentCreatedSchema, 201).id
const draft = async (id: string, json: object) => {
  read(await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json }), draftStartedSchema, 202)
  await eventsUntil(server.port, id, isEnd)
}
const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, { environment: { HINDCAST_DATA: server.folder } })
const search = (...args: readonly string[]): Promise<Ended> => run('search', '-i', told, ...args)
const lines = ({ stdout }: Ended): string[] => stdout.trimEnd().split('\n')
const objects = (ended: Ended): Record<string, unknown>[] => lines(ended).map((line) => JSON.parse(line))
const cursorOf = ({ stderr }: Ended): string => /--cursor=\S+/.exec(stderr)?.[0] ?? ''

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
  told = await create('Guessed password')
  await upload(server.port, { id: told, name: 'auth.log', bytes: authLog() })
  await upload(server.port, { id: told, name: 'access.log', bytes: accessLog })
  await draft(told, { year: 2026, zone: 'UTC' })
  assumed = await create('Another one')
  await upload(server.port, { id: assumed, name: 'other.log', bytes: authLog(3) })
  await draft(assumed, {})
})
afterAll(() => server.stop())

describe('hindcast search, counts for programs', () => {
  it('prints values and their counts as lines of JSON and as CSV', async () => {
    const top = await search('--top', 'event.dataset', '--format', 'jsonl')
    expect(objects(top)).toEqual([
      { value: 'syslog', count: 42 },
      { value: 'web-access', count: 2 },
    ])
    expect((await search('--rare', 'event.dataset', '-n', '1', '-f', 'csv')).stdout).toBe('value,count\r\nweb-access,2\r\n')
    const some = await search('--top', 'user', '-n', '1', '--json')
    expect([objects(some), some.stderr]).toEqual([[{ value: 'root', count: 40 }], expect.stringMatching(/1 more value.*2 events without user\.name/)])
  })

  it('prints bars with the time they start at', async () => {
    const bars = objects(await search('--histogram', '--json'))
    expect(bars[0]).toEqual({ start: expect.stringMatching(/^2026-03-03T02:00:00(?:\.000)?Z$/), count: expect.any(Number) })
    expect(bars.reduce((sum, { count }) => sum + Number(count), 0)).toBe(44)
    const csv = lines(await search('--histogram', '-f', 'csv'))
    expect([csv[0], csv.length]).toEqual(['start,count\r', bars.length + 1])
  })

  it('prints a count in the format that was asked for', async () => {
    expect((await search('-c', '--json')).stdout).toBe('{"count":44}\n')
    expect((await search('-c', '-f', 'csv')).stdout).toBe('count\r\n44\r\n')
  })
})

describe('hindcast search, page by page', () => {
  it.each([[[]], [['--newest']]])('goes on behind the page before, with %j', async (order) => {
    const whole = objects(await search('--json', ...order))
    const pages: Record<string, unknown>[] = []
    let cursor: string[] = []
    for (const size of [30, 10, 4]) {
      const page = await search('--json', '-n', String(size), ...order, ...cursor)
      pages.push(...objects(page))
      cursor = [cursorOf(page)]
    }
    expect([pages.map((event) => event['event.id']), cursor]).toEqual([whole.map((event) => event['event.id']), ['']])
  })

  it('prints all that is left, and tells how much that is of what', async () => {
    const first = await search('-n', '40')
    const second = await search('-n', '2', cursorOf(first))
    expect(second.stderr).toMatch(/^2 more of 44 events; --limit 0 prints all that are left, --cursor=\S+ the next page\n$/)
    expect(lines(await search('-n', '0', cursorOf(first))).length).toBe(1 + 4)
  })

  it('takes a time that counts from now, and entities, for the same search on every page', async () => {
    const asked = ['time<-1h', '--entity', 'user=root', '-n', '1']
    const cursor = cursorOf(await search(...asked))
    expect(await search(...asked, cursor)).toMatchObject({ code: 0, stderr: expect.stringContaining('1 more of') })
  })

  it('refuses a cursor that no page of this search gave out', async () => {
    const cursor = cursorOf(await search('-n', '1'))
    const foreign = cursorOf(await run('search', '-i', assumed, '-n', '1'))
    const other = [[foreign], ['user:root', cursor], ['--newest', cursor], ['--from', '2026-03-01', cursor], ['--with-duplicates', cursor]]
    for (const args of other) {
      const refused = await search(...args)
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining('This cursor belongs to another search')])
    }
    for (const text of ['x', '', 'zzzzzzzzzzzzz.0.0.ab']) {
      expect(await search(`--cursor=${text}`)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('none that a page gave out') })
    }
  })
})

describe('hindcast search, options side by side', () => {
  const event = `${'0'.repeat(16)}:7`
  it.each([
    [['--around', event, '-c'], '"--count" and "--around" do not go together'],
    [['--around', event, '--histogram'], '"--histogram" and "--around" do not go together'],
    [['--top', 'user', '-c'], '"--count" and "--top" do not go together'],
    [['--top', 'user', '--rare', 'user'], '"--top" and "--rare" do not go together'],
    [['--within', '2m'], '"--within" goes with --around'],
    [['--within', '2m', '--histogram'], '"--within" goes with --around'],
    [['--around', event, '--from', '2026-03-01'], '"--from" does nothing with "--around"'],
    [['--around', event, '--newest'], '"--newest" does nothing with "--around" alone'],
    [['--explain', '-c'], '"--count" does nothing with "--explain"'],
    [['--explain', '--from', '2026-03-01'], '"--from" does nothing with "--explain"'],
    [['--explain', '--json'], '"--json" does nothing with "--explain"'],
    [['-cn3'], '"--limit" does nothing with "--count"'],
    [['--top', 'user', '--newest'], '"--newest" does nothing with "--top"'],
    [['--histogram', '--cursor', 'x'], '"--cursor" does nothing with "--histogram"'],
    [['--json', '-f', 'csv'], '"--json" is "--format jsonl"'],
  ])('refuses %j', async (args, message) => {
    const ended = await search(...args)
    expect([ended.code, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toContain(message)
    expect(ended.stderr).toContain('hindcast search --help')
  })
})

describe('hindcast search, what its words mean', () => {
  it('explains the signs behind times where there are any', async () => {
    const ended = await run('search', '-i', assumed, '-n', '1')
    expect(lines(ended)[1]).toMatch(/^\S+ \S+\? /)
    expect(ended.stderr).toMatch(/^\? behind a time: .* assumed\n/)
    expect((await search('-n', '1')).stderr).not.toContain('behind a time')
    expect((await run('search', '-i', assumed, '--json')).stderr).not.toContain('behind a time')
    const corrected = await run('evidence', 'clocks', '-i', assumed, '--set', 'other.log=-95s', '--by', 'Mara Lindqvist')
    expect(corrected.code).toBe(0)
    expect((await run('search', '-i', assumed, '-n', '1')).stderr).toMatch(/^~ behind a time: corrected for the clock of its source\n\? behind/)
  })

  it('lists the kinds of entities, and takes an address for one', async () => {
    const help = (await run('search', '--help')).stdout.replaceAll(/\s+/g, ' ')
    for (const kind of entityKinds) expect(help).toMatch(new RegExp(`Everything of one:[^.]*\\b${kind}\\b`))
    expect((await search('--entity', 'address=203.0.113.7', '--count')).stdout).toBe('42\n')
  })

  it('reads stretches of time that are open at one end', async () => {
    const counts = await Promise.all(['time:2026-03-03T02:10..', 'time:..2026-03-03T02:00', 'time:2026-03-04..'].map((q) => search(q, '-c')))
    expect(counts.map(({ stdout }) => stdout)).toEqual(['2\n', '41\n', '0\n'])
    expect((await search('time:..')).code).toBe(2)
  })

  it('tells by what an item is named', async () => {
    const ended = await run('evidence', 'clocks', '-i', assumed, '--set', 'E99=+1h')
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('give six digits or more of its SHA-256, its name, its path')])
  })
})
