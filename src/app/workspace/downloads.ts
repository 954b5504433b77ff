import { type DownloadFormat, downloads } from '../../api/downloads.ts'
import { AppError } from '../../base/error.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { sourcesOf } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'
import { reportFormats } from '../../render/formats/index.ts'
import { composeReport } from '../../report/compose.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { manifestOf, manifestText, type WrittenFile } from '../drafting/manifest.ts'
import { incidentFileOf, incidentFileText } from '../incident/incident-file.ts'
import { programVersion } from '../version.ts'
import type { DeskTools } from './incident-desk.ts'
import type { OpenRecord } from './record-book.ts'
import type { Download } from './workspace.ts'
import { zipFiles } from './zip.ts'

/** One file of a post-mortem, or all of them as a ZIP archive. Made from the record as it is now. */
export async function makeDownload(id: string, format: DownloadFormat, tools: DeskTools): Promise<Download> {
  const wanted = downloads.find((known) => known.format === format)
  if (wanted === undefined) throw new AppError('not-found', `There is no download "${format}"`)
  const record = await tools.records.open(id)
  const file = `${id}-${wanted.file}`
  const bytes = format === 'zip' ? zipFolder(id, await allFiles(record, tools)) : await oneFile(record, wanted.file, tools)
  return { file, mediaType: wanted.mediaType, bytes }
}

function zipFolder(id: string, files: readonly WrittenFile[]): Uint8Array {
  return zipFiles(files.map(({ name, bytes }) => ({ path: `${id}/${name}`, bytes })))
}

async function oneFile(record: OpenRecord, name: string, tools: DeskTools): Promise<Uint8Array> {
  const form = reportFormats.find(({ fileName }) => fileName === name)
  if (form !== undefined) return form.render(composed(record))
  const found = (await allFiles(record, tools)).find((file) => file.name === name)
  if (found === undefined) throw new AppError('not-found', `This program does not make "${name}"`)
  return found.bytes
}

function composed({ state }: OpenRecord) {
  const { document, version, head } = state
  return composeReport(document, computeFacts(document), { version: String(version), head, program: `hindcast ${programVersion}` })
}

async function allFiles(record: OpenRecord, { store }: DeskTools): Promise<WrittenFile[]> {
  const { edits, state } = record
  const program = `hindcast ${programVersion}`
  const report = composed(record)
  const files: WrittenFile[] = []
  for (const form of reportFormats) files.push({ name: form.fileName, bytes: await form.render(report) })
  for (const block of report.blocks) {
    if (block.kind === 'figure') files.push({ name: `figures/${block.figure.id}.svg`, bytes: Buffer.from(block.figure.svg) })
  }
  const rules = await citedRules(state.document, store)
  files.push({ name: 'incident.json', bytes: Buffer.from(incidentFileText(incidentFileOf({ edits, state, program, rules }))) })
  const { document, version, head } = state
  const manifest = manifestOf({ document, version, head, program, files })
  return [...files, { name: 'manifest.json', bytes: Buffer.from(manifestText(manifest)) }]
}

/** Texts of the rules that sets of the record are cited by. */
async function citedRules(document: Incident, store: RecordStore): Promise<Map<string, string>> {
  const hashes = sourcesOf(document).flatMap(({ citation }) => (citation.kind === 'set' ? [citation.selector.ruleHash] : []))
  return store.texts([...new Set(hashes)])
}
