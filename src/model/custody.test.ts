import { describe, expect, it } from 'vitest'
import { endOfRetention, isRetained } from './custody.ts'

describe('isRetained()', () => {
  it('keeps until the last day has ended in the last time zone', () => {
    expect(endOfRetention('2026-12-31')).toBe('2027-01-01T12:00:00Z')
    expect(isRetained('2026-12-31', '2027-01-01T11:59:59Z')).toBe(true)
    expect(isRetained('2026-12-31', '2027-01-01T12:00:00Z')).toBe(false)
  })

  it('keeps until the last day that can be written', () => {
    expect(isRetained('9999-12-31', '2026-03-01T10:00:00Z')).toBe(true)
    expect(isRetained('9999-12-31', '9999-12-31T23:59:59Z')).toBe(true)
    expect(endOfRetention('9999-12-31')).toBe('+010000-01-01T12:00:00Z')
  })
})
