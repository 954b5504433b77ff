import { sheetBytes } from '../sheet-bytes.ts'
import type { ReportFormat } from '../report-format.ts'

/** The indicators of the record as CSV, one row each. */
export const indicatorsCsv: ReportFormat = {
  name: 'indicators.csv',
  title: 'Indicators as CSV',
  fileName: 'indicators.csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  render: (report) => Promise.resolve(sheetBytes(report, 'indicators')),
}
