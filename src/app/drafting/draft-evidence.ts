import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { listOf } from '../../base/text.ts'
import { changesFromYaml } from '../../exchange/incident-yaml.ts'
import type { Rule, RuleProblem } from '../../findings/sigma/rule.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Problem } from '../../model/problem.ts'
import type { PdfStandard } from '../../model/pdf-standard.ts'
import { readRules } from '../detecting/rules.ts'
import { loadIncidentFile } from '../incident/incident-file.ts'
import { type DiscoveredFile, discoverFiles } from '../reading/discover.ts'
import { cannotFind } from '../reading/path-bytes.ts'
import { isReadFailure } from '../reading/problems.ts'
import { expandFiles, type ReadableFile } from '../reading/readable-files.ts'
import { openTemporaryFolder } from '../reading/temporary-folder.ts'
import { type ZoneChoice, zoneFor } from '../reading/zones.ts'
import { programVersion } from '../version.ts'
import { appendEdit, draftInto, type Recorded } from './draft-edits.ts'
import { citedRules, newRecord } from './draft-record.ts'
import { draftTime, readTime } from './draft-time.ts'
import { type Harvested, harvestEvidence } from './harvest.ts'
import type { HarvestProgress, HarvestTask } from './harvest-file.ts'
import { prepareOutFolder } from './out-folder.ts'
import type { Provenances } from './provenance.ts'

/** What `hindcast draft` was asked for. */
export interface DraftFolderRequest {
  readonly paths: readonly string[]
  readonly out: string
  readonly yamlFile?: string
  readonly ruleFolders: readonly string[]
  readonly zones: ZoneChoice
  readonly year?: number
  /** For a new record; an existing one keeps its id. */
  readonly incident?: string
  readonly at?: string
  /** Which outline the report follows; where absent, that of the earlier draft in the folder. */
  readonly outline?: string
  /** Which standard the PDF keeps; where absent, that of the earlier draft in the folder. */
  readonly pdfStandard?: PdfStandard
  readonly sourceDateEpochSeconds?: number
  /** Copies evidence away before it is read (into the vault). */
  readonly preserve?: (files: readonly Pick<DiscoveredFile, 'path' | 'bytes'>[]) => Promise<Provenances>
  readonly onProgress?: (file: HarvestTask, progress: HarvestProgress) => void
  readonly onStage?: (stage: 'unpacking' | 'reading' | 'drafting' | 'rendering') => void
  readonly signal?: AbortSignal
}

/** What people know, beside the report: written as a start, and read where it is given. */
export const starterName = 'incident.yaml'

/** A record drafted from evidence, before anything is written. */
export interface DraftedEvidence {
  readonly recorded: Recorded
  readonly harvested: Harvested
  readonly rules: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
  readonly problemCount: number
  readonly failures: number
  readonly ruleProblems: readonly RuleProblem[]
  readonly continued: boolean
}

/** The record that `draftFolder` renders: evidence read, findings proposed and folded in, and what people know merged. */
export async function draftEvidence(request: DraftFolderRequest): Promise<DraftedEvidence> {
  const found = await discoverFiles(request.paths)
  const [missing] = found.missing
  if (missing !== undefined) throw new AppError('no-such-path', cannotFind(missing))
  const asked = request.at === undefined ? undefined : readTime(request.at)
  const yaml = request.yamlFile === undefined ? undefined : { path: request.yamlFile, text: await readYaml(request.yamlFile) }
  const own = await prepareOutFolder(request.out, request.paths)
  const isEvidence = await Promise.all(found.files.map((file) => isOwn(file.path, { own, yamlFile: request.yamlFile }).then((is) => !is)))
  const files = found.files.filter((_, index) => isEvidence[index])
  if (files.length === 0) throw nothingToRead(request.paths, found.problems)
  const { rules, problems: ruleProblems } = await readRules(request.ruleFolders)
  const before = await earlierRecord(request)
  const harvested = await harvestFiles(files, request, { rules, known: before.recorded.state.document.evidence })
  request.onStage?.('drafting')
  const at = draftTime({ at: asked, sourceDateEpoch: request.sourceDateEpochSeconds, harvest: harvested.harvest })
  const recorded = record(request, { before: before.recorded, harvested, at, yaml })
  return {
    recorded,
    harvested,
    rules: citedRules(recorded, rules, before.rules),
    problems: [...found.problems, ...harvested.problems],
    problemCount: found.problems.length + harvested.problemCount,
    failures: found.problems.filter(isReadFailure).length + harvested.failures,
    ruleProblems,
    continued: before.recorded.edits.length > 0,
  }
}

/** Unpacks the containers among the files, copies everything away where that is asked for, and reads it. */
async function harvestFiles(
  found: readonly DiscoveredFile[],
  request: DraftFolderRequest,
  given: { rules: readonly Rule[]; known: readonly EvidenceItem[] },
): Promise<Harvested> {
  const signal = request.signal === undefined ? {} : { signal: request.signal }
  await using folder = openTemporaryFolder()
  request.onStage?.('unpacking')
  const { files, containers, problems, problemCount, failures } = await expandFiles(found, folder, signal)
  const members = files.flatMap(({ file, parent }) => (file === undefined || parent === undefined ? [] : [{ path: file }]))
  const preserved = (await request.preserve?.([...found, ...members])) ?? new Map()
  request.onStage?.('reading')
  const harvested = await harvestEvidence({
    files: files.map((file) => taskOf(file, request)),
    containers,
    preserved,
    rules: given.rules,
    known: given.known,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...signal,
  })
  return {
    ...harvested,
    problems: [...problems, ...harvested.problems],
    problemCount: problemCount + harvested.problemCount,
    failures: failures + harvested.failures,
  }
}

function nothingToRead(paths: readonly string[], problems: readonly Problem[]): AppError {
  const why = problems.slice(0, 5).map((problem) => `; ${problem.path}: ${problem.message}`)
  return new AppError(
    'no-evidence',
    `There is no file to read in ${listOf(
      paths.map((path) => `"${path}"`),
      5,
    )}${why.join('')}`,
  )
}

/** The output folder and incident.yaml are no evidence, even where they lie among it. */
async function isOwn(path: string, ours: { own: string; yamlFile: string | undefined }): Promise<boolean> {
  const file = await realpath(path).catch(() => resolve(path)) // gone by now: reported when it is read
  if (ours.yamlFile !== undefined && file === (await realpath(ours.yamlFile))) return true
  return file.startsWith(`${ours.own}${sep}`)
}

function taskOf({ path, file, parent, modifiedMs }: ReadableFile, request: DraftFolderRequest): HarvestTask {
  const zone = zoneFor(request.zones, path)
  return {
    path,
    modifiedMs,
    ...(file === undefined ? {} : { file }),
    ...(parent === undefined ? {} : { parent }),
    ...(zone === undefined ? {} : { zone }),
    ...(request.year === undefined ? {} : { year: request.year }),
  }
}

async function earlierRecord(request: DraftFolderRequest): Promise<{ recorded: Recorded; rules: Readonly<Record<string, string>> }> {
  const path = join(request.out, 'incident.json')
  if (!(await isThere(path))) return { recorded: newRecord(request.incident ?? 'INC-0000-0000'), rules: {} }
  const { file, state } = await loadIncidentFile(path)
  if (request.incident !== undefined && request.incident !== file.document.id) {
    throw new AppError(
      'other-incident',
      `"${request.out}" holds ${file.document.id}, not ${request.incident}: choose another folder, or leave out --id`,
    )
  }
  return { recorded: { state, edits: file.edits }, rules: file.rules }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new AppError('damaged', `Cannot tell whether "${path}" is there: ${messageOf(error)}`, { cause: error })
  }
}

interface YamlText {
  readonly path: string
  readonly text: string
}

interface Made {
  readonly before: Recorded
  readonly harvested: Harvested
  readonly at: string
  readonly yaml: YamlText | undefined
}

function record(request: DraftFolderRequest, made: Made): Recorded {
  const { harvested, at } = made
  const isNew = made.before.edits.length === 0
  const before = isNew && request.incident === undefined ? newRecord(`INC-${at.slice(0, 4)}-0001`) : made.before
  const drafted = draftInto(before, harvested.harvest, { author: `Hindcast ${programVersion}`, at })
  return made.yaml === undefined ? drafted : applyYaml(drafted, { ...made.yaml, at })
}

/** Larger files are refused unread; the reader of YAML has a limit of its own. */
const mostYamlBytes = 20_000_000

async function readYaml(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > mostYamlBytes) throw new Error(`it has ${size} bytes, more than ${mostYamlBytes}; is it the incident.yaml?`)
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('yaml', `Cannot read "${path}": ${messageOf(error)}`, { cause: error })
  }
}

function applyYaml(recorded: Recorded, given: YamlText & { at: string }): Recorded {
  const { changes, problems, author } = changesFromYaml(given.text, given.path, recorded.state.document)
  if (problems.length > 0) {
    const lines = problems
      .slice(0, 50)
      .map(({ line, column, path, message }) => `${given.path}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`)
    throw new AppError('yaml', lines.join('\n'))
  }
  return appendEdit(recorded, { author, at: given.at, changes, note: `Taken from ${starterName}` })
}
