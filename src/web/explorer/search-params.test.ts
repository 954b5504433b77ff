import { describe, expect, it } from 'vitest'
import { readSearchParams } from './search-params.ts'

describe('readSearchParams()', () => {
  it('reads what an address holds and leaves out what cannot be read', () => {
    expect(readSearchParams({ q: 'user:alice', from: '2026-03-01T10:00:00Z', before: 'soon', order: 'newest', duplicates: 1, other: 'x' })).toEqual({
      q: 'user:alice',
      from: '2026-03-01T10:00:00Z',
      order: 'newest',
      duplicates: true,
    })
  })

  it('reads a search that is a number as its text', () => {
    expect(readSearchParams({ q: 4625, order: 'oldest', columns: '' })).toEqual({ q: '4625' })
  })
})
