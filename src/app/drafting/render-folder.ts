import type { RecordState } from '../../incident/fold.ts'
import type { IncidentFile } from '../../model/incident-file.ts'
import { incidentFileText } from '../incident/incident-file.ts'
import { type ReportChoice, renderReport, reportSource } from '../reporting/render-report.ts'
import type { WrittenFile } from './manifest.ts'

/** Every file of a report's folder that follows from the record alone: the same record gives the same bytes. */
export async function renderFolder(
  state: RecordState,
  file: IncidentFile,
  choice: Pick<ReportChoice, 'outline' | 'pdfStandard' | 'signal'> = {},
): Promise<WrittenFile[]> {
  const rendered = await renderReport(reportSource(state), choice)
  return [{ name: 'incident.json', bytes: new TextEncoder().encode(incidentFileText(file)) }, ...rendered]
}
