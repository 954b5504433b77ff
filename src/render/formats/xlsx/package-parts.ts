import type { Report } from '../../../model/report.ts'
import { xmlText } from './cell-text.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string
  /** Header and rows of a list, which can be filtered: `$A$1:$F$20`. */
  readonly range?: string
}

/** Every part of the package but the worksheets, by path, in the order they are written (ECMA-376 Part 2). */
export function packageParts(report: Report, sheets: readonly SheetEntry[]): readonly (readonly [path: string, xml: string])[] {
  return [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', packageRelations()],
    ['docProps/core.xml', coreProperties(report)],
    [
      'docProps/app.xml',
      `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Hindcast</Application></Properties>`,
    ],
    ['xl/workbook.xml', workbook(sheets)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets.length)],
    ['xl/styles.xml', stylesheet()],
  ]
}

function contentTypes(count: number): string {
  const overrides = [
    ['/xl/workbook.xml', `${spreadsheet}.sheet.main+xml`],
    ['/xl/styles.xml', `${spreadsheet}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
    ...Array.from({ length: count }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, `${spreadsheet}.worksheet+xml`]),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
  return [
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    ...overrides,
    '</Types>',
  ].join('')
}

function packageRelations(): string {
  return relationships([
    [`${office}/officeDocument`, 'xl/workbook.xml'],
    ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    [`${office}/extended-properties`, 'docProps/app.xml'],
  ])
}

function workbookRelations(count: number): string {
  return relationships([
    ...Array.from({ length: count }, (_, index) => [`${office}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const),
    [`${office}/styles`, 'styles.xml'],
  ])
}

function relationships(list: readonly (readonly [type: string, target: string])[]): string {
  const items = list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`)
  return `${head}<Relationships xmlns="${relations}">${items.join('')}</Relationships>`
}

/** Title, date of the report and marking; nothing of the machine or the person that rendered it. */
function coreProperties(report: Report): string {
  const created = /^\d{4}-\d{2}-\d{2}$/.test(report.date)
    ? ['created', 'modified'].map((name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${report.date}T00:00:00Z</dcterms:${name}>`).join('')
    : ''
  return [
    `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"`,
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${xmlText(`${report.incident}: ${report.title}`)}</dc:title>`,
    `<dc:subject>${xmlText(report.tlp)}</dc:subject>`,
    `<dc:creator>${xmlText(report.authors.join(', '))}</dc:creator>`,
    created,
    '</cp:coreProperties>',
  ].join('')
}

/** The filter's range is named as Excel names it; the header row and the first column are repeated on every printed page. */
function workbook(sheets: readonly SheetEntry[]): string {
  const names = sheets.flatMap(({ name, range }, index) =>
    range === undefined
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${name}'!${range}</definedName>`,
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${name}'!$A:$A,'${name}'!$1:$1</definedName>`,
        ],
  )
  return [
    `${head}<workbook xmlns="${main}" xmlns:r="${office}">`,
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>',
    `<sheets>${sheets.map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets>`,
    `<definedNames>${names.join('')}</definedNames>`,
    '</workbook>',
  ].join('')
}

/** Plain, header (bold on grey), text that wraps, text that stays text when somebody edits it (quotePrefix), number. */
function stylesheet(): string {
  const top = '<alignment vertical="top" wrapText="1"/>'
  return [
    `${head}<styleSheet xmlns="${main}">`,
    '<fonts count="2"><font><sz val="10"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font></fonts>',
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/><bgColor indexed="64"/></patternFill></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    '<cellXfs count="5">',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top"/></xf>',
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${top}</xf>`,
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">${top}</xf>`,
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>',
    '</cellXfs>',
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}
