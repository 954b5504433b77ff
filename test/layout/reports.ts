import { readFileSync } from 'node:fs'
import { computeFacts } from '../../src/incident/facts/compute-facts.ts'
import { type Incident, incidentSchema } from '../../src/model/incident.ts'
import type { Report } from '../../src/model/report.ts'
import { composeReport } from '../../src/report/compose.ts'

/** The report of a record, as it would be rendered. */
export function reportOf(document: Incident, outline = 'full'): Report {
  return composeReport(document, computeFacts(document), { version: '4', head: 'ab'.repeat(32), program: 'Hindcast', outline })
}

/** The report of one of our own incidents in `fixtures/incidents`. */
export function fixtureReport(name: string, outline?: string): Report {
  const text = readFileSync(new URL(`../../fixtures/incidents/${name}.json`, import.meta.url), 'utf8')
  return reportOf(incidentSchema.parse(JSON.parse(text)), outline)
}
