import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Event } from '../../model/event.ts'
import type { Problem } from '../../model/problem.ts'
import { discoverFiles } from './discover.ts'
import { defaultReadLimits, type ReadRequest } from './inspect.ts'
import { type EvidenceReading, readEvidence } from './read-evidence.ts'
import { readSpan, rereadRecords } from './spans.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-reading-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function file(name: string, bytes: Buffer | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

interface Read {
  readonly items: EvidenceReading[]
  readonly events: Event[]
  readonly problems: Problem[]
  readonly bytes: string[]
}

async function read(request: ReadRequest): Promise<Read> {
  const events: Event[] = []
  const problems: Problem[] = []
  const bytes: string[] = []
  const items = await readEvidence({
    ...request,
    onEvent: (event, _, span) => {
      events.push(event)
      bytes.push(Buffer.from(span).toString('utf8'))
    },
    onProblem: (problem) => problems.push(problem),
  })
  return { items, events, problems, bytes }
}

const line = (second: number): string =>
  `2024-03-05T10:00:${String(second).padStart(2, '0')}Z web-1 sshd[1]: Connection from 192.0.2.1 port ${second}`
const manyLines = (count: number): string => Array.from({ length: count }, (_, index) => `${line(index % 60)}\n`).join('')
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

describe('readEvidence()', () => {
  it('gives each event its id, its dataset and exactly its bytes', async () => {
    const text = `${line(1)}\r\n${line(2)}\r\n`
    const { items, events, problems, bytes } = await read({ path: await file('auth.log', text) })
    expect(problems).toEqual([])
    expect(bytes).toEqual([line(1), line(2)])
    expect(events[1]).toMatchObject({
      id: `${sha256(text).slice(0, 16)}:${line(1).length + 2}`,
      dataset: 'syslog',
      origin: { evidence: sha256(text), record: 2, offset: line(1).length + 2, length: line(2).length, format: 'syslog', version: 1 },
    })
    expect(items).toMatchObject([
      { sha256: sha256(text), size: text.length, format: 'syslog', records: 2, events: 2, problems: 0, first: { at: '2024-03-05T10:00:01Z' } },
    ])
  })

  it('tells gzip by its content and gives the container and its member', async () => {
    const text = `${line(1)}\n${line(2)}\n`
    const packed = Buffer.concat([gzipSync(text.slice(0, 40)), gzipSync(text.slice(40))])
    const path = await file('auth.log.gz', packed)
    const { items, events, bytes } = await read({ path })
    expect(bytes).toEqual([line(1), line(2)])
    expect(events.map(({ origin }) => origin)).toMatchObject([
      { evidence: sha256(text), path: `${path}!auth.log`, offset: 0 },
      { offset: line(1).length + 1 },
    ])
    expect(items).toMatchObject([
      { sha256: sha256(packed), size: packed.length, path, events: 0 },
      { sha256: sha256(text), size: text.length, path: `${path}!auth.log`, parent: sha256(packed), events: 2 },
    ])
    expect((await read({ path: await file('renamed.txt', packed) })).events).toHaveLength(2)
  })

  it('reads everything before the end of a gzip file that is cut off', async () => {
    const text = manyLines(20_000)
    const packed = gzipSync(text)
    const { events, problems, items } = await read({ path: await file('cut.gz', packed.subarray(0, Math.floor(packed.length / 2))) })
    expect(events.length).toBeGreaterThan(5_000)
    expect(problems.map(({ code }) => code)).toContain('truncated')
    expect(items[1]?.size).toBeLessThan(text.length)
    expect(events.every(({ origin }) => text.startsWith('2024', origin.offset))).toBe(true)
  })

  it('reads what comes before damage in a gzip file', async () => {
    const packed = gzipSync(manyLines(50_000), { level: 1 })
    packed.fill(0xff, packed.length - 2000, packed.length - 1000)
    const { events, problems } = await read({ path: await file('damaged.gz', packed) })
    expect(events.length).toBeGreaterThan(30_000)
    expect(problems.some(({ code }) => code === 'unreadable' || code === 'truncated')).toBe(true)
  })

  it.each<[string, (packed: Buffer) => Buffer, number, RegExp]>([
    ['bytes that are no gzip stand behind it', (packed) => Buffer.concat([packed, Buffer.from('garbage')]), 300, /no gzip/],
    ['zeros pad it', (packed) => Buffer.concat([packed, Buffer.alloc(512)]), 300, /^$/],
    ['its check sum is wrong', (packed) => Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]), 300, /incorrect data check/],
    ['a second member is damaged', (packed) => Buffer.concat([packed, packed.subarray(0, 20), Buffer.alloc(50, 0xff)]), 300, /damaged/],
    ['it breaks near its end', (packed) => Buffer.concat([packed.subarray(0, -40), Buffer.alloc(40, 0xff)]), 200, /damaged|cut off/],
  ])('loses no record before the damage of a small gzip file: %s', async (_, spoil, least, words) => {
    const path = await file('small.gz', spoil(gzipSync(manyLines(300))))
    const { events, problems } = await read({ path, year: 2024 })
    expect(events.length).toBeGreaterThanOrEqual(least)
    expect(
      problems
        .filter(({ code, record }) => record === undefined && code !== 'not-a-record')
        .map(({ message }) => message)
        .join(),
    ).toMatch(words)
  })

  it('stops at a gzip file that unpacks to more than allowed', async () => {
    const limits = { ...defaultReadLimits, ratio: 20, ratioFromBytes: 1_000_000 }
    const { problems, items } = await read({ path: await file('bomb.gz', gzipSync(Buffer.alloc(20_000_000, 10))), limits })
    expect(problems.map(({ code }) => code)).toContain('limit')
    expect(items[1]?.size).toBeLessThan(3_000_000)
  })

  it.each([
    ['empty', Buffer.alloc(0), 'empty'],
    ['noise', Buffer.from([0, 1, 2, 250, 251, 252, 0]), 'unrecognised'],
    ['prose', 'Dear reader,\nnothing happened.\n', 'unrecognised'],
  ])('keeps a file of %s and says what it is', async (name, bytes, code) => {
    const { items, events, problems } = await read({ path: await file(name, bytes) })
    expect(events).toEqual([])
    expect(problems).toMatchObject([{ code, evidence: sha256(bytes) }])
    expect(items).toMatchObject([{ sha256: sha256(bytes), size: bytes.length, events: 0, problems: 1 }])
  })

  it('reports a file that is gone', async () => {
    expect(await read({ path: join(folder, 'gone.log') })).toMatchObject({ items: [], problems: [{ code: 'unreadable' }] })
  })

  it('reads a last line without a line end and says that it may be cut off', async () => {
    const { events, problems } = await read({ path: await file('unfinished.log', `${line(1)}\n${line(2)}`) })
    expect(events).toHaveLength(2)
    expect(problems).toMatchObject([{ code: 'unfinished', record: 2 }])
    expect(await read({ path: await file('cut.log', `${line(1)}\n2024-03`) })).toMatchObject({ problems: [{ code: 'truncated' }] })
  })

  it('takes the year from the time of the last change and says so', async () => {
    const path = await file('messages', 'Dec 31 23:59:59 web-1 app: old\nJan  1 00:00:01 web-1 app: new\n')
    await utimes(path, new Date('2022-01-01T08:00:00Z'), new Date('2022-01-01T08:00:00Z'))
    const { items, events } = await read({ path })
    expect(events.map(({ time }) => [time.at, time.assumed])).toEqual([
      ['2021-12-31T23:59:59Z', ['zone', 'year']],
      ['2022-01-01T00:00:01Z', ['zone', 'year']],
    ])
    expect(items[0]).toMatchObject({ year: 2021, yearFrom: 'modified' })
    const given = await read({ path, year: 2019, zone: '+01:00' })
    expect(given.events[0]?.time).toEqual({ at: '2019-12-31T22:59:59Z', precision: 'second', zone: '+01:00' })
  })
})

describe('readSpan() and rereadRecords()', () => {
  it.each(['plain', 'gzipped'])('read cited records of a %s file again as they were', async (kind) => {
    const text = `Dec 31 23:59:59 web-1 sshd[1]: Accepted password for a from 192.0.2.1 port 1 ssh2\nJan  1 00:00:01 web-1 app: new\nJan  1 00:00:02 web-1 app: newer\n`
    const path = await file(`again-${kind}`, kind === 'plain' ? text : gzipSync(text))
    const { items, events, bytes } = await read({ path, modifiedMs: Date.UTC(2022, 0, 2) })
    const item = items.at(-1)
    const seen: Event[] = []
    const places = events.map(({ origin }) => origin)
    await rereadRecords(
      { path, format: 'syslog', sha256: item?.sha256 ?? '', itemPath: item?.path ?? '', year: item?.year, yearFrom: item?.yearFrom },
      places,
      (record) => seen.push(...record.events),
    )
    expect(seen).toEqual(events)
    for (const [index, span] of places.entries()) expect((await readSpan({ path }, span)).toString('utf8')).toBe(bytes[index])
    expect(await readSpan({ path }, { offset: text.length + 5, length: 3 })).toHaveLength(0)
  })

  it('read records of formats that stand alone span by span', async () => {
    const rows = 'time,user,action\n2024-03-05T10:00:00Z,alice,login\n2024-03-05T10:00:01Z,bob,logout\n'
    const path = await file('table.csv', rows)
    const { items, events } = await read({ path })
    const seen: Event[] = []
    await rereadRecords(
      { path, format: 'csv', sha256: items[0]?.sha256 ?? '', itemPath: path },
      events.map(({ origin }) => origin).toReversed(),
      ({ events: again }) => seen.push(...again),
    )
    expect(seen).toEqual(events)
  })
})

describe('discoverFiles()', () => {
  it('walks folders in order, reports links and special files, and names what does not exist', async () => {
    const root = join(folder, 'tree')
    await mkdir(join(root, 'b'), { recursive: true })
    for (const name of ['c.log', 'a.log', 'b/d.log']) await writeFile(join(root, name), 'x')
    await symlink('/etc/hostname', join(root, 'link'))
    const { files, problems, missing } = await discoverFiles([`${root}/`, join(root, 'a.log'), join(root, 'nope')])
    expect(files.map(({ path }) => path.slice(root.length + 1))).toEqual(['a.log', 'b/d.log', 'c.log'])
    expect(problems).toMatchObject([{ path: `${root}/link`, code: 'unreadable' }])
    expect(missing).toEqual([join(root, 'nope')])
  })
})
