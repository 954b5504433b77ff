import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDemonstration } from '../../src/app/drafting/demonstration.ts'
import { draftEvidence } from '../../src/app/drafting/draft-evidence.ts'
import { parseZoneChoice } from '../../src/app/reading/zones.ts'
import { type ReportSource, reportSource } from '../../src/app/reporting/render-report.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))

/** The record drafted from one of the demonstrations in `examples/`, as `hindcast demo` drafts it. Nothing is written beside it. */
export async function draftSample(scenario: string): Promise<ReportSource> {
  const { evidence, yamlFile, tz, year } = await readDemonstration(join(examples, scenario))
  const out = await mkdtemp(join(tmpdir(), 'hindcast-sample-'))
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
