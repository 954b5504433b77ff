import { describe, expect, it } from 'vitest'
import type { Block } from '../../../model/report.ts'
import { anchorsOf } from './anchors.ts'
import { fitted, shares, tokenWidth } from './column-widths.ts'
import { words } from './runs.ts'
import { stretches } from './scripts.ts'
import { element, escapeXml, oneLine } from './xml.ts'

describe('stretches()', () => {
  const scripts = (text: string): string[] => stretches(text).map((one) => `${one.script}:${one.text}`)

  it('leaves what the body font draws in one piece', () => {
    expect(scripts('Café Ελλάδα Россия – “€ 5” → ≤ │ 1')).toEqual(['latin:Café Ελλάδα Россия – “€ 5” → ≤ │ 1'])
    expect(scripts('')).toEqual([])
  })

  it('cuts where the script changes, and keeps spaces inside a script', () => {
    expect(scripts('user שלום עולם 12')).toEqual(['latin:user ', 'hebrew:שלום עולם', 'latin: 12'])
    expect(scripts('中文。한국 カナ ไทย العربية')).toEqual([
      'han:中文。',
      'hangul:한국',
      'latin: ',
      'kana:カナ',
      'latin: ',
      'complex:ไทย',
      'latin: ',
      'arabic:العربية',
    ])
  })

  it('keeps marks, joiners and skin tones with what they belong to', () => {
    expect(scripts('ok 👩🏽\u200d💻\ufe0f!')).toEqual(['latin:ok ', 'emoji:👩🏽\u200d💻\ufe0f', 'latin:!'])
    expect(scripts('שָׁלוֹם')).toEqual(['hebrew:שָׁלוֹם'])
    expect(scripts('\u0301a')).toEqual(['latin:\u0301a'])
  })
})

describe('words()', () => {
  it('tells Word the direction of a run, and holds what follows in its place', () => {
    expect(words('a שלום 12')).toContain(
      '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">שלום</w:t></w:r><w:r><w:t xml:space="preserve">\u200e</w:t></w:r>',
    )
    expect(words('שלום 12')).not.toContain('\u200e')
  })

  it('puts the properties of a run in the order of the schema', () => {
    expect(words('中', { style: 'CodeText', strong: true, emphasis: true })).toBe(
      '<w:r><w:rPr><w:rStyle w:val="CodeText"/><w:rFonts w:eastAsia="Microsoft YaHei" w:hint="eastAsia"/><w:b/><w:bCs/><w:i/><w:iCs/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">中</w:t></w:r>',
    )
  })
})

describe('anchorsOf()', () => {
  const heading = (id: string): Block => ({ kind: 'heading', level: 2, text: id, id })

  it('gives every id a name that Word takes, and none twice, whatever the case', () => {
    const ids = ['phase-1', 'phase_1', 'Phase-1', 'a'.repeat(80), `${'a'.repeat(79)}b`, 'ключ', 'другой', '1', '']
    const names = [...anchorsOf([...ids.map(heading), { kind: 'quote', blocks: [heading('inside')] }]).values()]
    expect(names).toHaveLength(ids.length + 1)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]\w{1,39}$/i)
  })

  it('names the same id the same way, whatever else there is', () => {
    expect(anchorsOf([heading('x'), heading('one')]).get('one')).toBe(anchorsOf([heading('one')]).get('one'))
  })
})

describe('shares()', () => {
  it('gives whole widths that add up', () => {
    expect(shares([1, 1, 1], 100)).toEqual([33, 34, 33])
    for (const parts of [
      [5, 1, 3],
      [0.1, 7.7],
      [22, 60, 18],
    ])
      expect(shares(parts, 9_638).reduce((sum, one) => sum + one, 0)).toBe(9_638)
  })
})

describe('fitted()', () => {
  it('takes from columns with room to spare what others need, and no more', () => {
    expect(fitted([500, 500, 1_000], [700, 100, 400])).toEqual([700, 433, 867])
    expect(fitted([500, 500, 1_000], [900, 100, 400])).toEqual([800, 400, 800])
    expect(fitted([500, 500], [400, 500])).toEqual([500, 500])
    expect(fitted([500, 500], [900, 900])).toEqual([500, 500])
    expect(fitted([400, 600], [900, 500]).reduce((sum, one) => sum + one, 0)).toBe(1_000)
  })
})

describe('tokenWidth()', () => {
  it('measures the widest piece between spaces and hyphens, up to what is broken anyway', () => {
    expect(tokenWidth('')).toBe(130)
    expect(tokenWidth('AKIAIOSFODNN7EXAMPLE')).toBeGreaterThan(tokenWidth('akiaiosfodnn7example'))
    expect(tokenWidth('one two-three')).toBe(tokenWidth('three'))
    expect(tokenWidth('2026-03-05 or so')).toBeGreaterThan(tokenWidth('20260305'))
    expect(tokenWidth('a'.repeat(10_000))).toBe(tokenWidth('b'.repeat(64)))
  })
})

describe('escapeXml()', () => {
  it('keeps every character XML allows, and marks the others', () => {
    expect(escapeXml('a<b>&"c" \u{10ffff}')).toBe('a&lt;b&gt;&amp;&quot;c&quot; \u{10ffff}')
    expect(escapeXml('\u0000\u001f\ud83d \udc00\uffff')).toBe('\ufffd\ufffd\ufffd \ufffd\ufffd')
  })
})

describe('element()', () => {
  it('closes what is empty, and leaves out what has no value', () => {
    expect(element('a', { b: 1, c: undefined }, '')).toBe('<a b="1"/>')
    expect(element('a', { b: '"' }, '<c/>')).toBe('<a b="&quot;"><c/></a>')
  })
})

describe('oneLine()', () => {
  it('shows what cannot be seen', () => {
    expect(oneLine('a\nb\tc\u202e\u2028')).toBe('a b c\\u202e\\u2028')
  })
})
