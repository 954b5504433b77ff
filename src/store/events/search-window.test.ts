import { describe, expect, it } from 'vitest'
import { barStart, histogramStep, histogramSteps } from './histogram-steps.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { chooseOwnColumns, ownColumnName, ownColumnPath } from './own-columns.ts'
import { nextPiece, requestedSpan, segmentsWithin } from './search-window.ts'

const segment = (first: bigint, last: bigint, rows = 100) => ({ name: `${first}`, rows, bytes: 1, first, last, level: 0 })

describe('requestedSpan()', () => {
  it('takes the bounds and the times that the query cannot do without', () => {
    const time = { kind: 'time', from: 20n, before: 90n } as const
    expect(requestedSpan({ query: { kind: 'and', parts: [{ kind: 'everything' }, time] }, from: 10n, before: 50n })).toEqual({
      from: 20n,
      before: 50n,
    })
    expect(requestedSpan({ query: { kind: 'or', parts: [time] } })).toEqual({})
    expect(requestedSpan({ query: { kind: 'not', part: time } })).toEqual({})
  })
})

describe('segmentsWithin()', () => {
  it('keeps segments that touch the span, its end excluded', () => {
    const all = [segment(0n, 9n), segment(10n, 19n), segment(20n, 29n), segment(12n, 13n, 0)]
    expect(segmentsWithin(all, { from: 9n, before: 20n })).toEqual(all.slice(0, 2))
    expect(segmentsWithin(all, {})).toEqual(all.slice(0, 3))
  })
})

describe('nextPiece()', () => {
  const segments = [segment(0n, 999n, 1_000), segment(1_000n, 1_999n, 10)]

  it('holds about as many events as asked for, from either end', () => {
    const span = { from: 0n, before: 2_000n }
    expect(nextPiece(segments, { span, rows: 100, order: 'oldest' })).toEqual({ from: 0n, before: 100n })
    expect(nextPiece(segments, { span, rows: 5, order: 'newest' })).toEqual({ from: 1_500n, before: 2_000n })
    expect(nextPiece(segments, { span, rows: 2_000, order: 'oldest' })).toEqual(span)
  })

  it('is never empty', () => {
    const dense = [segment(5n, 5n, 1_000_000)]
    expect(nextPiece(dense, { span: { from: 5n, before: 6n }, rows: 1, order: 'newest' })).toEqual({ from: 5n, before: 6n })
  })
})

describe('histogramStep()', () => {
  it('is the smallest round step that needs no more bars', () => {
    const hour = 3_600_000_000n
    expect(histogramStep({ from: 0n, before: 24n * hour }, 24)).toBe(hour)
    expect(histogramStep({ from: 1n, before: 24n * hour + 1n }, 24)).toBe(2n * hour)
    expect(histogramStep({ from: 0n, before: 1n }, 100)).toBe(1_000n)
    expect(histogramStep({ from: -(10n ** 18n), before: 10n ** 18n }, 10)).toBeGreaterThan(365n * 24n * hour)
  })

  it('never needs more bars than wanted', () => {
    for (const step of histogramSteps) {
      for (const span of [
        { from: -step * 3n - 1n, before: step * 4n + 2n },
        { from: 7n, before: step * 9n },
      ]) {
        const chosen = histogramStep(span, 6)
        expect((barStart(span.before - 1n, chosen) - barStart(span.from, chosen)) / chosen).toBeLessThan(6n)
      }
    }
  })
})

describe('readCursor()', () => {
  it('reads what writeCursor() wrote', () => {
    for (const time of [-62_167_219_200_000_000n, -1n, 0n, 1_772_323_200_000_001n, 253_402_300_799_999_999n]) {
      const key = { time, evidence: 'ab'.repeat(32), offset: 2n ** 52n, part: 3 }
      expect(readCursor(writeCursor(key))).toEqual(key)
    }
  })

  it.each(['', 'x', '1.2.3', "1.2.3.') OR true", `1.2.3.${'g'.repeat(64)}`])('refuses %j', (text) => {
    expect(() => readCursor(text)).toThrow('none that a page gave out')
  })
})

describe('chooseOwnColumns()', () => {
  it('takes the most frequent fields with values, lists on the way or not', () => {
    const sample = ['{"a":{"b":1,"c":null},"d":[{"e":"x"}]}', '{"a":{"b":2},"long \\" name":1}', '{"a":{"b":[]},"f":{}}']
    expect(chooseOwnColumns(sample, { columns: 5, least: 0 })).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ])
    expect(chooseOwnColumns(sample, { columns: 5, least: 0.5 })).toEqual([['a', 'b']])
    expect(chooseOwnColumns(sample, { columns: 1, least: 0 })).toEqual([['a', 'b']])
  })

  it('names columns so that their paths come back', () => {
    for (const path of [['a'], ['a/b', 'c~d'], ['a.b', '~1']]) expect(ownColumnPath(ownColumnName(path))).toEqual(path)
  })
})
