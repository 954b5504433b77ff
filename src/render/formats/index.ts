import type { ReportFormat } from '../report-format.ts'
import { csvForms } from './csv.ts'
import { docx } from './docx/docx.ts'
import { html } from './html/html.ts'
import { markdown } from './markdown.ts'
import { pdf } from './pdf/pdf.ts'
import { xlsx } from './xlsx/xlsx.ts'

/** Every form of the report, in the order they are offered. */
export const reportFormats: readonly ReportFormat[] = [markdown, html, pdf, docx, xlsx, ...csvForms]
