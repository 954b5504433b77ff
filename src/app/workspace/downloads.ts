import { downloads } from '../../api/downloads.ts'
import { AppError } from '../../base/error.ts'
import { starterYaml } from '../../exchange/incident-yaml.ts'
import { sourcesOf } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'
import type { OutlineName } from '../../model/outline-name.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { manifestOf, manifestText, type WrittenFile } from '../drafting/manifest.ts'
import { incidentFileOf, incidentFileText } from '../incident/incident-file.ts'
import { formatOfFile, renderReport, reportSource } from '../reporting/render-report.ts'
import { programVersion } from '../version.ts'
import type { DeskTools } from './incident-desk.ts'
import type { OpenRecord } from './record-book.ts'
import type { Download, DownloadRequest } from './workspace.ts'
import { zipFiles } from './zip.ts'

/** Makes downloads from records as they are now: the files that `hindcast draft` writes. */
export function openDownloads({ records, store }: DeskTools): (wanted: DownloadRequest) => Promise<Download> {
  return async ({ id, format, outline }) => {
    const wanted = downloads.find((known) => known.format === format)
    if (wanted === undefined) throw new AppError('not-found', `There is no download "${format}"`)
    const record = await records.open(id)
    return { file: `${id}-${wanted.file}`, mediaType: wanted.mediaType, bytes: await makeFile(wanted.file, { record, store, outline }) }
  }
}

interface Source {
  readonly record: OpenRecord
  readonly store: RecordStore
  readonly outline: OutlineName | undefined
}

async function makeFile(name: string, source: Source): Promise<Uint8Array> {
  const { record, store, outline } = source
  const form = formatOfFile(name)
  if (form !== undefined) {
    const [file] = await renderReport(reportSource(record.state, name.startsWith('published.')), {
      formats: [form],
      outline,
      pdfStandard: name.startsWith('archive.') ? 'a-2a' : undefined,
    })
    if (file === undefined) throw new Error(`No file "${name}" was made`)
    return file.bytes
  }
  if (name === 'incident.json') return incidentJson(record, store)
  if (name === 'incident.yaml') return Buffer.from(starterYaml(record.state.document))
  const files = await makeFolder(source)
  if (name === 'manifest.json') return named(name, files)
  const { id } = record.state.document
  return zipFiles(files.map((file) => ({ path: `${id}/${file.name}`, bytes: file.bytes })))
}

function named(name: string, files: readonly WrittenFile[]): Uint8Array {
  const found = files.find((file) => file.name === name)
  if (found === undefined) throw new Error(`No file "${name}" was made`)
  return found.bytes
}

/** Every file of the post-mortem's folder. The manifest lists all but the starter, which people write into, and itself. */
async function makeFolder({ record, store, outline }: Source): Promise<WrittenFile[]> {
  const rendered = await renderReport(reportSource(record.state), { outline })
  const files: WrittenFile[] = [
    ...rendered.map(({ name, bytes }) => ({ name, bytes })),
    { name: 'incident.json', bytes: await incidentJson(record, store) },
  ]
  const { document, version, head } = record.state
  const starter = { name: 'incident.yaml', bytes: Buffer.from(starterYaml(document)) }
  const manifest = manifestOf({ document, version, head, program: programVersion, outline, files })
  return [...files, starter, { name: 'manifest.json', bytes: Buffer.from(manifestText(manifest)) }]
}

async function incidentJson({ edits, state }: OpenRecord, store: RecordStore): Promise<Uint8Array> {
  const rules = await citedRules(state.document, store)
  return Buffer.from(incidentFileText(incidentFileOf({ edits, state, program: programVersion, rules })))
}

/** Texts of the rules that sets of the record are cited by. */
async function citedRules(document: Incident, store: RecordStore): Promise<Map<string, string>> {
  const hashes = sourcesOf(document).flatMap(({ citation }) => (citation.kind === 'set' ? [citation.selector.ruleHash] : []))
  return store.texts([...new Set(hashes)])
}
