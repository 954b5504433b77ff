import { beforeAll, describe, expect, it } from 'vitest'
import { renderPdf } from '../../src/render/formats/pdf/pdf.ts'
import { outlines } from '../../src/report/compose.ts'
import { checkLayout } from './check-layout.ts'
import { margins } from './margins.ts'
import { type Page, readPages } from './pdf-pages.ts'
import { endlessTexts, fixtureRecord, foreignTexts, hugeRecord, recordWith, tinyRecord } from './records.ts'
import { reportOf } from './reports.ts'

const records = {
  empty: () => fixtureRecord('empty'),
  tiny: tinyRecord,
  small: () => fixtureRecord('small'),
  full: () => fixtureRecord('full'),
  hostile: () => fixtureRecord('hostile'),
  foreign: () => recordWith(foreignTexts),
  endless: () => recordWith(endlessTexts),
  huge: hugeRecord,
}

describe.each(outlines.map(({ name }) => name))('report.pdf, outline %s', (outline) => {
  describe.each(Object.entries(records))('of the record "%s"', (_, record) => {
    const report = reportOf(record(), outline)
    let pages: Page[] = []
    beforeAll(async () => {
      pages = await readPages(await renderPdf(report))
    })

    it('has every text in its place', () => {
      expect(checkLayout(pages, margins)).toEqual([])
    })

    it('is tagged, marked and numbered on every page', () => {
      expect(pages.length).toBeGreaterThan(3)
      for (const { number, texts } of pages) {
        const repeated = texts.filter(({ isArtifact }) => isArtifact).map(({ text }) => text)
        expect(repeated.join(' '), `page ${number}`).toContain(report.tlp)
        expect(repeated, `page ${number}`).toContain(`${number} of ${pages.length}`)
        expect(repeated.length, `page ${number}`).toBeLessThan(texts.length)
      }
    })
  })
})
