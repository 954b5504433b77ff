import type { Report } from '../model/report.ts'
import { csvBytes } from './csv.ts'

/** One sheet of a report as CSV. A report without it gives an empty file with no columns. */
export function sheetBytes(report: Report, name: string): Uint8Array {
  return csvBytes(report.sheets.find((sheet) => sheet.name === name) ?? { name, columns: [], rows: [] })
}
