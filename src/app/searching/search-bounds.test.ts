import { describe, expect, it } from 'vitest'
import { readBounds } from './search-bounds.ts'

describe('readBounds()', () => {
  it.each([
    ['2026-03-01', '2026-03-01', '2026-03-01T00:00:00.000000000Z', '2026-03-02T00:00:00.000000000Z'],
    ['2026-03-01 10:00', '2026-03-01 10:00', '2026-03-01T10:00:00.000000000Z', '2026-03-01T10:01:00.000000000Z'],
    ['2026-03-01T10:00:00+01:00', '2026-03-01T10:00:00.5Z', '2026-03-01T09:00:00.000000000Z', '2026-03-01T10:00:00.501000000Z'],
  ])('holds the whole of %s to %s', (from, to, first, before) => {
    expect(readBounds({ from, to })).toEqual({ from: first, before })
  })

  it('leaves open what is not written', () => {
    expect(readBounds({ from: undefined, to: undefined })).toEqual({})
  })

  it('refuses what is no time, and an end before its beginning', () => {
    expect(() => readBounds({ from: 'yesterday', to: undefined })).toThrow('"--from" needs a time')
    expect(() => readBounds({ from: undefined, to: '2026-02-30' })).toThrow('"--to" needs a time')
    expect(() => readBounds({ from: '2026-03-02', to: '2026-03-01' })).toThrow('lies before')
  })
})
