import { describe, expect, it } from 'vitest'
import { proposeOffsets, type SeenTwice } from './clock-offsets.ts'

const start = Date.parse('2026-03-01T00:00:00Z')

/** Pairs a minute apart; `late` gives what has to be added to the second clock. */
function pairsOf(count: number, late: (index: number) => number, given: Partial<SeenTwice> = {}): SeenTwice[] {
  return Array.from({ length: count }, (_, index) => {
    const aMs = start + index * 60_000
    return { a: 'cloud', b: 'web', aMs, bMs: aMs - late(index), stepMs: 1, ...given }
  })
}

describe('proposeOffsets()', () => {
  it('takes the median, whatever a few wrong matches say', () => {
    const pairs = pairsOf(40, (index) => (index % 9 === 0 ? 900_000_000 : 90_000 + (index % 5) * 10))
    expect(proposeOffsets(pairs)).toEqual([{ source: 'web', reference: 'cloud', offsetMs: 90_020, uncertaintyMs: 15, pairs: 40 }])
  })

  it('says when an offset is a zone', () => {
    expect(proposeOffsets(pairsOf(10, (index) => -7_200_000 + index * 20))[0]).toMatchObject({ offsetMs: -7_199_910, zoneMs: -7_200_000 })
    expect(proposeOffsets(pairsOf(10, () => 19_800_000))[0]?.zoneMs).toBe(19_800_000)
    expect(proposeOffsets(pairsOf(10, () => 3_605_000))[0]?.zoneMs).toBeUndefined()
  })

  it('proposes nothing from few pairs, or below what is certain', () => {
    expect(proposeOffsets(pairsOf(4, () => 90_000))).toEqual([])
    expect(proposeOffsets(pairsOf(20, () => 900, { stepMs: 1000 }))).toEqual([])
    expect(proposeOffsets(pairsOf(21, (index) => (index - 8) * 1000))).toEqual([])
    expect(proposeOffsets([])).toEqual([])
  })

  it('tells a clock that drifts from one that scatters', () => {
    expect(proposeOffsets(pairsOf(600, (index) => 60_000 + index * 10))[0]?.driftMsPerDay).toBe(14_400)
    expect(proposeOffsets(pairsOf(600, (index) => 60_000 + ((index * 7919) % 6000)))[0]?.driftMsPerDay).toBeUndefined()
  })

  it('holds the source that most others share something with to be right', () => {
    const pairs = [
      ...pairsOf(10, () => 5_000, { a: 'web', b: 'cloud' }),
      ...pairsOf(10, () => 30_000, { a: 'cloud', b: 'mail' }),
      ...pairsOf(6, () => 1, { a: 'mail', b: 'disk' }),
    ]
    const found = proposeOffsets(pairs).map(({ source, reference, offsetMs }) => [source, reference, offsetMs])
    expect(found).toEqual([
      ['mail', 'cloud', 30_000],
      ['web', 'cloud', -5_000],
    ])
  })
})
