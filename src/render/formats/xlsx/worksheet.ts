import { cellText, xmlText } from './cell-text.ts'

/** Rows a worksheet can hold, the header among them (Excel's limit; LibreOffice follows it). */
export const mostRows = 1_048_576

/** One worksheet to be written. */
export interface Worksheet {
  readonly columns: readonly string[]
  /** Names of the columns whose cells are decimal numbers. */
  readonly numbers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Stands in the margins of every printed page. */
  readonly marking: string
  /** A list keeps its header in sight and can be filtered. */
  readonly isList: boolean
  /** Widths in characters, where they are not measured from what stands in the columns. */
  readonly widths?: readonly number[]
}

/** What did not fit. */
export interface WorksheetLosses {
  readonly cutCells: number
  readonly leftOutRows: number
}

/** Numbers of cell styles in `styles.xml`. */
const styles = { header: 1, text: 2, guarded: 3, number: 4 } as const

const rowsInPiece = 1_000
const widest = 60
// Points: one line of 10 point text, and the tallest row there is.
const lineHeight = 13
const tallest = 409
const mostLines = 32
// A double keeps 15 digits; a longer number stays text, whole.
const number = /^-?\d{1,15}(?:\.\d{1,6})?$/
// As in CSV: text that would become a formula once somebody edits the cell and presses Enter.
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

// XML readers drop space at the edges unless told to keep it.
const edgeSpace = /^\s|\s$|\n/

/** The XML of a worksheet in pieces of a thousand rows; returns what did not fit. */
export function* worksheetXml(sheet: Worksheet): Generator<string, WorksheetLosses> {
  const rows = sheet.rows.length < mostRows ? sheet.rows : sheet.rows.slice(0, mostRows - 1)
  const range = `A1:${columnName(sheet.columns.length - 1)}${rows.length + 1}`
  const isNumber = sheet.columns.map((column) => sheet.numbers.includes(column))
  const widths = sheet.columns.map((column, index) => sheet.widths?.[index] ?? measuredWidth(sheet, { column, index }))
  yield start({ sheet, range, widths }) + headerRow(sheet.columns)
  let cutCells = 0
  for (let from = 0; from < rows.length; from += rowsInPiece) {
    const piece = rows.slice(from, from + rowsInPiece).map((row, index) => {
      const written = rowXml(row, { place: from + index + 2, isNumber, widths })
      cutCells += written.cuts
      return written.xml
    })
    yield piece.join('')
  }
  yield end(sheet, range)
  return { cutCells, leftOutRows: sheet.rows.length - rows.length }
}

/** 0 -> "A", 26 -> "AA". */
export function columnName(index: number): string {
  const before = index < 26 ? '' : columnName(Math.floor(index / 26) - 1)
  return before + String.fromCharCode(65 + (index % 26))
}

function start({ sheet, range, widths }: { sheet: Worksheet; range: string; widths: readonly number[] }): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    sheet.isList ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="${range}"/>`,
    sheet.isList ? frozenHeader : '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>',
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    '<sheetData>',
  ].join('')
}

const frozenHeader =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'

/** As wide as the longest line of the first rows, up to a width at which people still read; longer text wraps. */
function measuredWidth({ rows }: Worksheet, { column, index }: { readonly column: string; readonly index: number }): number {
  let longest = column.length + 3
  for (const row of rows.slice(0, rowsInPiece)) {
    for (const line of (row[index] ?? '').slice(0, 400).split('\n', 3)) longest = Math.max(longest, line.length)
    if (longest >= widest) return widest
  }
  return longest + 1
}

function headerRow(columns: readonly string[]): string {
  const cells = columns.map(
    (column, index) => `<c r="${columnName(index)}1" s="${styles.header}" t="inlineStr"><is><t>${xmlText(column)}</t></is></c>`,
  )
  return `<row r="1">${cells.join('')}</row>`
}

interface RowPlace {
  /** Number of the row, from 1. */
  readonly place: number
  readonly isNumber: readonly boolean[]
  readonly widths: readonly number[]
}

function rowXml(row: readonly string[], { place, isNumber, widths }: RowPlace): { xml: string; cuts: number } {
  let cuts = 0
  let lines = 1
  const cells = row.map((value, index) => {
    if (value === '') return ''
    const at = `${columnName(index)}${place}`
    if (isNumber[index] === true && number.test(value)) return `<c r="${at}" s="${styles.number}"><v>${value}</v></c>`
    const { xml, isCut } = cellText(value)
    if (isCut) cuts += 1
    lines = Math.max(lines, linesOf(value, widths[index] ?? widest))
    const space = edgeSpace.test(value) ? ' xml:space="preserve"' : ''
    return `<c r="${at}" s="${formula.test(value) ? styles.guarded : styles.text}" t="inlineStr"><is><t${space}>${xml}</t></is></c>`
  })
  return { xml: `<row r="${place}" ht="${Math.min(lines * lineHeight + 2, tallest)}">${cells.join('')}</row>`, cuts }
}

/** How many lines a text takes in a column: LibreOffice and viewers do not measure wrapped rows themselves. */
function linesOf(value: string, width: number): number {
  if (value.length < width && !value.includes('\n')) return 1
  return value
    .slice(0, width * mostLines)
    .split('\n', mostLines)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.1) / width)), 0)
}

/** In the order the schema asks for (ECMA-376, CT_Worksheet). */
function end({ marking, isList }: Worksheet, range: string): string {
  // A header may hold 255 characters; "&" begins a code.
  const printed = xmlText(marking.slice(0, 120).replaceAll('&', '&&'))
  return [
    '</sheetData>',
    isList ? `<autoFilter ref="${range}"/>` : '',
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
    // A list is wider than paper: it is printed at a size people can read, page beside page.
    `<pageSetup paperSize="9" orientation="landscape" ${isList ? 'scale="60"' : 'fitToWidth="1" fitToHeight="0"'}/>`,
    `<headerFooter><oddHeader>&amp;C${printed}</oddHeader><oddFooter>&amp;L${printed}&amp;R&amp;A, &amp;P / &amp;N</oddFooter></headerFooter>`,
    `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors>`,
    '</worksheet>',
  ].join('')
}
