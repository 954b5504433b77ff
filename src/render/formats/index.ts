import type { ReportFormat } from '../report-format.ts'
import { indicatorsCsv } from './indicators-csv.ts'
import { html } from './html/html.ts'
import { markdown } from './markdown.ts'
import { pdf } from './pdf/pdf.ts'
import { timelineCsv } from './timeline-csv.ts'

/** Every form of the report, in the order they are offered. */
export const reportFormats: readonly ReportFormat[] = [markdown, html, pdf, timelineCsv, indicatorsCsv]
