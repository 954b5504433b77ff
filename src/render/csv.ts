import type { Sheet } from '../model/report.ts'

// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/** A sheet as CSV (RFC 4180): UTF-8 without BOM, CRLF, no cell that a spreadsheet would compute. */
export function csvBytes(sheet: Sheet): Uint8Array {
  const rows = [sheet.columns, ...sheet.rows]
  return new TextEncoder().encode(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''))
}

export function csvCell(value: string): string {
  const guarded = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
