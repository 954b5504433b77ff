import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { hostileReport, hostileTextsOf, marksOf } from '../../hostile-report.ts'
import { renderPdf } from './pdf.ts'
import { type ReadPdf, readPdf } from './read-pdf.ts'

const hostileTexts = hostileTextsOf(readFileSync(new URL('../../../../fixtures/render/hostile-texts.json', import.meta.url), 'utf8'))
const hostileMarks = marksOf(hostileTexts)

let bytes: Uint8Array = new Uint8Array()
let read: ReadPdf = { pages: [], width: 0, height: 0, roles: [] }

beforeAll(async () => {
  bytes = await renderPdf(hostileReport(hostileTexts))
  read = await readPdf(bytes)
}, 180_000)

const squeeze = (text: string): string => text.replace(/[\s\u00a0\u200b\u2066-\u2069]+/g, '')

describe('a hostile report as PDF', () => {
  it('keeps the standard it was asked for', async () => {
    expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
    const archive = Buffer.from(await renderPdf(hostileReport(hostileTexts), { pdfStandard: 'a-2a' })).toString('latin1')
    expect(archive).toContain('<pdfaid:part>2</pdfaid:part>')
  }, 120_000)

  it('prints every text between its marks', () => {
    const all = squeeze(read.pages.map(({ text }) => text).join(''))
    const missing = hostileMarks.filter((mark, index) => !all.includes(mark) || !all.includes(`after${index}`))
    expect(missing).toEqual([])
    for (const name of ['typst', 'html', 'markdown', 'word', 'formula', 'traversal']) {
      expect(all, name).toContain(squeeze(hostileTexts[name] ?? '').slice(0, 60))
    }
    expect(all).toContain('invoice\\u202egpj.exe')
    expect(all).toContain('exa\\u200bmple')
    expect(all).toContain('nul\\u0000')
    for (const text of ['导出的客户数据', 'お客様', '고객', 'Привет', 'κόσμε']) expect(all).toContain(text)
  })

  it('prints no character that no font has, and says so', () => {
    expect(read.pages.at(-1)?.text).toContain('cannot draw stands as □')
  })

  it('lets nothing leave the page', () => {
    const outside = read.pages.flatMap(({ items }, page) =>
      items
        .filter(({ text, x, y, width }) => text.trim() !== '' && (x < 50 || x + width > read.width - 50 || y < 25 || y > read.height - 25))
        .map(({ text }) => `page ${page + 1}: ${text.slice(0, 40)}`),
    )
    expect(outside).toEqual([])
  })

  it('holds no script, action, attachment or address of theirs', () => {
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw).not.toMatch(/\/JavaScript|\/JS\b|\/Launch|\/EmbeddedFile|\/OpenAction|\/SubmitForm|\/URI\s*\(/)
  })
})
