import { describe, expect, it } from 'vitest'
import { shorten, shortenMiddle, widthOf, wrap } from './measure.ts'
import { escapeXml, hatch } from './svg.ts'

const face = { size: 10 }

describe('widthOf()', () => {
  it('measures in Noto Sans, wider in semi-bold, and takes ideographs for squares', () => {
    expect(widthOf('mi', face)).toBeCloseTo(11.93)
    expect(widthOf('mi', { ...face, bold: true })).toBeGreaterThan(widthOf('mi', face))
    expect(widthOf('事件', face)).toBe(20)
    expect(widthOf('e\u0301', face)).toBe(widthOf('e', face))
    expect(widthOf('😀', face)).toBeGreaterThan(10)
  })
})

describe('shorten()', () => {
  it('cuts at the end, never inside a character people see as one', () => {
    expect(shorten('short', 100, face)).toBe('short')
    expect(shorten('👩‍💻👩‍💻👩‍💻', 45, face)).toBe('👩‍💻…')
    expect(shorten('a b c d e f g h', 40, face)).toBe('a b c d…')
  })
})

describe('shortenMiddle()', () => {
  it('keeps the beginning and the end of a long name', () => {
    const name = shortenMiddle('arn:aws:iam::111122223333:role/service-role/backup-eu', 120, face)
    expect(name).toMatch(/^arn:aws.*….*backup-eu$/)
    expect(widthOf(name, face)).toBeLessThanOrEqual(120)
  })
})

describe('wrap()', () => {
  it('breaks at spaces, breaks long words, and shows what it left out', () => {
    expect(wrap('one two three', { width: 45, lines: 3 }, face)).toEqual(['one two', 'three'])
    expect(wrap('a'.repeat(25), { width: 60, lines: 2 }, face)).toEqual(['a'.repeat(10), `${'a'.repeat(9)}…`])
    expect(wrap('', { width: 60, lines: 2 }, face)).toEqual([])
    expect(wrap('  two\n lines ', { width: 100, lines: 2 }, face)).toEqual(['two lines'])
  })
})

describe('escapeXml()', () => {
  it('escapes markup and replaces what XML cannot hold', () => {
    expect(escapeXml('<a b="c">&\u0000\ud800')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd')
  })
})

describe('hatch()', () => {
  it('stays within its area', () => {
    const numbers = hatch({ x: 10, y: 20, width: 33, height: 16 }).match(/[ML]([\d.]+) ([\d.]+)/g) ?? []
    expect(numbers.length).toBeGreaterThan(10)
    for (const point of numbers) {
      const [x = 0, y = 0] = point.slice(1).split(' ').map(Number)
      expect(x >= 10 && x <= 43 && y >= 20 && y <= 36).toBe(true)
    }
  })
})
