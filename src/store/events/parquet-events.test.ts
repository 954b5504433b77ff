import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Query } from '../../query/query.ts'
import type { EventStore, FoundEvent } from './event-store.ts'
import { searchedEvents } from './kit-queries.ts'
import { incident, rewriteSegment, type TestLedger, writeSegments } from './kit-search.ts'
import { openParquetEvents } from './parquet-events.ts'
import { segmentFolder } from './segment-file.ts'

const everything: Query = { kind: 'everything' }
const events = searchedEvents(300, 5)
const ids = events.map(({ event }) => event.id)
const byted = events.map(({ event }) => ({ event, bytes: Buffer.from(event.id) }))
const field = (name: 'user.name', value: string): Query => ({ kind: 'field', field: { kind: 'ecs', name }, test: { op: 'is', value } })
const idsOf = (found: readonly FoundEvent[]): string[] => found.map(({ event }) => event.id)

let folder = ''
let ledger: TestLedger
let store: EventStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-search [*] '))
  ledger = await writeSegments(folder, [byted.slice(0, 120), byted.slice(100), byted.slice(50, 51)], { ownColumns: [true] })
  // The last two lists repeat events: one segment may not hold an event twice, so these stand for duplicates.
  for (const { name } of ledger.rows.slice(1)) {
    const repeated = name === ledger.rows[1]?.name ? ids.slice(100, 120) : ids.slice(50, 51)
    const list = repeated.map((id) => `'${id}'`).join(', ')
    await rewriteSegment(
      join(segmentFolder(folder, incident), name),
      async (_, from) =>
        `(SELECT * REPLACE (CASE WHEN substr(evidence, 1, 16) || ':' || "offset" IN (${list}) THEN 'other:1' END AS duplicate_of) FROM ${from})`,
    )
  }
  store = openParquetEvents({ dataFolder: folder, ledger, temporary: folder })
})

afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function pagesOf(order: 'oldest' | 'newest', limit: number, between: () => Promise<void> = async () => undefined): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.page({ incident, query: everything, order, limit, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...idsOf(page.events))
    cursor = page.next
    await between()
  } while (cursor !== undefined)
  return found
}

describe('page()', () => {
  it('gives every event once, in the order of time and place, from either end', async () => {
    expect(await pagesOf('oldest', 7)).toEqual(ids)
    expect(await pagesOf('newest', 50)).toEqual([...ids].reverse())
  })

  it('goes on from a cursor while segments are put together', async () => {
    const { rows } = ledger
    const other = await writeSegments(folder, [byted], { tag: 'whole' })
    let round = 0
    const found = await pagesOf('oldest', 40, async () => {
      round += 1
      ledger.rows = round % 2 === 0 ? rows : other.rows
    })
    ledger.rows = rows
    expect(found).toEqual(ids)
  })

  it('gives events back as they were read', async () => {
    const { events: found } = await store.page({ incident, query: everything, order: 'oldest', limit: 300 })
    expect(found.map(({ event }) => event)).toEqual(events.map(({ event }) => event))
  })

  it('refuses a cursor that no page gave out', async () => {
    await expect(store.page({ incident, query: everything, order: 'oldest', limit: 5, cursor: "' OR true" })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('leaves duplicates out unless they are asked for', async () => {
    expect(await store.count({ incident, query: everything })).toBe(300)
    expect(await store.count({ incident, query: everything, withDuplicates: true })).toBe(321)
    expect(await store.extent(incident)).toMatchObject({ events: 300, duplicates: 21, first: events[0]?.time, last: events[299]?.time })
  })
})

describe('histogram()', () => {
  it('counts every event in the bar of its time', async () => {
    const { step, bars, total } = await store.histogram({ incident, query: everything, bars: 50 })
    expect(step).toBe(5_000_000n)
    const expected = new Map<bigint, number>()
    for (const { time } of events) expected.set(time - (time % step), (expected.get(time - (time % step)) ?? 0) + 1)
    expect(bars).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)).map(([start, count]) => ({ start, count })))
    expect(total).toBe(300)
  })

  it('counts only what matches, within the bounds asked for', async () => {
    const from = events[40]?.time ?? 0n
    const before = events[200]?.time ?? 0n
    const { total } = await store.histogram({ incident, query: field('user.name', 'ALICE'), bars: 10, from, before })
    const wanted = events.filter(({ event, time }) => event.ecs['user.name']?.toLowerCase() === 'alice' && time >= from && time < before)
    expect(total).toBe(wanted.length)
  })
})

describe('top()', () => {
  it('counts values, those not listed, and events without one', async () => {
    const counts = new Map<string, number>()
    for (const { event } of events) {
      const name = event.ecs['user.name'] ?? ''
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    const absent = counts.get('') ?? 0
    counts.delete('')
    const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (Buffer.from(a).compare(Buffer.from(b)) < 0 ? -1 : 1))
    const found = await store.top({ incident, query: everything, field: 'user', limit: 4 })
    expect(found).toEqual({ values: sorted.slice(0, 4).map(([value, count]) => ({ value, count })), others: sorted.length - 4, absent })
  })

  it('counts the values of an own field, of a list each once', async () => {
    const { values, absent } = await store.top({ incident, query: everything, field: 'fields.a.name', limit: 1_000 })
    expect(values.length).toBeGreaterThan(3)
    for (const { value, count } of values) {
      const test: Query = { kind: 'field', field: { kind: 'own', path: ['a', 'name'] }, test: { op: 'is', value } }
      const inEitherCase = values.filter((other) => other.value.toLowerCase() === value.toLowerCase()).length
      expect(await store.count({ incident, query: test })).toBeGreaterThanOrEqual(inEitherCase === 1 ? count : 1)
    }
    expect(absent).toBeGreaterThan(0)
  })

  it('names the field nobody knows', async () => {
    await expect(store.top({ incident, query: everything, field: 'usr', limit: 4 })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('neighbours()', () => {
  it('gives the events just before and after, whatever their source', async () => {
    const found = await store.neighbours({ incident, id: ids[150] ?? '', before: 4, after: 3 })
    expect([...idsOf(found.before), found.event.event.id, ...idsOf(found.after)]).toEqual(ids.slice(146, 154))
    const first = await store.neighbours({ incident, id: ids[0] ?? '', before: 4, after: 0 })
    expect([first.before, first.after]).toEqual([[], []])
  })

  it('says which event there is not', async () => {
    await expect(store.neighbours({ incident, id: '00', before: 1, after: 1 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.event(incident, 'ffffffffffffffff:1')).toBeUndefined()
  })
})

describe('values()', () => {
  it('completes values in either case', async () => {
    expect(await store.values({ incident, field: 'user.name', prefix: 'aLi', limit: 5 })).toEqual(expect.arrayContaining(['alice', 'Alice']))
  })
})

describe('ownFields()', () => {
  it('names own fields as a search writes them', async () => {
    const names = await store.ownFields(incident)
    expect(names).toEqual(expect.arrayContaining(['fields.name', 'fields.a.b', 'fields."a.b"', 'fields."deep key".name']))
  })
})

describe('openParquetEvents()', () => {
  it('answers with nothing where there are no segments', async () => {
    const none = openParquetEvents({ dataFolder: folder, ledger: { segments: async () => [] } })
    const request = { incident: 'INC-2026-0002', query: everything }
    expect(await none.page({ ...request, order: 'newest', limit: 5 })).toEqual({ events: [] })
    expect(await none.count(request)).toBe(0)
    expect(await none.histogram({ ...request, bars: 5 })).toMatchObject({ bars: [], total: 0 })
    expect(await none.top({ ...request, field: 'user', limit: 5 })).toEqual({ values: [], others: 0, absent: 0 })
    expect(await none.extent(request.incident)).toBeUndefined()
    expect(await none.event(request.incident, ids[0] ?? '')).toBeUndefined()
    expect(await none.values({ ...request, field: 'user', prefix: '', limit: 5 })).toEqual([])
    expect(await none.ownFields(request.incident)).toEqual([])
    await none.close()
  })

  it('reads the ledger again where a file was replaced', async () => {
    const gone = { name: 'gone.parquet', rows: 9, bytes: 9, first: events[0]?.time ?? 0n, last: events[9]?.time ?? 0n, level: 0 }
    let asked = 0
    const moving = openParquetEvents({ dataFolder: folder, ledger: { segments: async () => (asked++ === 0 ? [gone] : ledger.rows) } })
    expect(await moving.count({ incident, query: everything })).toBe(300)
    await moving.close()
    const lost = openParquetEvents({ dataFolder: folder, ledger: { segments: async () => [gone] } })
    await expect(lost.count({ incident, query: everything })).rejects.toMatchObject({ code: 'missing' })
    await lost.close()
  })

  it('ends a search that is given up, and answers the next', async () => {
    await expect(store.count({ incident, query: everything, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(await store.count({ incident, query: everything })).toBe(300)
  })

  it('names an expression that cannot be run', async () => {
    const query: Query = { kind: 'text', test: { op: 'matches', source: '(a' } }
    await expect(store.count({ incident, query })).rejects.toMatchObject({ code: 'regex' })
  })

  it('leaves no temporary folder behind', async () => {
    const other = await mkdtemp(join(tmpdir(), 'hindcast-temporary-'))
    const short = openParquetEvents({ dataFolder: folder, ledger, temporary: other })
    await short.count({ incident, query: everything })
    expect(await readdir(other)).toHaveLength(1)
    await short.close()
    expect(await readdir(other)).toEqual([])
    await rm(other, { recursive: true })
  })
})
