import { describe, expect, it } from 'vitest'
import { mostDistinct } from './finding-part.ts'
import { ValueCounts } from './value-counts.ts'

describe('ValueCounts', () => {
  it('`add()` keeps complete counts of the values with the smallest names, in whatever order they come', () => {
    const names = Array.from({ length: mostDistinct * 7 }, (_, index) => `v${String((index * 7_919) % (mostDistinct * 7)).padStart(5, '0')}`)
    const stream = [...names, ...names.toReversed(), ...names]
    const counts = new ValueCounts(names[0] ?? '', 1)
    for (const name of stream) counts.add(name, 2)
    const kept = names.toSorted().slice(0, mostDistinct)
    expect(counts.shown()).toEqual(Object.fromEntries(kept.map((name) => [name, name === names[0] ? 7 : 6])))
  })
})
