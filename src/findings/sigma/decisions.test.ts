import { expect, it } from 'vitest'
import { Decisions } from './decisions.ts'
import type { TextClass } from './slot-tests.ts'

function classes(count: number): TextClass[] {
  return Array.from({ length: count }, (_, index) => ({ truths: new Set([index]) }))
}

it('`find()` gives what was learnt for the same classes and asks for no slot more than that', () => {
  const [a, b] = classes(2)
  if (a === undefined || b === undefined) throw new Error('Two classes')
  const decisions = new Decisions<readonly string[]>()
  const asked: number[] = []
  const find = (...held: TextClass[]) => {
    asked.length = 0
    return decisions.find((slot) => {
      asked.push(slot)
      return held[slot] ?? a
    })
  }
  expect(find(a)).toBeUndefined()
  decisions.learn([{ slot: 0, found: a }], ['first'])
  decisions.learn(
    [
      { slot: 0, found: b },
      { slot: 2, found: a },
    ],
    ['second'],
  )
  expect([find(a, b, b), asked]).toEqual([['first'], [0]])
  expect([find(b, b, a), [...asked]]).toEqual([['second'], [0, 2]])
  expect(find(b, a, b)).toBeUndefined()
})

it('`find()` gives what was learnt where nothing is asked', () => {
  const decisions = new Decisions<readonly string[]>()
  decisions.learn([], ['always'])
  expect(decisions.find(() => ({ truths: new Set() }))).toEqual(['always'])
})

it('`learn()` forgets all before it holds too much', () => {
  const all = classes(30_000)
  const decisions = new Decisions<{ index: number }>()
  for (const [index, found] of all.entries()) decisions.learn([{ slot: 0, found }], { index })
  const kept = all.filter((found, index) => decisions.find(() => found)?.index === index)
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(20_000)
  expect(kept.at(-1)).toBe(all.at(-1))
})
