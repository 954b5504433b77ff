import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateDemonstration } from '../../examples/generator/demonstration.ts'
import type { Scenario } from '../../examples/generator/truth.ts'
import { readDemonstration } from '../../src/app/drafting/demonstration.ts'
import { draftEvidence } from '../../src/app/drafting/draft-evidence.ts'
import { parseZoneChoice } from '../../src/app/reading/zones.ts'
import { type ReportSource, reportSource } from '../../src/app/reporting/render-report.ts'

/** The record drafted from a demonstration that comes with Hindcast, as `hindcast demo` drafts it. */
export async function draftSample(scenario: Scenario): Promise<ReportSource> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-sample-'))
  try {
    generateDemonstration({ scenario, seed: 1, events: 200_000, out: folder })
    return await draftDemonstration(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The record drafted from a folder with `evidence/`, `incident.yaml` and `truth.json`. Nothing is written beside it. */
export async function draftDemonstration(folder: string): Promise<ReportSource> {
  const { evidence, yamlFile, tz, year } = await readDemonstration(folder)
  const out = await mkdtemp(join(tmpdir(), 'hindcast-sample-report-'))
  try {
    const { recorded } = await draftEvidence({
      paths: [evidence],
      out,
      yamlFile,
      ruleFolders: [],
      zones: parseZoneChoice(tz),
      ...(year === undefined ? {} : { year }),
    })
    return reportSource(recorded.state)
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}
