import { rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { AppError } from '../../base/error.ts'
import { defaultOutline } from '../../model/outline-name.ts'
import { defaultPdfStandard, type PdfStandard } from '../../model/pdf-standard.ts'
import { type Manifest, manifestText, sha256Of } from '../drafting/manifest.ts'
import { readManifest } from '../drafting/read-manifest.ts'
import { loadIncidentFile } from '../incident/incident-file.ts'
import { foreignEnding, formatOfFile, type RenderedFile, renderReport, reportSource } from './render-report.ts'
import { writeReportFile } from './write-report.ts'

export interface RerenderRequest {
  /** Path of an incident.json. */
  readonly path: string
  readonly formats?: readonly string[] | undefined
  readonly outline?: string | undefined
  /** Where absent, that of the folder's PDF. */
  readonly pdfStandard?: PdfStandard | undefined
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
  const manifest = isOwnFolder ? await readManifest(request.out) : undefined
  const held = manifest?.outline ?? defaultOutline
  const outline = request.outline ?? held
  if (manifest !== undefined && target.formats !== undefined && outline !== held) throw mixedOutlines(request.out, held)
  const pdfStandard = request.pdfStandard ?? manifest?.pdfStandard
  const rendered = await renderIncidentFile(request.path, { ...request, outline, pdfStandard, formats: target.formats })
  const paths: string[] = []
  for (const file of rendered) {
    if (target.file !== undefined && file.name.startsWith('figures/')) paths.push(join(dirname(target.file), file.name))
    else paths.push(target.file ?? join(request.out, file.name))
    await writeReportFile(paths.at(-1) ?? '', file.bytes)
  }
  if (manifest !== undefined) await refreshManifest(request.out, { manifest, rendered, outline, pdfStandard })
  return paths
}

/** Renders an incident.json without writing anything. */
export async function renderIncidentFile(
  path: string,
  choice: Pick<RerenderRequest, 'formats' | 'outline' | 'pdfStandard' | 'reviewedOnly' | 'signal'>,
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
  const [only] = asked
  const ending = only === undefined || asked.length > 1 ? undefined : foreignEnding(basename(out), only)
  if (ending !== undefined) {
    throw new AppError('usage', `"${out}" ends in .${ending}, but --format ${only ?? ''} was asked for: no program would open it; let them agree`)
  }
  if (asked.length === 1) return { file: out, formats: asked }
  if (asked.length === 0) throw new AppError('usage', `"${out}" ends like none of the forms of a report; give --format, or a folder`)
  throw new AppError('usage', `"${out}" is one file, but ${asked.length} formats were asked for; give a folder`)
}

/** A folder is verified against one outline, so all of its forms follow the same one. */
function mixedOutlines(folder: string, held: string): AppError {
  return new AppError('usage', `"${folder}" follows the outline "${held}": leave out --format to write all of it again, or give another folder`)
}

interface Refreshed {
  readonly manifest: Manifest
  readonly rendered: readonly RenderedFile[]
  readonly outline: string
  readonly pdfStandard: PdfStandard | undefined
}

/** Keeps the manifest of a drafted folder true for the files that were just written again. Figures that only another outline had are removed. */
async function refreshManifest(folder: string, { manifest, rendered, outline, pdfStandard }: Refreshed): Promise<void> {
  const written = new Map(rendered.map(({ name, bytes }) => [name, { name, sha256: sha256Of(bytes), size: bytes.length }]))
  const isStale = (name: string): boolean => outline !== (manifest.outline ?? defaultOutline) && /^figures\/[\w.-]+$/.test(name)
  const others = manifest.files.filter(({ name }) => !written.has(name))
  for (const { name } of others) if (isStale(name)) await rm(join(folder, name), { force: true })
  const files = [...others.filter(({ name }) => !isStale(name)), ...written.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  // The choice is about the PDF: another form leaves it as it is.
  const standard = written.has('report.pdf') ? pdfStandard : manifest.pdfStandard
  const { pdfStandard: _, ...rest } = manifest
  const changed = { ...rest, outline, ...(standard === undefined || standard === defaultPdfStandard ? {} : { pdfStandard: standard }), files }
  await writeReportFile(join(folder, 'manifest.json'), new TextEncoder().encode(manifestText(changed)))
}
