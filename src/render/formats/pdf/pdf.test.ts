import { describe, expect, it } from 'vitest'
import type { Block, Report } from '../../../model/report.ts'
import { pageData } from './page-data.ts'
import { renderPdf } from './pdf.ts'
import { madeUpReport } from '../../made-up-report.ts'

const report = (...blocks: Block[]): Report => madeUpReport(blocks)

const heading: Block = { kind: 'heading', level: 2, number: '1.', text: 'One', id: 'one' }
const asIs = { printable: (text: string) => text, printableInFigure: (text: string) => text, hasReplaced: false }

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
    const data = pageData(report(own, ...blocks), asIs)
    expect(data['kicker']).toEqual({ text: 'Report', id: 'report' })
    expect(data['body']).toMatchObject([
      { k: 'heading', level: 1, newPage: false },
      { content: [{ k: 'uncited', parts: ['[E1:1]'] }, { k: 'jump' }, 'y', { k: 'jump', target: 'report' }] },
    ])
    expect(data['remark']).toBeUndefined()
    expect(JSON.stringify(pageData(report(heading), { ...asIs, hasReplaced: true })['remark'])).toContain('cannot draw stands as □')
  })

  it('begins a paragraph from right to left at the right', () => {
    const words = (text: string): Block => ({
      kind: 'paragraph',
      content: [
        { kind: 'text', text: '12 ' },
        { kind: 'text', text },
      ],
    })
    expect(pageData(report(heading, words('שלום'), words('a שלום')), asIs)['body']).toMatchObject([{}, { rtl: true }, { rtl: false }])
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

  it('draws a figure in which a mark is in another font than its letter', { timeout: 60_000 }, async () => {
    const words = [
      '1\ufe0f\u20e3',
      'a\u064b',
      'x\u0e34',
      '&gt;\u0e33',
      '\u263a\u0301',
      '\u{1f594}\u{1f3fd}',
      '\u25cc\u0e34',
      '\u{1f44d}\u{1f3fd}',
      '\u0e17\u0e35\u0e48',
    ]
    const texts = words.map(
      (word, index) => `<text x="4" y="${14 * (index + 1)}" font-size="11" font-family="'Noto Sans', sans-serif">${word}</text>`,
    )
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200" width="640" height="200">${texts.join('')}</svg>`
    const bytes = await renderPdf(report(heading, { kind: 'figure', figure: { id: 'glance', title: 'Marks', alt: 'Marks', svg } }))
    expect(Buffer.from(bytes).toString('latin1').startsWith('%PDF-')).toBe(true)
  })

  it('degrades visibly instead of failing on scripts the fonts lack', { timeout: 60_000 }, async () => {
    const text = '中文 العربية עברית हिन्दी 🙂 \ud800'
    const bytes = await renderPdf({ ...report(heading, { kind: 'paragraph', content: [{ kind: 'text', text }] }), title: text, authors: [text] })
    expect(Buffer.from(bytes).toString('latin1').startsWith('%PDF-')).toBe(true)
  })
})
