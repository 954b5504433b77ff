import { describe, expect, it } from 'vitest'
import { fontCoverage } from '../../font-coverage.ts'
import { fontsFor } from '../../fonts.ts'
import { breakable, codeLine } from './line-breaks.ts'
import { createPrinter } from './printable.ts'

const code = (character: string): number => character.codePointAt(0) ?? 0

describe('fontsFor()', () => {
  it('reads further fonts only for what the first cannot draw', () => {
    expect(fontsFor('Aé€ŁЖΩ–“”→ हिन्दी').families).toEqual([])
    const samples = {
      中文かな: 'Noto Sans SC',
      한국어: 'Noto Sans KR',
      مرحبا: 'Noto Sans Arabic',
      שלום: 'Noto Sans Hebrew',
      ไทย: 'Noto Sans Thai',
      '🙂': 'Noto Emoji',
    }
    for (const [text, family] of Object.entries(samples)) {
      const { families, covered } = fontsFor(`Latin ${text}`)
      expect(families).toEqual([family])
      expect([...text].filter((character) => !covered.has(code(character)))).toEqual([])
    }
  })

  it('covers what every style of every text can draw', () => {
    const { covered, families } = fontsFor('𓀀')
    expect(families).toEqual([])
    for (let character = 0x20; character < 0x180; character++)
      if (character < 0x7f || character > 0x9f) expect(covered.has(character)).toBe(character !== 0xad || covered.has(0xad))
    for (const character of '\u2066\u2068\u2069\u200b□…') expect(covered.has(code(character)), character).toBe(true)
    expect(covered.has(code('𓀀'))).toBe(false)
  })
})

describe('fontCoverage()', () => {
  it('finds nothing in what is no font', () => {
    expect(fontCoverage([new Uint8Array(64)]).size).toBe(0)
  })
})

describe('createPrinter()', () => {
  const print = (text: string): string => createPrinter(new Set([...'abc \u00a0\\u0123456789+:()UTCe\u0301'].map(code))).printable(text)

  it('shows a box for what cannot be drawn and the code of what rearranges text', () => {
    expect(print('a中🙂\ufe0fb')).toBe('a□□b')
    expect(print('a\u202eb\u0000')).toBe('a\\u202eb\\u0000')
    expect(print('a\nb\ud800')).toBe('a b□')
  })

  it('remembers that something was replaced', () => {
    const printer = createPrinter(new Set([...'ab中'].map(code)))
    printer.printable('a中')
    expect(printer.hasReplaced).toBe(false)
    printer.printable('\u0915')
    expect(printer.hasReplaced).toBe(true)
  })

  it('keeps in a figure only marks that the font of their letter draws', () => {
    const fonts = ['ae\u0301>□', '\u0e01\u0e34\u0301', '🙂a\u0e34'].map((characters) => new Set([...characters].map(code)))
    const printer = createPrinter(new Set(fonts.flatMap((font) => [...font])), fonts)
    expect(printer.printableInFigure('e\u0301 \u0e01\u0e34\u0301')).toBe('e\u0301□\u0e01\u0e34\u0301')
    expect(printer.printableInFigure('a\u0e34\u0301🙂\u0301')).toBe('a□\u0301🙂□')
    expect(printer.printable('a\u0e34')).toBe('a\u0e34')
    expect(printer.hasReplaced).toBe(true)
  })

  it('keeps a time and its zone together', () => {
    expect(print('10:15 UTC (11:15 +01:00)')).toBe('10:15\u00a0UTC (11:15\u00a0+01:00)')
  })

  it('keeps four marks of a stack', () => {
    expect(print(`a${'\u0301'.repeat(40)}b`)).toBe(`a${'\u0301'.repeat(4)}□b`)
  })
})

describe('breakable()', () => {
  const whole = (text: string, room: number): string => breakable(text, room).flat().join('')

  it('cuts only tokens that are longer than a line', () => {
    expect(breakable('a short text', 168)).toEqual(['a short text'])
    const parts = breakable(`see ${'ab'.repeat(40)} there`, 60)
    expect(parts.map((part) => (typeof part === 'string' ? part : part.join('')))).toEqual(['see ', 'ab'.repeat(40), ' there'])
    expect(parts[1]).toHaveLength(8)
  })

  it('leaves ordinary words to hyphenation and East Asian text to its own rules', () => {
    expect(breakable('xy Communication', 20)).toEqual(['xy Communication'])
    expect(breakable(`見る ${'漢字かな'.repeat(20)}`, 40)).toEqual([`見る ${'漢字かな'.repeat(20)}`])
  })

  it('never cuts a character in two, and makes no piece wider than the line', () => {
    const family = '👩‍👩‍👧'.repeat(12)
    expect(whole(family, 20)).toBe(family)
    expect(
      breakable(family, 20)
        .flat()
        .every((piece) => !/^\u200d|\u200d$/.test(piece) && piece.length <= 8 * 5),
    ).toBe(true)
  })

  it('keeps the order of long tokens from right to left', () => {
    const [only, ...more] = breakable('שלום'.repeat(50), 60)
    expect(more).toEqual([])
    expect(only).toMatch(/^\u2068/)
    expect(String(only).replace(/[\u200b\u2068\u2069]/g, '')).toBe('שלום'.repeat(50))
  })
})

describe('codeLine()', () => {
  it('keeps every space', () => {
    expect(codeLine('  a  b c', 160)).toEqual(['\u00a0\u00a0a\u00a0\u00a0b c'])
  })
})
