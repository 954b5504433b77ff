import { readFile } from 'node:fs/promises'
import { canonicalJson } from '../../base/canonical-json.ts'
import { AppError, messageOf } from '../../base/error.ts'
import { isObject } from '../../base/json.ts'
import { jsonEqual, plainJson } from '../../base/json-equal.ts'
import { verifyChain } from '../../incident/chain.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { foldEdits, type RecordState } from '../../incident/fold.ts'
import { diffDocuments } from '../../incident/history.ts'
import type { Edit } from '../../model/edit.ts'
import { type IncidentFile, incidentFileSchema } from '../../model/incident-file.ts'

/** Something in an incident.json that does not hold. */
export interface IncidentFileProblem {
  readonly code: 'not-json' | 'shape' | 'chain' | 'edit' | 'document' | 'fact'
  /** Where: a path in the file, `edits/3`, `document/title`, `facts/dwell`. */
  readonly path: string
  readonly message: string
}

/** An incident.json that was read, and everything wrong with it. `file` and `state` are there as far as it could be read. */
export interface IncidentFileReading {
  readonly file?: IncidentFile
  readonly state?: RecordState
  readonly problems: readonly IncidentFileProblem[]
}

/** The file of a record: its edits, their fold and everything computed from it. `rules` are the texts of the rules that sets are cited by. */
export function incidentFileOf(record: {
  edits: readonly Edit[]
  state: RecordState
  program: string
  rules?: ReadonlyMap<string, string>
}): IncidentFile {
  const { edits, state, program, rules = new Map<string, string>() } = record
  const sortedRules = Object.fromEntries([...rules].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { hindcast: { schema: 1, program }, edits: [...edits], document: state.document, facts: computeFacts(state.document), rules: sortedRules }
}

/** The text of an incident.json: keys sorted, so that the same file gives the same text wherever it came from. */
export function incidentFileText(file: IncidentFile): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(file)), undefined, 1)}\n`
}

/**
 * Reads the text of an incident.json and checks all of it: the chain of edits, that the document is their fold and that every fact is what the
 * document gives. Nothing is repaired.
 */
export function checkIncidentFile(text: string): IncidentFileReading {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return { problems: [{ code: 'not-json', path: '', message: `The file is no JSON: ${messageOf(error)}` }] }
  }
  const parsed = incidentFileSchema.safeParse(raw)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue): IncidentFileProblem => ({ code: 'shape', path: issue.path.join('/'), message: issue.message }))
    return { problems }
  }
  return { file: parsed.data, ...checkRecord(parsed.data, raw) }
}

/** Reads an incident.json from disk; throws `not-found`, or `damaged` naming what is wrong. */
export async function loadIncidentFile(path: string): Promise<{ file: IncidentFile; state: RecordState }> {
  const { file, state, problems } = checkIncidentFile(await readText(path))
  const [first] = problems
  if (first === undefined && file !== undefined && state !== undefined) return { file, state }
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : ''
  throw new AppError('damaged', `"${path}" is no intact incident.json: ${first?.path ?? ''}: ${first?.message ?? ''}${more}`)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('not-found', `Cannot read "${path}": ${messageOf(cause)}`, { cause })
  }
}

function checkRecord(file: IncidentFile, raw: unknown): { state?: RecordState; problems: IncidentFileProblem[] } {
  const chain = verifyChain(file.edits).map(({ index, message }): IncidentFileProblem => ({ code: 'chain', path: `edits/${index}`, message }))
  const folded = foldEdits(file.edits)
  if (!folded.ok) {
    const edits = folded.errors.map(({ path, message }): IncidentFileProblem => ({ code: 'edit', path: `edits${path}`, message }))
    return { problems: [...chain, ...edits] }
  }
  return { state: folded.value, problems: [...chain, ...checkDocument(folded.value, raw), ...checkFacts(folded.value, raw)] }
}

function checkDocument({ document, version }: RecordState, raw: unknown): IncidentFileProblem[] {
  const stated = isObject(raw) ? raw['document'] : undefined
  const folded = plainJson(document)
  if (jsonEqual(stated, folded)) return []
  return differences(folded, stated).map((path) => ({
    code: 'document',
    path: `document${path}`,
    message: `The document does not say what its ${version} edits give`,
  }))
}

function checkFacts({ document }: RecordState, raw: unknown): IncidentFileProblem[] {
  const stated = isObject(raw) && isObject(raw['facts']) ? raw['facts'] : {}
  const computed = computeFacts(document)
  const ids = [...new Set([...Object.keys(computed), ...Object.keys(stated)])]
  return ids
    .filter((id) => !jsonEqual(stated[id], computed[id]))
    .map((id) => ({
      code: 'fact',
      path: `facts/${id}`,
      message: `"${textOf(stated[id])}" is not what the document gives: "${computed[id]?.text ?? 'no such fact'}"`,
    }))
}

function differences(folded: unknown, stated: unknown): string[] {
  const all = isObject(stated) && isObject(folded) ? diffDocuments(folded, stated) : [{ path: '' }]
  return all.map(({ path }) => path)
}

function textOf(fact: unknown): string {
  const text = isObject(fact) ? fact['text'] : undefined
  return typeof text === 'string' ? text : 'nothing'
}
