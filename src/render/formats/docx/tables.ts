import type { Block, Inline } from '../../../model/report.ts'
import { inlines, runsRightToLeft } from './inlines.ts'
import { textWidth } from './page.ts'
import { fitted, shares, tokenWidth } from './column-widths.ts'
import { paragraph, type ParagraphLook } from './paragraph.ts'
import type { Pen } from './pen.ts'
import { words } from './runs.ts'
import { escapeXml, oneLine } from './xml.ts'

/** Where a block stands. */
export interface Place {
  /** Left edge of its text, in twentieths of a point. */
  readonly indent: number
  /** How many lists are around it. */
  readonly depth: number
  readonly isQuoted: boolean
}

/** Width of the names in a list of named values. */
const termWidth = 2_350
/** So many named values stay on one page: a card, not a list. */
const mostKept = 12
/** Lines a row may have before it may be torn at the end of a page. */
const mostLines = 30
// About how wide a character of a table is, capitals included.
const characterWidth = 105

/** How much wider the words of a header are. */
const boldness = 1.12

/** A table: its first row is repeated on every page, rows stay whole unless they are long. */
export function table({ caption, columns, rows }: Extract<Block, { kind: 'table' }>, pen: Pen, place: Place): string {
  const asked = shares(
    columns.map(({ width }) => width),
    textWidth - place.indent,
  )
  const widths = fitted(
    asked,
    columns.map(({ title, align }, index) => {
      const widest = rows.reduce((most, row) => Math.max(most, longestToken(row[index] ?? [])), tokenWidth(title) * boldness)
      return widest + (gapOf(align) ?? 0)
    }),
  )
  const head = columns.map(({ title, align }, index) =>
    cell(paragraph({ style: 'TableHead', stays: true, right: gapOf(align) }, words(title)), widths[index] ?? 0, headBorder),
  )
  const body = rows.map((row) => {
    const cells = columns.map(({ align }, index) => {
      const content = row[index] ?? []
      const look: ParagraphLook = { style: 'TableText', right: gapOf(align), isRtl: runsRightToLeft(content) }
      return cell(paragraph(look, inlines(content, pen)), widths[index] ?? 0)
    })
    return `<w:tr>${isShort(row, widths) ? '<w:trPr><w:cantSplit/></w:trPr>' : ''}${cells.join('')}</w:tr>`
  })
  const headRow = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>`
  return tableXml({ widths, place, caption, look: 'firstRow' }, headRow + body.join(''))
}

/** Between a number and the words of the next column. */
function gapOf(align: 'left' | 'right' | undefined): number | undefined {
  return align === 'right' ? 160 : undefined
}

/** Named values, one a row; a few of them stay together. */
export function facts({ items }: Extract<Block, { kind: 'properties' }>, pen: Pen, place: Place): string {
  const widths = [termWidth, textWidth - place.indent - termWidth]
  const [inNames = 0, inValues = 0] = widths
  const isCard = items.length <= mostKept
  const rows = items.map(({ term, content }, index) => {
    const stays = isCard && index < items.length - 1
    const name = cell(paragraph({ style: 'TableHead', stays }, words(term)), inNames)
    const value = cell(paragraph({ style: 'TableText', stays, isRtl: runsRightToLeft(content) }, inlines(content, pen)), inValues)
    return `<w:tr>${isShort([content], [inValues]) ? '<w:trPr><w:cantSplit/></w:trPr>' : ''}${name}${value}</w:tr>`
  })
  return rows.length === 0 ? '' : tableXml({ widths, place, caption: 'Named values', look: 'firstColumn' }, rows.join(''))
}

// The header's line stands in its cells, because not every reader takes it from the style.
const headBorder = '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1C2733"/></w:tcBorders><w:vAlign w:val="bottom"/>'

function cell(content: string, width: number, properties = ''): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${properties}</w:tcPr>${content}</w:tc>`
}

interface Grid {
  readonly widths: readonly number[]
  readonly place: Place
  readonly caption: string
  readonly look: 'firstRow' | 'firstColumn'
}

function tableXml({ widths, place, caption, look }: Grid, rows: string): string {
  const total = widths.reduce((sum, width) => sum + width, 0)
  const flags =
    look === 'firstRow'
      ? 'w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
      : 'w:val="0080" w:firstRow="0" w:lastRow="0" w:firstColumn="1"'
  return [
    '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>',
    `<w:tblW w:w="${total}" w:type="dxa"/>`,
    `<w:tblInd w:w="${place.indent}" w:type="dxa"/>`,
    '<w:tblLayout w:type="fixed"/>',
    `<w:tblLook ${flags} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`,
    `<w:tblCaption w:val="${escapeXml(oneLine(caption))}"/>`,
    `</w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
    rows,
    '</w:tbl>',
    // Tables that touch become one.
    paragraph({ style: 'TableGap' }, ''),
  ].join('')
}

function isShort(row: readonly (readonly Inline[])[], widths: readonly number[]): boolean {
  return row.every((content, index) => linesOf(content) + (lengthOf(content) * characterWidth) / Math.max(1, widths[index] ?? 1) < mostLines)
}

function longestToken(content: readonly Inline[]): number {
  return content.reduce((most, one) => ('text' in one ? Math.max(most, tokenWidth(one.text)) : most), 0)
}

function lengthOf(content: readonly Inline[]): number {
  return content.reduce((sum, one) => sum + ('text' in one ? one.text.length : one.kind === 'citation' ? one.label.length + 2 : 0), 0)
}

function linesOf(content: readonly Inline[]): number {
  return content.filter(({ kind }) => kind === 'break').length
}
