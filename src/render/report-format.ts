import type { Report } from '../model/report.ts'

/** One form of the report: one file in `formats/`, one line in `formats/index.ts`. The same report gives the same bytes. */
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
  render(report: Report): Promise<Uint8Array>
}
