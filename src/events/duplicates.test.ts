import { describe, expect, it } from 'vitest'
import { type ComparedEvent, duplicatesOf, itemsOverlap } from './duplicates.ts'

describe('itemsOverlap()', () => {
  it.each([
    [{ shared: 5, first: 10, second: 1000 }, true],
    [{ shared: 4, first: 10, second: 1000 }, false],
    [{ shared: 500, first: 1000, second: 100_000 }, true],
    [{ shared: 3, first: 3, second: 3 }, true],
    [{ shared: 2, first: 2, second: 2 }, true],
    [{ shared: 2, first: 2, second: 4 }, false],
    [{ shared: 1, first: 1, second: 900 }, false],
    [{ shared: 0, first: 0, second: 0 }, false],
  ])('of %o is %s', (counts, expected) => {
    expect(itemsOverlap(counts)).toBe(expected)
  })
})

function event(id: string, place: number, given: Partial<ComparedEvent> = {}): ComparedEvent {
  const offset = Number(id.replace(/\D/g, ''))
  return { id, place, offset, part: 0, dataset: 'syslog', recordHash: BigInt(offset), told: BigInt(offset), ...given }
}

describe('duplicatesOf()', () => {
  it('names the event that counts, never one that repeats another', () => {
    const items = ['a', 'b', 'c'].flatMap((name, place) => [1, 2, 3, 4].map((number) => event(`${name}${number}`, place)))
    const found = duplicatesOf(items)
    expect([...found]).toEqual(['b', 'c'].flatMap((name) => [1, 2, 3, 4].map((number) => [`${name}${number}`, `a${number}`])))
  })

  it('follows an id of the source before the record', () => {
    const [one, two, three] = [event('a1', 0, { sourceId: 'x' }), event('b1', 1), event('c9', 2, { sourceId: 'x', recordHash: 1n })]
    expect(duplicatesOf([three, two, one])).toEqual(
      new Map([
        ['c9', 'a1'],
        ['b1', 'a1'],
      ]),
    )
  })

  it('keeps apart what other sources call the same', () => {
    expect(duplicatesOf([event('a1', 0, { sourceId: 'x' }), event('b2', 1, { sourceId: 'x', dataset: 'jsonl' })])).toEqual(new Map())
  })
})
