import { z } from 'zod'
import { incidentIdSchema } from '../model/incident.ts'
import { outlineNames } from '../model/outline-name.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What can be downloaded: GET /api/incidents/:id/download/:format, always sent as an attachment. */
export const downloads = [
  { format: 'md', title: 'Report, Markdown', file: 'report.md', mediaType: 'text/markdown; charset=utf-8' },
  { format: 'html', title: 'Report, one HTML file', file: 'report.html', mediaType: 'text/html; charset=utf-8' },
  { format: 'pdf', title: 'Report, PDF (accessible, PDF/UA-1)', file: 'report.pdf', mediaType: 'application/pdf' },
  { format: 'archive.pdf', title: 'Report, PDF (for archives, PDF/A-2a)', file: 'archive.pdf', mediaType: 'application/pdf' },
  { format: 'docx', title: 'Report, Word', file: 'report.docx', mediaType: word },
  { format: 'published.pdf', title: 'To publish (reviewed only), PDF', file: 'published.pdf', mediaType: 'application/pdf' },
  { format: 'published.html', title: 'To publish (reviewed only), HTML', file: 'published.html', mediaType: 'text/html; charset=utf-8' },
  { format: 'published.docx', title: 'To publish (reviewed only), Word', file: 'published.docx', mediaType: word },
  { format: 'json', title: 'Record with its whole history', file: 'incident.json', mediaType: 'application/json; charset=utf-8' },
  {
    format: 'xlsx',
    title: 'Spreadsheet of the record, XLSX',
    file: 'report.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { format: 'timeline.csv', title: 'Timeline, CSV', file: 'timeline.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'indicators.csv', title: 'Indicators, CSV', file: 'indicators.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'systems.csv', title: 'Affected systems, CSV', file: 'systems.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'actions.csv', title: 'Actions, CSV', file: 'actions.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'evidence.csv', title: 'Evidence, CSV', file: 'evidence.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'sources.csv', title: 'Sources, CSV', file: 'sources.csv', mediaType: 'text/csv; charset=utf-8' },
  { format: 'manifest', title: 'Manifest of files and evidence', file: 'manifest.json', mediaType: 'application/json; charset=utf-8' },
  { format: 'yaml', title: 'What only people can say, YAML', file: 'incident.yaml', mediaType: 'application/yaml; charset=utf-8' },
  { format: 'zip', title: 'Everything, as one folder', file: 'report.zip', mediaType: 'application/zip' },
] as const

export const downloadFormats = downloads.map(({ format }) => format)
export type DownloadFormat = (typeof downloads)[number]['format']

/** Which outline the report in it follows; what is no report ignores it. */
export const downloadQuerySchema = z.object({ outline: z.enum(outlineNames).optional() })

export const downloadParamsSchema = z.object({ id: incidentIdSchema, format: z.enum(downloadFormats) })
