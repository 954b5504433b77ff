import { AppError } from '../../base/error.ts'
import type { Report } from '../../model/report.ts'
import { reportFormats } from '../../render/formats/index.ts'
import type { RenderOptions } from '../../render/report-format.ts'
import { serveTasks } from './serve-tasks.ts'

/** A report and the name of the form to render it in. */
export interface TypesetTask {
  readonly format: string
  readonly report: Report
  readonly options: RenderOptions
}

/** Renders the heavy forms: an engine blocks its thread for as long as it works, and gives its memory back when the thread ends. */
serveTasks<TypesetTask>(({ format, report, options }) => {
  const found = reportFormats.find(({ name }) => name === format)
  if (found === undefined) throw new AppError('report-format', `There is no report format "${format}"`)
  return found.render(report, options)
})
