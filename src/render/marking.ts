import type { Report } from '../model/report.ts'

/** What stands on every page: how the report may be shared, which incident, which version, and that nobody has looked at all of it yet. */
export function markings(report: Report): { tlp: string; incident: string; version: string; notice: string } {
  return {
    tlp: report.privilege === undefined ? report.tlp : `${report.tlp} · ${report.privilege}`,
    incident: report.incident,
    version: `Record version ${report.version}`,
    notice: report.reviewNotice ?? '',
  }
}

/** What a paper copy is matched to its record by. */
export function recordLine(report: Report): string {
  return `Rendered from record version ${report.version} of ${report.incident}, edit chain ${report.head}, by ${report.program}.`
}
