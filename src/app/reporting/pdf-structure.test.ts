import { readFileSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import { type PdfStandard, pdfStandards } from '../../model/pdf-standard.ts'
import { renderPdf } from '../../render/formats/pdf/pdf.ts'
import { type ReadPdf, readPdf } from '../../render/formats/pdf/read-pdf.ts'
import { composeReport } from '../../report/compose.ts'

const document = incidentSchema.parse(JSON.parse(readFileSync(new URL('../../../fixtures/incidents/full.json', import.meta.url), 'utf8')))
const head = '3f9a52c17be0d846'.repeat(4)
const report = composeReport(document, computeFacts(document), { version: '4', head, program: 'Hindcast' })

async function read(pdfStandard: PdfStandard): Promise<{ raw: string; pdf: ReadPdf }> {
  const bytes = await renderPdf(report, { pdfStandard })
  return { raw: Buffer.from(bytes).toString('latin1'), pdf: await readPdf(bytes) }
}

describe.each(pdfStandards)('the PDF of a report as %s', (standard) => {
  let raw = ''
  let pdf: ReadPdf = { pages: [], width: 0, height: 0, roles: [] }
  beforeAll(async () => ({ raw, pdf } = await read(standard)), 60_000)
  const count = (pattern: RegExp): number => raw.match(pattern)?.length ?? 0

  it('says which standard it keeps', () => {
    expect(raw.includes('<pdfuaid:part>1</pdfuaid:part>')).toBe(standard === 'ua-1')
    expect(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</.test(raw)).toBe(standard === 'a-2a')
    expect(count(/\/OutputIntents/g) > 0).toBe(standard === 'a-2a')
  })

  it('is tagged: language, title, structure, reading order', () => {
    expect(count(/\/MarkInfo\s*<<[^>]*\/Marked true/g)).toBe(1)
    expect(count(/\/Type\s*\/StructTreeRoot/g)).toBe(1)
    expect(count(/\/Lang\s*\(en\)/g)).toBe(1)
    // The archive's standard does not ask for it.
    expect(count(/\/DisplayDocTitle true/g)).toBe(standard === 'ua-1' ? 1 : 0)
    const headings = pdf.roles.flatMap(({ role }) => /^H(\d)$/.exec(role)?.[1] ?? []).map(Number)
    expect(headings[0]).toBe(1)
    expect(headings.every((level, index) => index === 0 || level - (headings[index - 1] ?? 0) <= 1)).toBe(true)
    expect(pdf.roles.filter(({ role }) => role === 'TOCI').length).toBeGreaterThan(20)
  })

  it('gives every figure words and every column of a table a header', () => {
    const figures = pdf.roles.filter(({ role }) => role === 'Figure')
    expect(new Set(figures.map(({ alt }) => alt)).size).toBe(report.blocks.filter(({ kind }) => kind === 'figure').length)
    expect(figures.every(({ alt }) => (alt ?? '').length > 20)).toBe(true)
    const columns = report.blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.columns.length : 0), 0)
    expect(count(/\/Scope\s*\/Column/g)).toBe(columns)
  })

  it('carries its fonts and nothing that runs, opens or is attached', () => {
    const fonts = count(/\/Type\s*\/FontDescriptor/g)
    expect(fonts).toBeGreaterThan(2)
    expect(count(/\/FontFile[23]?\b/g)).toBe(fonts)
    expect(count(/\/JavaScript|\/JS\b|\/Launch|\/EmbeddedFile|\/OpenAction|\/AA\b|\/RichMedia/g)).toBe(0)
  })

  it('names the record and its people, not the machine', () => {
    expect(raw.includes('<xmp:CreateDate>2026-03-20T00:00:00+00:00</xmp:CreateDate>')).toBe(true)
    expect(raw.includes(`<rdf:li>${Buffer.from(report.authors.join(', ')).toString('latin1')}</rdf:li>`)).toBe(true)
    // A shorter name may stand in compressed bytes by chance.
    const own = [hostname(), homedir(), process.cwd(), userInfo().username].filter((name) => name.length > 4)
    expect(own.filter((name) => raw.includes(name))).toEqual([])
  })

  it('prints the hash of the record on its last page, and nowhere before', () => {
    const squeezed = pdf.pages.map(({ text }) => text.replace(/\s+/g, ''))
    expect(squeezed.at(-1)).toContain(head)
    expect(squeezed.slice(0, -1).filter((text) => text.includes(head))).toEqual([])
  })
})
