import { computeFacts } from '../../src/incident/facts/compute-facts.ts'
import type { Incident } from '../../src/model/incident.ts'
import type { Report } from '../../src/model/report.ts'
import { composeReport } from '../../src/report/compose.ts'

/** The report of a record, as it would be rendered. */
export function reportOf(document: Incident, outline = 'full'): Report {
  return composeReport(document, computeFacts(document), { version: '4', head: 'ab'.repeat(32), program: 'Hindcast', outline })
}
