import { sheetBytes } from '../sheet-bytes.ts'
import type { ReportFormat } from '../report-format.ts'

/** The timeline of the record as CSV, one row each. */
export const timelineCsv: ReportFormat = {
  name: 'timeline.csv',
  title: 'Timeline as CSV',
  fileName: 'timeline.csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  render: (report) => Promise.resolve(sheetBytes(report, 'timeline')),
}
