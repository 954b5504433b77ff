import type { Sheet } from '../model/report.ts'

// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
// Where a spreadsheet that is set to another separator begins a new cell inside ours; the quotes may be ours, doubled.
const innerFormula = /[;\t\r\n]"{0,8}(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** A sheet as CSV (RFC 4180): UTF-8 without BOM, CRLF, no cell that a spreadsheet would compute. */
export function csvBytes(sheet: Pick<Sheet, 'columns' | 'rows'>): Uint8Array {
  const rows = [sheet.columns, ...sheet.rows]
  return new TextEncoder().encode(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''))
}

export function csvCell(value: string): string {
  const inside = value.replace(innerFormula, "$&'")
  const guarded = formula.test(value) ? `'${inside}` : inside
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
