import type { Report } from '../../model/report.ts'
import { renderPdf } from '../../render/formats/pdf/pdf.ts'
import { serveTasks } from './serve-tasks.ts'

/** Typesets reports: the engine blocks its thread for as long as it works, and gives its memory back when the thread ends. */
serveTasks<Report>((report) => renderPdf(report))
