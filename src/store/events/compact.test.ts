import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listClocks } from './clock-sources.ts'
import { compactSegments, deleteRetired, mendSegments, planCompaction } from './compact.ts'
import { hostileEvents, mixedEvents } from './kit-events.ts'
import { withSegments } from './kit-ledger.ts'
import type { SegmentRow } from './segments.ts'

function row(name: string, given: Partial<SegmentRow> = {}): SegmentRow {
  return { name, rows: 100, bytes: 10_000, first: 0n, last: 10n, level: 0, ...given }
}

const loose = (count: number, given: Partial<SegmentRow> = {}) => Array.from({ length: count }, (_, index) => row(`loose-${index}`, given))

describe('planCompaction()', () => {
  it('waits for more than eight loose segments, unless it is told not to', () => {
    expect(planCompaction(loose(8))).toBeUndefined()
    expect(planCompaction(loose(9))).toHaveLength(9)
    expect(planCompaction(loose(2), true)).toHaveLength(2)
    expect(planCompaction(loose(1), true)).toBeUndefined()
  })

  it('takes what the loose ones overlap, and leaves the rest', () => {
    const touching = row('touching', { level: 1, first: 10n, last: 30n, rows: 500 })
    const apart = row('apart', { level: 1, first: 31n, last: 40n, rows: 500 })
    expect(planCompaction([...loose(9), touching, apart])?.map(({ name }) => name)).toEqual([...loose(9).map(({ name }) => name), 'touching'])
  })

  it('does not rewrite much because little came', () => {
    const large = row('large', { level: 1, rows: 100_000 })
    expect(planCompaction([...loose(9), large])).toBeUndefined()
    expect(planCompaction([...loose(81), large])).toHaveLength(82)
    expect(planCompaction([...loose(9), large], true)).toHaveLength(10)
  })
})

describe('compactSegments()', () => {
  it('puts many segments together without changing an event', () =>
    withSegments(async ({ place, add, events }) => {
      await add(await hostileEvents(), 5)
      await add(mixedEvents(2_000, 21), 150)
      const before = await events()
      const count = (await place.ledger.segments(place.incident)).length
      expect(await compactSegments(place)).toEqual({ done: 'compacted', before: count, after: 1 })
      expect(await events()).toEqual(before)
      expect((await place.ledger.segments(place.incident)).map(({ level, rows }) => [level, rows])).toEqual([[1, before.length]])
      expect(await compactSegments(place)).toEqual({ done: 'nothing' })
    }))

  it('makes segments that follow one another in time', () =>
    withSegments(async ({ place, add, events }) => {
      await add(mixedEvents(3_000, 22), 200)
      const before = await events()
      expect(await compactSegments(place, { partBytes: 600_000 })).toMatchObject({ done: 'compacted', after: 3 })
      const segments = await place.ledger.segments(place.incident)
      for (const [index, segment] of segments.entries()) {
        expect(segment.rows).toBeGreaterThan(700)
        if (index > 0) expect(segment.first).toBeGreaterThan(segments[index - 1]?.last ?? 0n)
      }
      expect(await events()).toEqual(before)
    }))

  it('puts more together than its memory holds', () =>
    withSegments(async ({ place, add }) => {
      const heavy = mixedEvents(20_000, 24).map(({ event, bytes }, index) => ({
        bytes,
        event: { ...event, fields: { note: `${index} `.repeat(800) } },
      }))
      await add(heavy, 2_000)
      const made = await compactSegments({ ...place, memory: 120_000_000 })
      expect(made).toMatchObject({ done: 'compacted', before: 10 })
      const rows = (await place.ledger.segments(place.incident)).map((segment) => segment.rows)
      expect(rows.reduce((sum, count) => sum + count, 0)).toBe(20_000)
      expect(rows.length).toBeGreaterThan(5)
    }))

  it('leaves everything as it was where it is cancelled', () =>
    withSegments(async ({ place, add, events }) => {
      await add(mixedEvents(500, 23), 50)
      const [before, files] = [await events(), await readdir(place.folder)]
      const controller = new AbortController()
      const stopping = { ...place.ledger, segments: (incident: string) => (controller.abort(), place.ledger.segments(incident)) }
      await expect(compactSegments({ ...place, ledger: stopping, signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
      expect([await events(), (await readdir(place.folder)).sort()]).toEqual([before, files.sort()])
    }))

  it('gives way to another process that changed the segments meanwhile', () =>
    withSegments(async ({ place, add, events }) => {
      await add(mixedEvents(500, 24), 50)
      const before = await events()
      const rival = {
        ...place,
        ledger: {
          ...place.ledger,
          async commitSegments(incident: string, change: Parameters<typeof place.ledger.commitSegments>[1]) {
            await compactSegments({ ...place, newName: () => 'rival.parquet' })
            await place.ledger.commitSegments(incident, change)
          },
        },
      }
      expect(await compactSegments(rival)).toEqual({ done: 'busy' })
      expect(await events()).toEqual(before)
      expect((await place.ledger.segments('')).map(({ name }) => name)).toEqual(['rival.parquet'])
    }))
})

describe('deleteRetired()', () => {
  it('deletes replaced files once no reader can need them', () =>
    withSegments(async ({ place, add }) => {
      await add(mixedEvents(500, 25), 50)
      await compactSegments(place)
      expect(await deleteRetired(place)).toBe(0)
      expect(await readdir(place.folder)).toHaveLength(11)
      expect(await deleteRetired({ ...place, now: () => place.now() + 600_000 })).toBe(10)
      expect(await readdir(place.folder)).toHaveLength(1)
      expect(await place.ledger.retired('')).toEqual([])
    }))
})

describe('readAnew()', () => {
  it('reads what took the place of files that were deleted meanwhile', () =>
    withSegments(async ({ place, add }) => {
      await add(mixedEvents(500, 27), 50)
      const clocks = await listClocks(place)
      let isFirst = true
      const ledger: typeof place.ledger = {
        ...place.ledger,
        async segments(incident) {
          const before = await place.ledger.segments(incident)
          if (isFirst) {
            isFirst = false
            await compactSegments(place)
            await deleteRetired(place, 0)
          }
          return before
        },
      }
      expect(await listClocks({ ...place, ledger })).toEqual(clocks)
      expect(isFirst).toBe(false)
    }))
})

describe('mendSegments()', () => {
  it('sweeps what killed writers left, and nothing else', () =>
    withSegments(async ({ place, add }) => {
      await add(mixedEvents(500, 26), 50)
      await compactSegments(place)
      const files = await readdir(place.folder)
      const gone = ['999999999-1.t.1.parquet', '999999999-1.t.2.parquet.tmp', 'stray']
      const alive = [`${process.ppid}-5.t.1.parquet.tmp`, '1-1.t.9.parquet']
      for (const name of [...gone, ...alive]) await writeFile(join(place.folder, name), 'x')
      expect((await mendSegments({ ...place, writer: '1-1' })).sort()).toEqual(gone)
      expect((await readdir(place.folder)).sort()).toEqual([...files, ...alive].sort())
    }))

  it('says nothing of a folder that is not there', () =>
    withSegments(async ({ place }) => {
      expect(await mendSegments({ ...place, writer: '1-1' })).toEqual([])
    }))
})
