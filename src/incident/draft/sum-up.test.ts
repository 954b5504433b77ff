import { describe, expect, it } from 'vitest'
import { finding } from './made-up-harvest.ts'
import { sumUp } from './sum-up.ts'
import type { TieredFinding } from './tiers.ts'

function stated(parts: Parameters<typeof finding>[0]): TieredFinding {
  return { finding: finding(parts), tier: 'stated', reason: '', rank: 1 }
}

describe('sumUp()', () => {
  it('counts entries and acts, and names kinds, times and accounts', () => {
    const told = sumUp(
      [
        stated({ id: 'c', sessions: [], at: '2026-03-01T12:00:00Z', count: 3, outcome: 'failure' }),
        stated({ id: 'a', sessions: [], at: '2026-03-01T10:00:00Z', count: 4 }),
        stated({ id: 'b', sessions: [], at: '2026-03-01T11:00:00Z', count: 1, key: { 'user.name': 'bob' } }),
      ],
      'of discovery',
    )
    expect(told.map(({ text }) => text)).toEqual([
      'The timeline holds 3 entries of discovery: 8 acts between 2026-03-01 10:00:00 and 12:00:00 UTC, with the accounts alice and bob.',
      'What was answered or allowed: rule a; rule b.',
      'What was refused or failed: rule c.',
    ])
    expect(told[0]?.citations).toHaveLength(3)
  })

  it('counts the kinds it does not name, and cites no more than a reader follows', () => {
    const many = Array.from({ length: 13 }, (_, index) => stated({ id: `r${String(index).padStart(2, '0')}`, sessions: [] }))
    const told = sumUp(many, 'of discovery')
    expect(told[1]?.text).toMatch(/; rule r09; and 3 more kinds\.$/)
    expect(told[0]?.citations).toHaveLength(6)
  })

  it('says nothing of no entries', () => {
    expect(sumUp([], 'of discovery')).toEqual([])
  })
})
