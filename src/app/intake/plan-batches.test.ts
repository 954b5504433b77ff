import { describe, expect, it } from 'vitest'
import type { IntakeItem } from './intake-item.ts'
import { planBatches, sharedLimits } from './plan-batches.ts'

const limits = { bytes: 100, items: 3 }

describe('planBatches()', () => {
  it('puts large items alone and first, the largest before the others', () => {
    const batches = planBatches([item('a', 10), item('b', 100), item('c', 10), item('d', 500)], limits)
    expect(batches.map(namesOf)).toEqual([['d'], ['b'], ['a', 'c']])
  })

  it('keeps small items in their order and within both limits', () => {
    const batches = planBatches([item('a', 60), item('b', 60), item('c', 1), item('d', 1), item('e', 1)], limits)
    expect(batches.map(namesOf)).toEqual([['a'], ['b', 'c', 'd'], ['e']])
  })

  it('counts a compressed item as what it will be', () => {
    const batches = planBatches([item('a.log', 9), item('b.log.gz', 9), item('c.log', 9), item('d.log.GZ', 10)], limits)
    expect(batches.map(namesOf)).toEqual([['d.log.GZ'], ['a.log', 'b.log.gz'], ['c.log']])
  })

  it('leaves no item out and takes none twice', () => {
    const items = Array.from({ length: 2_500 }, (_, index) => item(`f${index}`, (index * 7919) % 120))
    const planned = planBatches(items, limits).flatMap(namesOf)
    expect(planned.toSorted()).toEqual(items.map(({ path }) => path).toSorted())
  })

  it('gives nothing for nothing', () => expect(planBatches([])).toEqual([]))
})

describe('sharedLimits()', () => {
  it('gives each worker its share, and little to one alone', () => {
    const many = Array.from({ length: 600 }, (_, index) => item(`f${index}`, 100_000))
    expect(planBatches(many, sharedLimits(many, 2)).map((batch) => batch.length)).toEqual([300, 300])
    expect(planBatches(many.slice(0, 40), sharedLimits(many.slice(0, 40), 2))).toHaveLength(1)
  })
})

function item(path: string, size: number): IntakeItem {
  return { path, size, sha256: path.padStart(64, '0') }
}

function namesOf(batch: readonly IntakeItem[]): string[] {
  return batch.map(({ path }) => path)
}
