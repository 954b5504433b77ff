import { setImmediate } from 'node:timers/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Report } from '../../../model/report.ts'
import { markings } from '../../marking.ts'
import type { ReportFormat } from '../../report-format.ts'
import { aboutSheet, type WrittenSheet } from './about.ts'
import { packageParts } from './package-parts.ts'
import { columnName, mostRows, type Worksheet, type WorksheetLosses, worksheetXml } from './worksheet.ts'

/**
 * Every sheet of the record in one workbook, behind a sheet that says what it is. Cells are text as it stands in the record, or plain numbers; there
 * is no formula, link, macro or date in it. The same report gives the same bytes.
 */
export const xlsx: ReportFormat = {
  name: 'xlsx',
  title: 'Spreadsheet (XLSX)',
  fileName: 'report.xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  render: renderXlsx,
}

async function renderXlsx(report: Report): Promise<Uint8Array> {
  const { tlp, incident, version, notice } = markings(report)
  const marking = [tlp, incident, version, notice].filter((part) => part !== '').join(' · ')
  const archive = openArchive()
  const entries = report.sheets.map((sheet) => ({ name: sheet.name, range: rangeOf(sheet) }))
  for (const [path, xml] of packageParts(report, [{ name: 'about' }, ...entries])) archive.add(path, xml)
  const written: WrittenSheet[] = []
  for (const [index, sheet] of report.sheets.entries()) {
    const losses = await archive.addPieces(`xl/worksheets/sheet${index + 2}.xml`, worksheetXml({ ...sheet, marking, isList: true }))
    written.push({ name: sheet.name, about: sheet.about, rows: sheet.rows.length, losses })
  }
  // The first sheet is packed last, because it tells what did not fit into the others.
  await archive.addPieces('xl/worksheets/sheet1.xml', worksheetXml({ ...aboutSheet(report, written), marking, isList: false }))
  return archive.bytes()
}

function rangeOf({ columns, rows }: Pick<Worksheet, 'columns' | 'rows'>): string {
  return `$A$1:$${columnName(columns.length - 1)}$${Math.min(rows.length + 1, mostRows)}`
}

interface Archive {
  add(path: string, xml: string): void
  /** Packs a part piece by piece, so that it never stands in memory whole; lets others run in between. */
  addPieces(path: string, pieces: Generator<string, WorksheetLosses>): Promise<WorksheetLosses>
  bytes(): Uint8Array
}

function openArchive(): Archive {
  const chunks: Uint8Array[] = []
  const failures: Error[] = []
  const zip = new Zip((failure, chunk) => {
    if (failure === null) chunks.push(chunk)
    else failures.push(failure)
  })
  const begin = (path: string): ZipDeflate => {
    const file = new ZipDeflate(path, { level: packing })
    file.mtime = zipEpoch
    zip.add(file)
    return file
  }
  return {
    add: (path, xml) => begin(path).push(strToU8(xml), true),
    async addPieces(path, pieces) {
      const file = begin(path)
      for (;;) {
        const piece = pieces.next()
        if (piece.done === true) {
          file.push(new Uint8Array(), true)
          return piece.value
        }
        file.push(strToU8(piece.value))
        await setImmediate()
      }
    },
    bytes() {
      zip.end()
      const [failure] = failures
      if (failure !== undefined) throw failure
      return Buffer.concat(chunks)
    },
  }
}

// Packed in script, not by the platform: its packer gives other bytes on other processors. Lightly, because a long sheet would take seconds.
const packing = 2
// The first moment a zip can tell, in the machine's own zone, which is how the format stores it: the same bytes everywhere.
const zipEpoch = new Date(1980, 0, 1)
