import { join } from 'node:path'
import { sha256Hex } from '../../base/canonical-json.ts'
import { AppError, messageOf } from '../../base/error.ts'
import { jsonEqual } from '../../base/json-equal.ts'
import { isRuleProblem, loadRules } from '../../findings/sigma/load-rule.ts'
import type { IncidentFile } from '../../model/incident-file.ts'
import { type Manifest, manifestOf } from '../drafting/manifest.ts'
import { renderFolder } from '../drafting/render-folder.ts'
import { defaultOutline } from '../../model/outline-name.ts'
import { reportOutlineNames } from '../reporting/render-report.ts'
import { checkIncidentFile, type IncidentFileReading } from '../incident/incident-file.ts'
import { checkHead } from './check-head.ts'
import { type Claim, claimsOf } from './claims.ts'
import { openTemporaryFolder } from '../reading/temporary-folder.ts'
import { findEvidence } from './find-evidence.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'
import { checkClaims } from './verify-claims.ts'
import { checkFormats, checkItems, checkList, checkReadings, rereadCited } from './verify-evidence.ts'
import { checkFiles, readManifest, readRegularFile } from './verify-files.ts'

/** What to verify, and where its evidence lies. */
export interface VerifyRequest {
  readonly folder: string
  /** Files or folders with the evidence; where none are given, the places it was read from. */
  readonly evidence: readonly string[]
  /** The hash that a copy of the report prints, or its beginning. */
  readonly head?: string | undefined
  readonly signal?: AbortSignal
}

/**
 * Checks a report's folder offline: the chain of edits and its fold, every computed number, the rules that sets are cited by, the bytes of the
 * evidence, every cited span and set, and every file that was written. It proves that citations are intact, not that a statement is true.
 */
export async function verifyFolder(request: VerifyRequest): Promise<Verdict[]> {
  const reading = checkIncidentFile(await readIncident(request.folder))
  const verdicts = checkRecord(reading)
  const { file } = reading
  if (file === undefined) return verdicts
  if (request.head !== undefined) verdicts.push(checkHead(file, request.head))
  const claims = claimsOf(file.document)
  verdicts.push(...checkRules(file, claims))
  await using unpacked = openTemporaryFolder()
  const signal = request.signal === undefined ? {} : { signal: request.signal }
  const found = await findEvidence({ items: file.document.evidence, given: request.evidence, folder: unpacked, ...signal })
  verdicts.push(...checkList(file.document.evidence), ...checkItems(found), ...checkFormats(file.document.evidence))
  const rules = Object.entries(file.rules)
    .flatMap(([hash, text]) => loadRules(text, `rule ${hash.slice(0, 12)}`))
    .flatMap((rule) => (isRuleProblem(rule) ? [] : [rule]))
  const reread = await rereadCited({ found, claims, rules, ...signal })
  const labels = new Map(file.document.evidence.map((item) => [item.sha256, `${item.label} ${item.name}`]))
  verdicts.push(...checkReadings(reread), ...checkClaims(claims, reread, labels))
  return [...verdicts, ...(await checkFolder(request.folder, file, reading))]
}

async function readIncident(folder: string): Promise<string> {
  try {
    return (await readRegularFile(join(folder, 'incident.json'))).toString('utf8')
  } catch (error) {
    throw new AppError(
      'no-incident',
      `Cannot read "${join(folder, 'incident.json')}": ${messageOf(error)}. Give the folder that "hindcast draft --out" wrote`,
      { cause: error },
    )
  }
}

const numbersKinds = new Set(['fact'])

function checkRecord(reading: IncidentFileReading): Verdict[] {
  const faults = reading.problems.map((problem) =>
    broken(numbersKinds.has(problem.code) ? 'number' : 'record', `incident.json ${problem.path}`, problem.message),
  )
  const { file } = reading
  if (file === undefined || faults.length > 0) return faults
  return [
    intact('record', 'incident.json edits', `chain of ${file.edits.length} edits, head ${file.edits.at(-1)?.hash ?? 'none'}`),
    intact('record', 'incident.json document', 'is what the edits make'),
    intact('number', 'incident.json facts', `${Object.keys(file.facts).length} computed facts are what the document gives`),
  ]
}

function checkRules(file: IncidentFile, claims: readonly Claim[]): Verdict[] {
  const wrong = Object.entries(file.rules)
    .filter(([hash, text]) => sha256Hex(text) !== hash)
    .map(([hash]) => broken('rule', hash.slice(0, 12), 'the text of the rule was changed'))
  const cited = new Set(claims.flatMap(({ citation }) => (citation.kind === 'set' ? [citation.selector.ruleHash] : [])))
  const missing = [...cited]
    .filter((hash) => file.rules[hash] === undefined)
    .map((hash) => broken('rule', hash.slice(0, 12), 'a set is cited by this rule, whose text is not in incident.json'))
  const ids = new Map(
    Object.entries(file.rules).map(([hash, text]) => [hash, loadRules(text, hash).map((rule) => (isRuleProblem(rule) ? '' : rule.id))]),
  )
  for (const { citation, path } of claims) {
    if (citation.kind !== 'set') continue
    const { rule, ruleHash } = citation.selector
    if (ids.get(ruleHash)?.includes(rule) === false)
      wrong.push(broken('rule', path, `cites the rule ${rule}, but the text it names is that of another`))
  }
  const sound = wrong.length + missing.length === 0 ? [intact('rule', 'incident.json rules', `${Object.keys(file.rules).length} rules`)] : []
  return [...wrong, ...missing, ...sound]
}

async function checkFolder(folder: string, file: IncidentFile, reading: IncidentFileReading): Promise<Verdict[]> {
  const manifest = await readManifest(folder)
  if ('status' in manifest) return [manifest]
  const { state } = reading
  const { program } = file.hindcast
  const verdicts = checkManifest(manifest, file)
  const outline = manifest.outline ?? defaultOutline
  if (!reportOutlineNames.includes(outline)) return [...verdicts, broken('file', 'manifest.json', `names an outline that there is not: "${outline}"`)]
  const rendered = state === undefined ? undefined : await renderFolder(state, file, { outline, pdfStandard: manifest.pdfStandard })
  if (rendered === undefined) verdicts.push(notChecked('file', 'report', 'cannot be made from these edits: compared with the manifest only'))
  return [...verdicts, ...(await checkFiles({ folder, manifest, rendered, writtenBy: program }))]
}

/** The manifest repeats what the record says; another reader may know nothing else. */
function checkManifest(manifest: Manifest, file: IncidentFile): Verdict[] {
  const { document, edits, hindcast } = file
  const last = edits.at(-1)
  const expected = manifestOf({ document, version: last?.version ?? 0, head: last?.hash ?? '', program: hindcast.program, files: [] })
  const parts = ['hindcast', 'incident', 'version', 'head', 'evidence'] as const
  const wrong = parts.filter((part) => !jsonEqual(manifest[part], expected[part]))
  return wrong.map((part) => broken('file', 'manifest.json', `"${part}" is not what incident.json holds`))
}
