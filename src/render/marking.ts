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
  const { version, incident, head, program } = report
  const told = `Rendered from record version ${version} of ${incident}, edit chain ${head}, by ${program}.`
  // A record without edits has no chain to match.
  return head === '' ? told : `${told} A copy is matched to its record with: hindcast verify FOLDER --head ${head.slice(0, 16)}`
}
