import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { formatInstant } from '../../base/instant.ts'
import { type ComparedEvent, duplicatesOf } from '../../events/duplicates.ts'
import type { Event } from '../../model/event.ts'
import { type BytedEvent, chance, eventWith, sha256Of } from '../../store/events/kit-events.ts'
import { withSegments } from '../../store/events/kit-ledger.ts'
import { compactSegments } from '../../store/events/compact.ts'
import { removeItems } from '../../store/events/rewrite.ts'
import { findDuplicates } from './find-duplicates.ts'

/** An item whose lines are numbers of records; `@` before one gives its event a source's id. */
function item(name: string, lines: readonly string[]): BytedEvent[] {
  return lines.flatMap((line, index) => {
    const number = Number(/\d+/.exec(line)?.[0] ?? 0)
    const time = { at: formatInstant(BigInt(number) * 60_000_000_000n), precision: 'second' as const, zone: 'Z' }
    const sourceId = line.startsWith('@') ? { sourceId: `id-${number}` } : {}
    const parts = line.endsWith('+') ? ['.1', '.2'] : ['']
    return parts.map((part) => {
      const base = eventWith({ evidence: sha256Of(name), offset: index * 10, time, message: line, ...sourceId })
      return { event: { ...base, id: `${base.id}${part}` }, bytes: Buffer.from(line) }
    })
  })
}

/** The same events as the definition sees them. */
function compared(items: readonly BytedEvent[][]): ComparedEvent[] {
  return items.flatMap((events, place) =>
    events.map(({ event, bytes }) => ({
      id: event.id,
      place,
      offset: event.origin.offset,
      part: Number(event.id.split('.')[1] ?? 0),
      dataset: event.dataset,
      ...(event.sourceId === undefined ? {} : { sourceId: event.sourceId }),
      recordHash: BigInt.asIntN(64, BigInt(`0x${hash('sha256', bytes, 'hex').slice(0, 16)}`)),
      told: BigInt(Date.parse(event.time.at)) * 1000n,
    })),
  )
}

const evidenceOf = (events: readonly BytedEvent[]): string => events[0]?.event.origin.evidence ?? ''

async function marked(items: readonly BytedEvent[][]): Promise<Map<string, string>> {
  let found: [string, string][] = []
  await withSegments(async ({ place, add, events }) => {
    for (const one of items.toReversed()) await add(one, 7)
    await findDuplicates(place, items.map(evidenceOf))
    found = (await events()).flatMap(({ event, duplicateOf }): [string, string][] => (duplicateOf === undefined ? [] : [[event.id, duplicateOf]]))
  })
  return new Map(found)
}

const ids = (events: readonly { readonly event: Event }[]): string[] => events.map(({ event }) => event.id)
const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => String(from + index))

describe('findDuplicates()', () => {
  it('counts the records of overlapping exports once, also where lines within one are equal', async () => {
    const first = item('first', ['1', '2', '2', '3', '4', '5'])
    const second = item('second', ['2', '2', '2', '3', '4', '5', '6'])
    const [a, b] = [ids(first), ids(second)]
    expect(await marked([first, second])).toEqual(
      new Map([
        [b[0], a[1]],
        [b[1], a[2]],
        [b[3], a[3]],
        [b[4], a[4]],
        [b[5], a[5]],
      ]),
    )
  })

  it('leaves the equal lines of two servers and of one file alone', async () => {
    const first = item('first', ['1', '1', '1', ...numbers(10, 30)])
    const second = item('second', ['1', '1', '1', ...numbers(10, 30).map((line) => `the other ${line}`)])
    expect(await marked([first, second, item('alone', ['7', '7', '7'])])).toEqual(new Map())
  })

  it('knows events by the id of their source, in one item and across them, each of several of a record by itself', async () => {
    const first = item('first', ['@1', '@2', '@1', '@3+'])
    const second = item('second', ['@2', '@3+', '@9'])
    const [a, b] = [ids(first), ids(second)]
    expect(await marked([first, second])).toEqual(
      new Map([
        [a[2], a[0]],
        [b[0], a[1]],
        [b[1], a[3]],
        [b[2], a[4]],
      ]),
    )
  })

  it('does as the definition says, for items made at random', { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const roll = chance(seed)
      const items = Array.from({ length: 2 + roll(5) }, (_, index) => {
        const from = roll(20)
        const lines = Array.from({ length: 1 + roll(25) }, () => `${roll(4) === 0 ? '@' : ''}${from + roll(12)}${roll(5) === 0 ? '+' : ''}`)
        return item(`${seed}.${index}`, lines)
      })
      expect([seed, await marked(items)]).toEqual([seed, duplicatesOf(compared(items))])
    }
  })

  it('follows what comes, is put together and is taken out', () =>
    withSegments(async ({ place, add, events }) => {
      const [first, second, third] = [item('first', numbers(0, 20)), item('second', numbers(5, 25)), item('third', numbers(10, 30))]
      const order = [first, second, third].map(evidenceOf)
      const count = async () => (await events()).filter(({ duplicateOf }) => duplicateOf !== undefined).length
      await add(first)
      await add(second)
      expect(await findDuplicates(place, order)).toBe(1)
      expect([await count(), await findDuplicates(place, order)]).toEqual([15, 0])
      await compactSegments(place, { force: true })
      await add(third)
      expect(await findDuplicates(place, order)).toBe(1)
      expect(await count()).toBe(30)
      const roots = (await events()).flatMap(({ duplicateOf }) => duplicateOf ?? [])
      expect(roots.filter((id) => id.startsWith(evidenceOf(second).slice(0, 16)))).toHaveLength(5)
      await removeItems(place, { evidence: [evidenceOf(first)], forget: [] })
      expect([(await events()).length, await count()]).toEqual([40, 5])
      await findDuplicates(place, order)
      expect(await count()).toBe(15)
    }))
})
