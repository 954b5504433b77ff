import { describe, expect, it } from 'vitest'
import { applyCorrections } from './correct-clocks.ts'
import { eventWith, hostileEvents, mixedEvents, sha256Of } from './kit-events.ts'
import { withSegments } from './kit-ledger.ts'
import { compactSegments } from './compact.ts'
import { removeItems } from './rewrite.ts'

const told = (at: string): bigint => BigInt(Date.parse(at)) * 1000n

describe('applyCorrections()', () => {
  it('moves the corrected time of what it names, keeps what was told, and starts from there the next time', () =>
    withSegments(async ({ place, add, events }) => {
      const at = '2026-03-01T10:00:00Z'
      const host = (name: string, offset: number) => ({ event: eventWith({ offset, ecs: { 'host.name': name } }), bytes: Buffer.from(name) })
      await add([host('web', 1), host(`d'b`, 2), host('other', 3)])
      expect(await applyCorrections(place, [{ host: `d'b`, offsetMs: -90_061_500, uncertaintyMs: 250 }])).toBe(1)
      const [first, second] = await events()
      expect([first?.event.ecs['host.name'], first?.event.time.at, first?.time]).toEqual([`d'b`, at, told('2026-02-28T08:58:58.500Z')])
      expect([first?.correction, second?.correction]).toEqual([{ offsetMs: -90_061_500, uncertaintyMs: 250 }, undefined])
      const [segment] = await place.ledger.segments(place.incident)
      expect([segment?.first, segment?.last, segment?.level]).toEqual([told('2026-02-28T08:58:58.500Z'), told(at), 0])
      await applyCorrections(place, [{ host: `d'b`, offsetMs: 1000, uncertaintyMs: 0 }])
      expect((await events()).map(({ time }) => time)).toEqual([told(at), told(at), told('2026-03-01T10:00:01Z')])
      expect(await applyCorrections(place, [{ host: `d'b`, offsetMs: 1000, uncertaintyMs: 0 }])).toBe(0)
      expect(await applyCorrections(place, [])).toBe(1)
      expect((await events()).map(({ time, correction }) => [time, correction])).toEqual(Array.from({ length: 3 }, () => [told(at), undefined]))
    }))

  it('takes the first correction that applies, and changes nothing else of any event', () =>
    withSegments(async ({ place, add, events }) => {
      await add(mixedEvents(800, 31), 90)
      await add(await hostileEvents())
      await compactSegments(place)
      const before = await events()
      const evidence = sha256Of('item 3')
      await applyCorrections(place, [
        { evidence, dataset: 'format-1', offsetMs: 5, uncertaintyMs: 1 },
        { dataset: 'format-1', offsetMs: 7, uncertaintyMs: 2 },
        { evidence, offsetMs: -9, uncertaintyMs: 3 },
      ])
      const after = await events()
      const expected = new Map(
        before.map(({ event, time }) => {
          const isOne = event.dataset === 'format-1'
          const isItem = event.origin.evidence === evidence
          return [`${event.id} ${event.message}`, time + 1000n * BigInt(isOne ? (isItem ? 5 : 7) : isItem ? -9 : 0)]
        }),
      )
      expect(new Map(after.map(({ event, time }) => [`${event.id} ${event.message}`, time]))).toEqual(expected)
      expect(new Set(after.map(({ event }) => JSON.stringify(event)))).toEqual(new Set(before.map(({ event }) => JSON.stringify(event))))
    }))

  it('refuses what no clock is off by', () =>
    withSegments(async ({ place }) => {
      for (const wrong of [
        { offsetMs: 0.5, uncertaintyMs: 0 },
        { offsetMs: 4e12, uncertaintyMs: 0 },
        { offsetMs: 0, uncertaintyMs: -1 },
      ]) {
        await expect(applyCorrections(place, [wrong])).rejects.toMatchObject({ code: 'invalid' })
      }
      expect(await applyCorrections(place, [{ offsetMs: 5, uncertaintyMs: 0 }])).toBe(0)
    }))
})

describe('removeItems()', () => {
  it('takes the events of items out, whatever they share segments with', () =>
    withSegments(async ({ place, add, events }) => {
      await add(mixedEvents(900, 32), 100)
      const before = await events()
      await compactSegments(place)
      const gone = [sha256Of('item 1'), sha256Of('item 5')]
      await removeItems(place, { evidence: gone, forget: gone })
      expect(await events()).toEqual(before.filter(({ event }) => !gone.includes(event.origin.evidence)))
      await removeItems(place, { evidence: before.map(({ event }) => event.origin.evidence), forget: [] })
      expect([await events(), await place.ledger.segments('')]).toEqual([[], []])
    }))
})
