import { describe, expect, it } from 'vitest'
import { countWords, formatBytes, numberWord } from './quantity.ts'

describe('formatBytes()', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [2, '2 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [1_049, '1 kB'],
    [1_050, '1.1 kB'],
    [12_345, '12.3 kB'],
    [999_900, '999.9 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1 MB'],
    [1_000_000, '1 MB'],
    [1_400_000_000, '1.4 GB'],
    [999_999_999, '1 GB'],
    [2_500_000_000_000, '2.5 TB'],
    [7_000_000_000_000_000, '7 PB'],
    [7e18, '7,000 PB'],
  ])('%d is "%s"', (bytes, told) => {
    expect(formatBytes(bytes)).toBe(told)
  })
})

describe('numberWord(), countWords()', () => {
  it.each([
    [0, 'account', 'no accounts'],
    [1, 'account', 'one account'],
    [2, 'entry', 'two entries'],
    [10, 'person', 'ten people'],
    [11, 'account', '11 accounts'],
    [1_200, 'kind of act', '1,200 kinds of act'],
  ])('%d and "%s" are "%s"', (count, one, told) => {
    expect(countWords(count, one)).toBe(told)
  })

  it('tells small numbers as words', () => {
    expect([0, 1, 9, 10, 11, 2.5, 1e6].map(numberWord)).toEqual(['no', 'one', 'nine', 'ten', '11', '2.5', '1,000,000'])
  })
})
