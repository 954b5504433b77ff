import { describe, expect, it } from 'vitest'
import type { Block, Report } from '../../../model/report.ts'
import { fontCoverage } from './font-coverage.ts'
import { readFonts } from './fonts.ts'
import { pageData } from './page-data.ts'
import { renderPdf } from './pdf.ts'
import { breakable, codeLine, createPrintable } from './printable.ts'

function report(...blocks: Block[]): Report {
  return {
    outline: 'full',
    title: 'A title',
    incident: 'INC-2026-0001',
    version: '1',
    date: '2026-03-20',
    authors: ['Rosa Keller'],
    classification: 'Internal',
    tlp: 'TLP:GREEN',
    head: 'h',
    program: 'p',
    blocks,
    sheets: [],
  }
}

const heading: Block = { kind: 'heading', level: 2, number: '1.', text: 'One', id: 'one' }
const code = (character: string): number => character.codePointAt(0) ?? 0

describe('fontCoverage()', () => {
  const covered = fontCoverage(readFonts())

  it('knows what our fonts can draw and what not', () => {
    for (const character of 'Aé€ŁЖΩ–“”→─') expect(covered.has(code(character)), character).toBe(true)
    for (const character of '中🙂א') expect(covered.has(code(character)), character).toBe(false)
    expect(covered.size).toBeGreaterThan(3_000)
  })

  it('finds nothing in what is no font', () => {
    expect(fontCoverage([new Uint8Array(64)]).size).toBe(0)
  })
})

describe('createPrintable()', () => {
  const printable = createPrintable(new Set([...'abc \u00a0\\u0123456789+:()UTCe'].map(code)))

  it('shows a box for what cannot be drawn and the code of what rearranges text', () => {
    expect(printable('a中🙂\ufe0fb')).toBe('a□□b')
    expect(printable('a\u202eb\u0000')).toBe('a\\u202eb\\u0000')
    expect(printable('a\nb\ud800')).toBe('a b□')
  })

  it('keeps a time and its zone together', () => {
    expect(printable('10:15 UTC (11:15 +01:00)')).toBe('10:15\u00a0UTC (11:15\u00a0+01:00)')
  })
})

describe('breakable()', () => {
  it('cuts only tokens that are longer than a line', () => {
    expect(breakable('a short text', 168)).toEqual(['a short text'])
    const parts = breakable(`see ${'ab'.repeat(40)} there`, 60)
    expect(parts.map((part) => (typeof part === 'string' ? part : part.join('')))).toEqual(['see ', 'ab'.repeat(40), ' there'])
    expect(parts[1]).toHaveLength(Math.ceil(80 / 12))
  })

  it('leaves ordinary words to hyphenation and never cuts a character in two', () => {
    expect(breakable('xy Communication', 20)).toEqual(['xy Communication'])
    expect(
      breakable('👩‍👩‍👧'.repeat(12), 20)
        .flat()
        .every((piece) => !/^\u200d|\u200d$/.test(piece)),
    ).toBe(true)
  })
})

describe('codeLine()', () => {
  it('keeps every space', () => {
    expect(codeLine('  a  b c', 160)).toEqual(['\u00a0\u00a0a\u00a0\u00a0b c'])
  })
})

describe('pageData()', () => {
  it('links only to what is there, and says what the fonts could not draw', () => {
    const blocks: Block[] = [
      heading,
      {
        kind: 'paragraph',
        content: [
          { kind: 'citation', label: 'E1:1', target: 'gone' },
          { kind: 'link', text: 'x', href: '#one' },
          { kind: 'link', text: 'y', href: '#gone' },
          { kind: 'link', text: 'z', href: '#report' },
        ],
      },
    ]
    const own: Block = { kind: 'heading', level: 1, text: 'Report', id: 'report' }
    const data = pageData(report(own, ...blocks), (text) => text)
    expect(data['body']).toMatchObject([
      { k: 'heading', level: 1, newPage: true },
      { content: [{ k: 'text', parts: ['[E1:1]'] }, { k: 'jump' }, { k: 'text' }, { k: 'text' }] },
    ])
    expect(JSON.stringify(pageData(report(heading), (text) => text.replace('One', '□'))['record'])).toContain('cannot draw stand as □')
    expect(JSON.stringify(data['record'])).not.toContain('□')
  })

  it('prints the beginning of an endless table and says so', () => {
    const rows = Array.from({ length: 3_005 }, (_, index) => [[{ kind: 'text', text: String(index) } as const]])
    const data = pageData(report(heading, { kind: 'table', caption: '', columns: [{ title: 'N', width: 1 }], rows }), (text) => text)
    expect(data['body']).toMatchObject([{}, { k: 'table', rows: { length: 3_000 } }, { k: 'paragraph', tone: 'note' }])
    expect(JSON.stringify(data)).toContain('Only the first 3000 of 3005 rows')
  })
})

describe('renderPdf()', () => {
  it('writes PDF/UA-1 dated by the report, with text that is never read as source', { timeout: 60_000 }, async () => {
    const text = '#read("/etc/passwd") #panic("x") $x$ *b* _i_ `r` @one <one> ] } // \\'
    const bytes = await renderPdf(report(heading, { kind: 'paragraph', content: [{ kind: 'text', text }] }, { kind: 'code', text }))
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw.startsWith('%PDF-1.7')).toBe(true)
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(raw).toContain('<xmp:CreateDate>2026-03-20T00:00:00+00:00</xmp:CreateDate>')
    expect(raw).toContain('<rdf:li xml:lang="x-default">INC-2026-0001: A title</rdf:li>')
  })

  it('degrades visibly instead of failing on scripts the fonts lack', { timeout: 60_000 }, async () => {
    const text = '中文 العربية עברית हिन्दी 🙂 \ud800'
    const bytes = await renderPdf({ ...report(heading, { kind: 'paragraph', content: [{ kind: 'text', text }] }), title: text, authors: [text] })
    expect(Buffer.from(bytes).toString('latin1').startsWith('%PDF-')).toBe(true)
  })
})
