import { type SheetName, sheetNames } from '../../model/report.ts'
import { csvBytes } from '../csv.ts'
import type { ReportFormat } from '../report-format.ts'

const titles: Readonly<Record<SheetName, string>> = {
  timeline: 'Timeline as CSV',
  indicators: 'Indicators as CSV',
  systems: 'Affected systems as CSV',
  actions: 'Actions as CSV',
  evidence: 'Evidence as CSV',
  sources: 'Sources as CSV',
}

/** Each sheet of the record as a file of its own. A report without the sheet gives an empty file with no columns. */
export const csvForms: readonly ReportFormat[] = sheetNames.map((sheetName) => ({
  name: `${sheetName}.csv`,
  title: titles[sheetName],
  fileName: `${sheetName}.csv`,
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  render: (report) => Promise.resolve(csvBytes(report.sheets.find(({ name }) => name === sheetName) ?? { columns: [], rows: [] })),
}))
