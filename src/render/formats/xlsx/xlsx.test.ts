import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Report, Sheet } from '../../../model/report.ts'
import { cellText, longestCell } from './cell-text.ts'
import { columnName, mostRows, type Worksheet, type WorksheetLosses, worksheetXml } from './worksheet.ts'
import { xlsx } from './xlsx.ts'

function sheet(rows: readonly (readonly string[])[], parts: Partial<Sheet> = {}): Sheet {
  return { name: 'timeline', title: 'Timeline', about: 'One entry.', columns: ['event', 'count'], numbers: ['count'], rows, ...parts }
}

function report(sheets: readonly Sheet[], parts: Partial<Report> = {}): Report {
  return {
    outline: 'full',
    title: 'Keys & <locks>',
    incident: 'INC-2026-0001',
    version: '4',
    date: '2026-03-20',
    authors: ['Rosa Keller'],
    classification: 'Internal',
    tlp: 'TLP:AMBER',
    head: 'ab'.repeat(32),
    program: 'Hindcast 1',
    blocks: [],
    sheets,
    ...parts,
  }
}

/** The parts of a workbook by path, as text. */
async function partsOf(given: Report): Promise<Map<string, string>> {
  return new Map(Object.entries(unzipSync(await xlsx.render(given))).map(([path, bytes]) => [path, strFromU8(bytes)]))
}

interface Cell {
  readonly at: string
  readonly type: string
  readonly style: string
  readonly text: string
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** The cells of a worksheet as a spreadsheet reads them: entities and `_x005F_` undone. */
function cellsOf(xml: string): Cell[] {
  return [...xml.matchAll(/<c r="([A-Z]+\d+)" s="(\d)"(?: t="(\w+)")?>(?:<v>(.*?)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)<\/c>/g)].map(
    ([, at = '', style = '', type = 'n', value, text = '']) => ({
      at,
      type,
      style,
      text: value ?? text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? '').replaceAll('_x005F_', '_'),
    }),
  )
}

function drain(pieces: Generator<string, WorksheetLosses>): { xml: string; losses: WorksheetLosses } {
  let xml = ''
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return { xml, losses: piece.value }
    xml += piece.value
  }
}

const worksheet = (parts: Partial<Worksheet>): Worksheet => ({ columns: ['a'], numbers: [], rows: [], marking: 'TLP:RED', isList: true, ...parts })

describe('xlsx', () => {
  it('holds every part it names, the list of types first', async () => {
    const parts = await partsOf(report([sheet([['a', '1']]), sheet([], { name: 'sources' })]))
    expect([...parts.keys()][0]).toBe('[Content_Types].xml')
    const named = [...(parts.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(([, path = '']) => path)
    expect([...parts.keys()].toSorted()).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', ...named].toSorted())
    const targets = [...(parts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/Target="([^"]+)"/g)].map(([, path]) => `xl/${path}`)
    for (const target of targets) expect(parts.has(target), target).toBe(true)
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="(\w+)"/g)].map(([, name]) => name)
    expect(names).toEqual(['about', 'timeline', 'sources'])
  })

  it('keeps text as text, whatever it looks like, and numbers only where a column is one', async () => {
    const texts = [
      '=cmd|" /C calc"!A0',
      '+49 30',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '0012',
      '1e5',
      '2026-03-01',
      'TRUE',
      '#N/A',
      '_x0041_',
      ' x ',
      'עברית 中文 🙂',
      '</t>',
    ]
    const parts = await partsOf(report([sheet([...texts.map((text) => [text, '']), ['a', '42'], ['b', 'no'], ['c', '12345678901234567890']])]))
    const xml = parts.get('xl/worksheets/sheet2.xml') ?? ''
    const cells = cellsOf(xml)
    expect(cells.filter(({ at }) => at.startsWith('A')).map(({ text }) => text)).toEqual(['event', ...texts, 'a', 'b', 'c'])
    expect(cells.filter(({ type }) => type === 'n')).toEqual([{ at: 'B16', type: 'n', style: '4', text: '42' }])
    expect(cells.filter(({ type }) => type !== 'n' && type !== 'inlineStr')).toEqual([])
    expect(xml).not.toMatch(/<f[ >]|hyperlink/)
    // What somebody edits stays text: quotePrefix.
    expect(cells.filter(({ style }) => style === '3').map(({ text }) => text)).toEqual(texts.slice(0, 5))
  })

  it('makes visible what XML cannot hold', async () => {
    const parts = await partsOf(report([sheet([['a\u0000b\u0007\u001f\r\ufffe\ud800c', '']])], { title: 'x\u0001y' }))
    const xml = parts.get('xl/worksheets/sheet2.xml') ?? ''
    expect(cellsOf(xml).at(2)?.text).toBe('a\\u0000b\\u0007\\u001f\\u000d\\ufffe\\ud800c')
    // oxlint-disable-next-line no-control-regex
    for (const [path, part] of parts) expect(part, path).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/)
    expect(parts.get('docProps/core.xml')).toContain('<dc:title>INC-2026-0001: x\\u0001y</dc:title>')
  })

  it('says on its first sheet what it is, how it may be shared and what did not fit', async () => {
    const parts = await partsOf(report([sheet([['x'.repeat(longestCell + 1), '1']])], { reviewNotice: 'nobody has looked', privilege: 'A & B' }))
    const about = new Map(pairs(cellsOf(parts.get('xl/worksheets/sheet1.xml') ?? '').map(({ text }) => text)))
    expect(about.get('Title')).toBe('Keys & <locks>')
    expect(about.get('Sharing')).toBe('TLP:AMBER')
    expect(about.get('Review')).toBe('nobody has looked')
    expect(about.get('Edit chain')).toBe('ab'.repeat(32))
    expect(about.get('Sheet "timeline"')).toBe('1 row. One entry. 1 cell longer than 32,767 characters was cut; timeline.csv holds all of it.')
  })

  it('marks every printed page and keeps the header in sight', async () => {
    const parts = await partsOf(report([sheet([['a', '1']])], { privilege: 'A & B' }))
    const xml = parts.get('xl/worksheets/sheet2.xml') ?? ''
    expect(xml).toContain('<oddHeader>&amp;CTLP:AMBER · A &amp;&amp; B · INC-2026-0001 · Record version 4</oddHeader>')
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(xml).toContain('<autoFilter ref="A1:B2"/>')
    expect(parts.get('xl/workbook.xml')).toContain(
      `<definedName name="_xlnm.Print_Titles" localSheetId="1">'timeline'!$A:$A,'timeline'!$1:$1</definedName>`,
    )
  })

  it('gives the same bytes in every time zone and names no machine or person but the authors', async () => {
    const given = report([sheet([['a', '1']])])
    const bytes = Buffer.from(await xlsx.render(given))
    expect(Buffer.from(await xlsx.render(given)).equals(bytes)).toBe(true)
    // Time and date of a zip are local: 1 January 1980, midnight, is 0x0021 and 0.
    expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, 0x21])
    const core = unzipSync(bytes)['docProps/core.xml'] ?? new Uint8Array()
    expect(strFromU8(core)).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-20T00:00:00Z</dcterms:created>')
  })
})

describe('worksheetXml()', () => {
  it('leaves out what no worksheet can hold and counts it', () => {
    const row = ['x']
    const pieces = worksheetXml(worksheet({ rows: Array.from({ length: mostRows + 1 }, () => row) }))
    let last = 0
    for (;;) {
      const piece = pieces.next()
      if (piece.done === true) {
        expect(piece.value).toEqual({ cutCells: 0, leftOutRows: 2 })
        break
      }
      last = Number(piece.value.match(/<row r="(\d+)" ht="\d+"><c r="A\d+" s="2" t="inlineStr"><is><t>x<\/t><\/is><\/c><\/row>$/)?.[1] ?? last)
    }
    expect(last).toBe(mostRows)
  })

  it('gives wrapped text the height it takes, within what a row may have', () => {
    const { xml } = drain(worksheetXml(worksheet({ rows: [['x'], ['word '.repeat(40)], ['a\nb\nc'], ['y '.repeat(9_000)]] })))
    const heights = [...xml.matchAll(/<row r="\d+" ht="(\d+)">/g)].map(([, height]) => Number(height))
    expect(heights).toEqual([15, 54, 41, 409])
    expect(xml).toContain('<col min="1" max="1" width="60" customWidth="1"/>')
  })
})

describe('cellText()', () => {
  it('cuts what is too long for a cell, says so, and never splits a character', () => {
    const { xml, isCut } = cellText('🙂'.repeat(20_000))
    expect([isCut, xml.length <= longestCell]).toEqual([true, true])
    expect(xml).toMatch(/^(?:🙂)+ … \[cut: longer than a cell may be\]$/u)
    expect(cellText('x'.repeat(longestCell))).toEqual({ xml: 'x'.repeat(longestCell), isCut: false })
  })
})

describe('columnName()', () => {
  it('counts as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

function pairs(texts: readonly string[]): [string, string][] {
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] satisfies [string, string]] : []))
}
