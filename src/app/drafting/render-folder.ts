import { computeFacts } from '../../incident/facts/compute-facts.ts'
import type { RecordState } from '../../incident/fold.ts'
import type { IncidentFile } from '../../model/incident-file.ts'
import { composeReport } from '../../report/compose.ts'
import { reportFormats } from '../../render/formats/index.ts'
import { incidentFileText } from '../incident/incident-file.ts'
import { programVersion } from '../version.ts'
import type { WrittenFile } from './manifest.ts'

/** Every file of a report's folder that follows from the record alone: the same record gives the same bytes. */
export async function renderFolder(state: RecordState, file: IncidentFile): Promise<WrittenFile[]> {
  const report = composeReport(state.document, computeFacts(state.document), {
    version: String(state.version),
    head: state.head,
    program: `Hindcast ${programVersion}`,
  })
  const files: WrittenFile[] = [{ name: 'incident.json', bytes: new TextEncoder().encode(incidentFileText(file)) }]
  for (const format of reportFormats) files.push({ name: format.fileName, bytes: await format.render(report) })
  for (const block of report.blocks) {
    if (block.kind === 'figure') files.push({ name: `figures/${block.figure.id}.svg`, bytes: new TextEncoder().encode(block.figure.svg) })
  }
  return files
}
