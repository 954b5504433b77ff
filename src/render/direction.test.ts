import { describe, expect, it } from 'vitest'
import { directedPieces, hasRightToLeft, isolated, isRightToLeft } from './direction.ts'

const show = (text: string): string => text.replaceAll('\u2068', '<').replaceAll('\u2066', '{').replaceAll('\u2069', '>')

describe('isolated()', () => {
  it.each([
    ['plain 1234 text', 'plain 1234 text'],
    ['user שלום 1234 signed in', 'user <שלום> 1234 signed in'],
    ['opened C:\\דוח שנתי\\report (2).txt', 'opened C:\\<דוח שנתי>\\report (2).txt'],
    ['a שלום b תיק', 'a <שלום> b <תיק>'],
    ['هذا تقرير 2026-03-01 من prod-db-1', '<هذا تقرير {2026-03-01> من {prod-db-1>>'],
    ['(مرحبا)', '<(مرحبا)>'],
  ])('%j', (text, expected) => {
    expect(show(isolated(text))).toBe(expected)
  })
})

describe('directedPieces()', () => {
  it('loses nothing and marks only foreign runs', () => {
    for (const text of ['', 'abc', 'aשb', 'שב 12 ab', 'x\nש', '12 ש', 'ש']) {
      expect(
        directedPieces(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }
    expect(directedPieces('12 ש ab')).toEqual([{ text: '12', direction: 'ltr' }, { text: ' ש ' }, { text: 'ab', direction: 'ltr' }])
  })
})

describe('isRightToLeft()', () => {
  it('goes by the first letter', () => {
    expect(['12 שלום', 'a שלום', '!', 'العربية'].map(isRightToLeft)).toEqual([true, false, false, true])
    expect(hasRightToLeft('a שלום')).toBe(true)
    expect(hasRightToLeft('a\u202e')).toBe(false)
  })
})
