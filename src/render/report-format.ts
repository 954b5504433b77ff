import type { PdfStandard } from '../model/pdf-standard.ts'
import type { Report } from '../model/report.ts'

/** What may be chosen about a form besides its report. */
export interface RenderOptions {
  /** PDF only; the default of pdf-standard.ts where absent. */
  readonly pdfStandard?: PdfStandard | undefined
}

/** One form of the report: one file in `formats/`, one line in `formats/index.ts`. The same report and options give the same bytes. */
export interface ReportFormat {
  /** As it is asked for: `hindcast report --format <name>`. */
  readonly name: string
  readonly title: string
  /** File name in a report's folder. */
  readonly fileName: string
  readonly extension: string
  readonly mediaType: string
  /** Rendering takes long enough to be noticed: it belongs into a thread of its own. */
  readonly isHeavy?: boolean
  /** What of a report this form prints: less to hand to its thread. `render()` takes this or the whole. */
  prepare?(report: Report): Report
  render(report: Report, options?: RenderOptions): Promise<Uint8Array>
}
