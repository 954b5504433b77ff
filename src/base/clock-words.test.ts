import { describe, expect, it } from 'vitest'
import { clockWords, parseClockWords } from './clock-words.ts'

describe('clockWords()', () => {
  it('says differences as people do', () => {
    expect([0, 40, -95_200, 200_000, -7_200_000].map((size) => clockWords(size, true))).toEqual(['+0 ms', '+40 ms', '−95.2 s', '+3 min 20 s', '−2 h'])
  })
})

describe('parseClockWords()', () => {
  it('reads what it says, and what people type', () => {
    for (const size of [0, 40, -95_200, 200_000, -7_200_000, 5_430_000]) expect(parseClockWords(clockWords(size, true))).toBe(size)
    expect(['-95s', '1.5s', '-1h30m', '2 min', '250ms'].map(parseClockWords)).toEqual([-95_000, 1_500, -5_400_000, 120_000, 250])
  })

  it('refuses what is no difference', () => {
    expect(['', '95', 's', '-', '1.0005s', '1d', '1s2', `${'9'.repeat(500)}s`].map(parseClockWords)).toEqual(Array(8).fill(undefined))
  })
})
