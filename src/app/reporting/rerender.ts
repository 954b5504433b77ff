import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { AppError } from '../../base/error.ts'
import { type Manifest, manifestSchema, manifestText, sha256Of } from '../drafting/manifest.ts'
import { loadIncidentFile } from '../incident/incident-file.ts'
import { formatOfFile, type RenderedFile, renderReport, reportSource } from './render-report.ts'
import { writeReportFile } from './write-report.ts'

export interface RerenderRequest {
  /** Path of an incident.json. */
  readonly path: string
  readonly formats?: readonly string[] | undefined
  readonly outline?: string | undefined
  /** A folder, or the path of one file. */
  readonly out: string
  /** Leaves out what nobody has reviewed: the form to publish. */
  readonly reviewedOnly?: boolean
  readonly signal?: AbortSignal
}

/** Renders the report of an incident.json again, after checking all of it. Resolves to the paths written. Throws AppError. */
export async function rerender(request: RerenderRequest): Promise<string[]> {
  const target = await targetOf(request)
  const isOwnFolder = target.file === undefined && resolve(dirname(request.path)) === resolve(request.out)
  if (isOwnFolder && request.reviewedOnly === true) {
    throw new AppError('usage', `"${request.out}" holds the draft itself: write the reviewed report to another folder`)
  }
  const rendered = await renderIncidentFile(request.path, { ...request, formats: target.formats })
  const paths: string[] = []
  for (const file of rendered) {
    if (target.file !== undefined && file.name.startsWith('figures/')) paths.push(join(dirname(target.file), file.name))
    else paths.push(target.file ?? join(request.out, file.name))
    await writeReportFile(paths.at(-1) ?? '', file.bytes)
  }
  if (isOwnFolder) await refreshManifest(request.out, rendered)
  return paths
}

/** Renders an incident.json without writing anything. */
export async function renderIncidentFile(
  path: string,
  choice: Pick<RerenderRequest, 'formats' | 'outline' | 'reviewedOnly' | 'signal'>,
): Promise<RenderedFile[]> {
  const { state } = await loadIncidentFile(path)
  return renderReport(reportSource(state, choice.reviewedOnly), choice)
}

/** One file where `out` names one, else a folder. The file's ending says the format where none was asked for. */
async function targetOf({ out, formats }: RerenderRequest): Promise<{ file?: string; formats: readonly string[] | undefined }> {
  const found = await stat(out).catch(() => undefined)
  if (found?.isDirectory() === true || (found === undefined && extname(out) === '')) return { formats }
  const meant = formatOfFile(basename(out))
  const asked = formats ?? (meant === undefined ? [] : [meant])
  if (asked.length === 1) return { file: out, formats: asked }
  if (asked.length === 0) throw new AppError('usage', `"${out}" ends like none of the forms of a report; give --format, or a folder`)
  throw new AppError('usage', `"${out}" is one file, but ${asked.length} formats were asked for; give a folder`)
}

/** Keeps the manifest of a drafted folder true for the files that were just written again. */
async function refreshManifest(folder: string, files: readonly RenderedFile[]): Promise<void> {
  const manifest = await readManifest(join(folder, 'manifest.json'))
  if (manifest === undefined) return
  const written = new Map(files.map(({ name, bytes }) => [name, { name, sha256: sha256Of(bytes), size: bytes.length }]))
  const kept = manifest.files.filter(({ name }) => !written.has(name))
  const all = [...kept, ...written.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  await writeReportFile(join(folder, 'manifest.json'), new TextEncoder().encode(manifestText({ ...manifest, files: all })))
}

async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('damaged', `"${path}" is no manifest that Hindcast wrote`, { cause })
  }
}
