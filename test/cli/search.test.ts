import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftStartedSchema, type ProgressEvent } from '../../src/api/draft.ts'
import { incidentCreatedSchema } from '../../src/api/incidents.ts'
import { sendJson, upload } from '../server/client.ts'
import { eventsUntil } from '../server/event-stream.ts'
import { accessLog, authLog } from '../server/fixtures.ts'
import { read, startTestServer, type TestServer } from '../server/harness.ts'
import { type Ended, runProgram } from './run-program.ts'

let server: TestServer
let id: string

const isEnd = (event: ProgressEvent) => event.event === 'job' && event.data !== null && event.data.state !== 'running'
const create = async (title: string) => read(await sendJson(server.port, { path: '/api/incidents', json: { title } }), incidentCreatedSchema, 201).id

/** The workspace runs all the while: searching needs no lock. */
const search = (...args: readonly string[]): Promise<Ended> => runProgram(['search', ...args], { environment: { HINDCAST_DATA: server.folder } })
const lines = ({ stdout }: Ended): string[] => stdout.trimEnd().split('\n')

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
  id = await create('Guessed password')
  await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
  await upload(server.port, { id, name: 'access.log', bytes: accessLog })
  read(await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json: { year: 2026, zone: 'UTC' } }), draftStartedSchema, 202)
  await eventsUntil(server.port, id, isEnd)
})
afterAll(() => server.stop())

describe('hindcast search', () => {
  it('prints the events that match as a table, oldest first', async () => {
    const ended = await search('user:root', 'outcome:failure', '-n', '3')
    expect([ended.code, ended.stderr.trimEnd()]).toEqual([
      0,
      expect.stringMatching(/^3 of 40 events; --limit 0 prints all, --cursor=[-.0-9a-z]+ the next page$/),
    ])
    const [header = '', ...rows] = lines(ended)
    expect(header).toMatch(/^Time \(UTC\) +Event +Format +What happened$/)
    expect(rows.length).toBe(3)
    expect(rows[0]).toMatch(/^2026-03-03 02:00:00 +[0-9a-f]{16}:0 +syslog +Failed password sign-in for root from 203\.0\.113\.7$/)
    const newest = await search('user:root', '-n', '1', '--newest')
    expect(lines(newest)[1]).toMatch(/^2026-03-03 02:00:39 /)
  })

  it('prints JSON and CSV with everything that is known', async () => {
    const jsonl = await search('"/etc/shadow"', '--format', 'jsonl')
    expect(lines(jsonl).map((line) => JSON.parse(line))).toMatchObject([
      { time: '2026-03-03T02:01:00Z', 'event.dataset': 'syslog', fields: { program: 'sudo' } },
    ])
    const csv = await search('dataset:web-access', '-f', 'csv')
    expect([lines(csv)[0]?.slice(0, 15), lines(csv).length]).toEqual(['time,@timestamp', 3])
  })

  it('counts, over time and by value', async () => {
    expect((await search('user:root', '--count')).stdout).toBe('40\n')
    const top = await search('--top', 'event.dataset')
    expect(
      lines(top)
        .slice(1)
        .map((line) => line.replaceAll(/ +/g, ' ').trim()),
    ).toEqual([expect.stringMatching(/^42 █+ syslog$/), expect.stringMatching(/^2 [█▏▎▍▌▋▊▉]+ web-access$/)])
    const histogram = await search('--histogram')
    expect(lines(histogram).at(-1)).toBe('44 in all')
  })

  it('keeps to a stretch of time, whose end includes the whole of what is written', async () => {
    const counts = await Promise.all([
      search('--count', '--from', '2026-03-03 02:10'),
      search('--count', '--to', '2026-03-03 02:00'),
      search('--count', '--to', '2026-03-03'),
      search('--count', '--from', '2026-03-04'),
      search('--count', '--from', '2026-03-03T03:10+01:00'),
    ])
    expect(counts.map(({ stdout }) => stdout.trim())).toEqual(['2', '41', '44', '0', '2'])
  })

  it('shows what happened around an event, in all sources', async () => {
    const [found] = lines(await search('"/etc/shadow"', '-f', 'jsonl')).map((line) => JSON.parse(line))
    const ended = await search('--around', found['event.id'], '-n', '4')
    expect(lines(ended).length).toBe(6)
    expect(lines(ended)[3]).toContain('/etc/shadow')
    expect(lines(ended)[5]).toContain('web-access')
    expect((await search('--around', `${'0'.repeat(16)}:7`)).code).toBe(2)
    const within = await search('--around', found['event.id'], '--within', '10s', '--format', 'jsonl')
    expect(lines(within).map((line) => JSON.parse(line).time)).toEqual(['2026-03-03T02:00:50Z', '2026-03-03T02:01:00Z'])
    const csv = await search('--around', found['event.id'], '-n', '2', '--format', 'csv')
    expect([lines(csv).length, lines(csv)[0]?.slice(0, 15)]).toEqual([4, 'time,@timestamp'])
    expect((await search('--around', found['event.id'], '--within', 'soon')).code).toBe(2)
  })

  it('takes a search that begins with a dash, and tells it from options', async () => {
    const counts = await Promise.all([
      search('-user:root', '--count'),
      search(`-cd${server.folder}`, '-ip:203.0.113.0/24'),
      search('dataset:syslog', '-"Failed password"', '-c'),
      search('--count', '-(user:root or dataset:web-access)'),
      search('-c', `-i${id}`, '--', '-user:root'),
    ])
    expect(counts.map(({ code, stdout }) => [code, stdout])).toEqual([
      [0, '4\n'],
      [0, '2\n'],
      [0, '2\n'],
      [0, '2\n'],
      [0, '4\n'],
    ])
    expect((await search('-x')).stderr).toContain('an argument that begins with a dash stands after "--"')
  })

  it('counts the rarest values, and the values of names that stand for several fields', async () => {
    const values = (ended: Ended) =>
      lines(ended)
        .slice(1)
        .map((line) => line.trim().split(/ +/).at(-1))
    expect(values(await search('--rare', 'dataset', '-n', '1', 'dataset:*'))[0]).toBe('web-access')
    expect(values(await search('--top', 'ip', 'user:root'))).toEqual(['203.0.113.7'])
    const none = await search('dataset:web-access', '--top', 'fields.program')
    expect([none.stdout, none.stderr]).toEqual(['', expect.stringContaining('2 events, none with a value of fields.program')])
    expect((await search('--top', 'time')).stderr).toContain('histogram')
  })

  it('shows times in another zone, with their offset', async () => {
    const table = lines(await search('user:root', '-n', '1', '--tz', 'Asia/Kolkata'))
    expect([table[0]?.slice(0, 19), table[1]?.slice(0, 25)]).toEqual(['Time (Asia/Kolkata)', '2026-03-03 07:30:00+05:30'])
    expect(lines(await search('--histogram', '--tz', '+01:00'))[1]).toMatch(/^2026-03-03 03:00(?::00)?\+01:00 /)
    expect((await search('--tz', 'Nowhere/Land')).code).toBe(2)
  })

  it('finds everything of an entity, and says in words what it looks for', async () => {
    expect((await search('--entity', 'ip=203.0.113.7', '--count')).stdout).toBe('42\n')
    expect((await search('outcome:success', '--entity', 'user=deploy', '--count')).stdout).toBe('2\n')
    const explained = await search('user:root -outcome:failure', '--explain')
    expect([explained.code, explained.stdout]).toEqual([0, expect.stringMatching(/root.*failure/s)])
    expect((await search('--entity', 'spaceship=x')).stderr).toContain('write KIND=VALUE with one of user')
  })

  it('puts a caret under what cannot be read', async () => {
    const ended = await search('user:root outcme:failure')
    expect([ended.code, ended.stdout]).toEqual([2, ''])
    const told = ended.stderr.split('\n')
    const at = told.indexOf('user:root outcme:failure')
    expect(told[at + 1]).toBe(`${' '.repeat(10)}${'^'.repeat(6)}`)
    expect(ended.stderr).toContain('outcome')
  })

  it('says what there is where nothing matches', async () => {
    const ended = await search('user:nobody')
    expect([ended.code, ended.stdout]).toEqual([0, ''])
    expect(ended.stderr).toContain(`No events match; ${id} has 44 events from 2026-03-03 02:00:00 to 2026-03-03 02:10:05 UTC`)
    expect((await search('user:root roo')).code).toBe(0)
    expect((await search('user:roo outcome:failure')).stderr).toContain('Nothing matches user.name:roo alone; perhaps: user.name:root')
    expect((await search('http_request')).stderr).toContain('perhaps: event.action:http_request')
  })

  it.each([
    [['--limit', 'many']],
    [['--from', 'yesterday']],
    [['--from', '2026-03-04', '--to', '2026-03-03']],
    [['--format', 'xml']],
    [['--top', 'nonsense']],
    [['--incident', 'INC-2026-9999']],
    [['--data', '/nonexistent/folder']],
  ])('exits with 2 for %j', async (args) => {
    const ended = await search(...args)
    expect([ended.code, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toMatch(/^hindcast: /)
  })
})

describe('hindcast search, with several incidents', () => {
  it('asks which one, and says what is not read yet', async () => {
    const other = await create('Another \u202ecase')
    await upload(server.port, { id: other, name: 'auth.log', bytes: authLog(3) })
    const asked = await search('--count')
    expect(asked.code).toBe(2)
    expect(asked.stderr).toContain(`  ${id}  Guessed password`)
    expect(asked.stderr).not.toContain('\u202e')
    expect((await search('--count', '--incident', id)).stdout).toBe('44\n')
    const unread = await search('--incident', other)
    expect([unread.code, unread.stderr]).toEqual([0, expect.stringContaining('1 evidence item of 1 is not read yet')])
  })
})
