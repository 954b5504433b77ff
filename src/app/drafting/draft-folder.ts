import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { starterYaml } from '../../exchange/incident-yaml.ts'
import type { RuleProblem } from '../../findings/sigma/rule.ts'
import type { Incident } from '../../model/incident.ts'
import { defaultOutline } from '../../model/outline-name.ts'
import type { PdfStandard } from '../../model/pdf-standard.ts'
import type { Problem } from '../../model/problem.ts'
import { incidentFileOf } from '../incident/incident-file.ts'
import { writeReportFile } from '../reporting/write-report.ts'
import { programVersion } from '../version.ts'
import type { Recorded } from './draft-edits.ts'
import { draftEvidence, type DraftFolderRequest, starterName } from './draft-evidence.ts'
import { manifestOf, manifestText, type WrittenFile } from './manifest.ts'
import { readManifest } from './read-manifest.ts'
import { renderFolder } from './render-folder.ts'

/** What it did. */
export interface DraftedFolder {
  readonly document: Incident
  readonly version: number
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
  readonly problemCount: number
  readonly failures: number
  readonly ruleProblems: readonly RuleProblem[]
  /** True where an earlier draft in the same folder was continued. */
  readonly continued: boolean
}

/** Reads evidence, drafts, and writes the folder. An earlier draft in it is continued: what people touched stays. */
export async function draftFolder(request: DraftFolderRequest): Promise<DraftedFolder> {
  const { recorded, rules, problems, problemCount, failures, ruleProblems, continued } = await draftEvidence(request)
  request.onStage?.('rendering')
  const file = incidentFileOf({ edits: recorded.edits, state: recorded.state, program: programVersion, rules })
  // A manifest that cannot be read is written anew.
  const earlier = await readManifest(request.out).catch(() => undefined)
  const outline = request.outline ?? earlier?.outline ?? defaultOutline
  const pdfStandard = request.pdfStandard ?? earlier?.pdfStandard
  const files = await renderFolder(recorded.state, file, { outline, pdfStandard })
  await writeFolder(request.out, { files, outline, pdfStandard }, recorded)
  return {
    document: recorded.state.document,
    version: recorded.state.version,
    files: files.map(({ name }) => name),
    problems,
    problemCount,
    failures,
    ruleProblems,
    continued,
  }
}

interface Rendered {
  readonly files: readonly WrittenFile[]
  readonly outline: string
  readonly pdfStandard: PdfStandard | undefined
}

async function writeFolder(out: string, { files, outline, pdfStandard }: Rendered, recorded: Recorded): Promise<void> {
  const { document, version, head } = recorded.state
  await mkdir(out, { recursive: true })
  const manifest = manifestOf({ document, version, head, program: programVersion, outline, pdfStandard, files })
  for (const file of files) await writeReportFile(join(out, file.name), file.bytes)
  await writeStarter(join(out, starterName), starterYaml(document))
  await writeReportFile(join(out, 'manifest.json'), new TextEncoder().encode(manifestText(manifest)))
}

/** A starter that people may have written into is never overwritten. */
async function writeStarter(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw new AppError('cannot-write', `Cannot write "${path}": ${messageOf(error)}`, { cause: error })
  }
}
