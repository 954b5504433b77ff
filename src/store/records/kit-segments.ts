import { describe, expect, it } from 'vitest'
import type { Segment } from '../events/segments.ts'
import { chained, hashOf, itemsOf, type WithStore } from './kit-evidence.ts'
import type { RecordStore } from './record-store.ts'

function segment(name: string, digits: readonly string[], first = 0n): Segment {
  const items = digits.map((digit) => ({ sha256: hashOf(digit), rows: 10 }))
  return { name, rows: 10 * items.length, bytes: 1000, first, last: first + 1_000_000n, level: 0, items }
}

function reading(digit: string) {
  return { sha256: hashOf(digit), settings: 'zone=UTC', detail: `{"of":"${digit}"}` }
}

function changeOf(segments: readonly Segment[], ...digits: readonly string[]) {
  return { add: segments, remove: [], readings: digits.map((digit) => ({ ...reading(digit), harvest: new TextEncoder().encode(digit) })) }
}

async function incidentWith(store: RecordStore, ...digits: readonly string[]): Promise<string> {
  const id = await store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })
  await store.addEvidenceItems(id, itemsOf(undefined, ...digits))
  return id
}

const namesOf = async (store: RecordStore, id: string) => (await store.segments(id)).map(({ name }) => name)

/** What every driver must do for the segments of events. */
export function testSegments(name: string, withStore: WithStore): void {
  describe(`${name}: segments`, () => {
    it('keeps segments by time, with what their items gave', () =>
      withStore(async (store, reopen) => {
        const id = await incidentWith(store, 'a', 'b')
        const [late, early] = [segment('late', ['a', 'b'], 5_000n), segment('early', ['b'], -62_167_219_200_000_000n)]
        const farthest: Segment = { ...segment('far', ['b']), first: 253_402_300_799_999_999n, last: 253_402_300_799_999_999n, level: 2 }
        await store.commitSegments(id, changeOf([late, farthest, early], 'b', 'a'))
        const again = await reopen()
        const { items: _, ...row } = farthest
        expect(await namesOf(again, id)).toEqual(['early', 'late', 'far'])
        expect((await again.segments(id))[2]).toEqual(row)
        expect(await again.segmentItems(id, 'late')).toEqual(late.items)
        expect(await again.segmentsOf(id, [hashOf('a')])).toEqual(['late'])
        expect(await again.segmentsOf(id, [hashOf('a'), hashOf('b')])).toEqual(['early', 'far', 'late'])
        expect(await again.readings(id)).toEqual([reading('a'), reading('b')])
        expect(await again.harvest(id, hashOf('a'))).toEqual(new TextEncoder().encode('a'))
        expect(await again.harvest(id, hashOf('c'))).toBeUndefined()
      }))

    it('replaces segments, and keeps the files taken out in mind', () =>
      withStore(async (store, reopen) => {
        const id = await incidentWith(store, 'a')
        await store.commitSegments(id, changeOf([segment('one', ['a']), segment('two', ['a'])], 'a'))
        await store.commitSegments(id, { add: [segment('both', ['a'])], remove: ['one', 'two'], readings: [], at: 1_772_000_000_000 })
        const again = await reopen()
        expect(await namesOf(again, id)).toEqual(['both'])
        expect(await again.segmentsOf(id, [hashOf('a')])).toEqual(['both'])
        expect(await again.retired(id)).toEqual([
          { name: 'one', at: 1_772_000_000_000 },
          { name: 'two', at: 1_772_000_000_000 },
        ])
        await again.forgetRetired(id, ['one'])
        expect(await again.retired(id)).toEqual([{ name: 'two', at: 1_772_000_000_000 }])
        await again.removeIncident(id, chained(await again.custodyHead(id), { action: 'dispose', sha256: hashOf('a') }))
        expect([await again.segments(id), await again.retired(id), await again.readings(id)]).toEqual([[], [], []])
      }))
  })
  testRefusals(name, withStore)
}

function testRefusals(name: string, withStore: WithStore): void {
  describe(`${name}: segments refused`, () => {
    it('commits all of a change or nothing', () =>
      withStore(async (store) => {
        const id = await incidentWith(store, 'a', 'b')
        await store.commitSegments(id, changeOf([segment('one', ['a'])], 'a'))
        const missing = { add: [segment('two', ['a'])], remove: ['one', 'gone'], readings: [], at: 1 }
        await expect(store.commitSegments(id, missing)).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.commitSegments(id, changeOf([segment('three', ['b'])], 'b', 'a'))).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.commitSegments(id, changeOf([segment('four', ['c'])], 'c'))).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.commitSegments('INC-2026-0099', changeOf([], 'a'))).rejects.toMatchObject({ code: 'not-found' })
        expect(await namesOf(store, id)).toEqual(['one'])
        expect(await store.readings(id)).toEqual([reading('a')])
        expect(await store.retired(id)).toEqual([])
      }))

    it('lets an item be read again once its reading was taken out, and never one that was disposed of', () =>
      withStore(async (store) => {
        const id = await incidentWith(store, 'a', 'b')
        await store.commitSegments(id, changeOf([segment('one', ['a'])], 'a'))
        await store.commitSegments(id, { add: [], remove: ['one'], readings: [], forget: [hashOf('a')], at: 1 })
        expect(await store.readings(id)).toEqual([])
        await store.commitSegments(id, changeOf([segment('two', ['a'])], 'a'))
        const dispose = chained(await store.custodyHead(id), { action: 'dispose', sha256: hashOf('b') })
        await store.appendCustody(id, dispose)
        await expect(store.commitSegments(id, changeOf([segment('three', ['b'])], 'b'))).rejects.toMatchObject({ code: 'conflict' })
        expect(await namesOf(store, id)).toEqual(['two'])
      }))
  })
}
