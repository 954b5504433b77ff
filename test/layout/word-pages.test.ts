import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docx } from '../../src/render/formats/docx/docx.ts'
import { outlines } from '../../src/report/compose.ts'
import { convertWithOffice, soffice } from '../soffice.ts'
import { checkLayout } from './check-layout.ts'
import { margins } from './margins.ts'
import { type Page, readPages } from './pdf-pages.ts'
import { endlessTexts, fixtureRecord, recordWith, tinyRecord } from './records.ts'
import { reportOf } from './reports.ts'

const taggedPdf = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

const records = { empty: () => fixtureRecord('empty'), tiny: tinyRecord, full: () => fixtureRecord('full'), endless: () => recordWith(endlessTexts) }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-word-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(soffice === undefined).each(outlines.map(({ name }) => name))('report.docx as LibreOffice prints it, outline %s', (outline) => {
  describe.each(Object.entries(records))('of the record "%s"', (name, record) => {
    const report = reportOf(record(), outline)
    let pages: Page[] = []
    beforeAll(async () => {
      const file = join(folder, `${name}-${outline}.docx`)
      await writeFile(file, await docx.render(report))
      pages = await readPages(await readFile(await convertWithOffice({ file, to: taggedPdf, out: folder })))
    })

    it('has every text in its place', () => {
      expect(checkLayout(pages, margins)).toEqual([])
    })

    it('knows the header row of every table and the marking of every page', () => {
      const tables = report.blocks.filter(({ kind }) => kind === 'table')
      expect(pages.flatMap((page) => page.tables).filter(({ hasHeader }) => hasHeader).length).toBeGreaterThanOrEqual(tables.length)
      for (const { number, texts } of pages) expect(texts.map(({ text }) => text).join(' '), `page ${number}`).toContain(report.tlp)
    })
  })
})
