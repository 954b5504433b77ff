import type { Sheet, SheetName } from '../../model/report.ts'
import { sheetNames } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { actionsSheet } from './actions.ts'
import { evidenceSheet } from './evidence.ts'
import { indicatorsSheet } from './indicators.ts'
import { sourcesSheet } from './sources.ts'
import { systemsSheet } from './systems.ts'
import { timelineSheet } from './timeline.ts'

const units: Readonly<Record<SheetName, (desk: Desk) => Sheet>> = {
  timeline: timelineSheet,
  indicators: indicatorsSheet,
  systems: systemsSheet,
  actions: actionsSheet,
  evidence: evidenceSheet,
  sources: sourcesSheet,
}

/** Every sheet of a record, in the order of a workbook. */
export function sheets(desk: Desk): Sheet[] {
  return sheetNames.map((name) => units[name](desk))
}
