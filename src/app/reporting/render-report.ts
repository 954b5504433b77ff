import { AppError, messageOf } from '../../base/error.ts'
import { listOf } from '../../base/text.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import type { RecordState } from '../../incident/fold.ts'
import { reviewedRecord } from '../../incident/reviewed.ts'
import type { Facts } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { PdfStandard } from '../../model/pdf-standard.ts'
import type { Block, Report } from '../../model/report.ts'
import { reportFormats } from '../../render/formats/index.ts'
import type { ReportFormat } from '../../render/report-format.ts'
import { composeReport, outlines } from '../../report/compose.ts'
import { programVersion } from '../version.ts'
import { runInWorkers } from '../workers/pool.ts'
import { releaseMemory } from '../workers/release-memory.ts'
import type { TypesetTask } from '../workers/typeset.ts'

/** A record and what was computed from it. */
export interface ReportSource {
  readonly document: Incident
  readonly facts: Facts
  /** Version of the record: the number of its edits. */
  readonly version: number
  /** Hash of the last edit. */
  readonly head: string
  /** Unreviewed proposals that the document was made without. */
  readonly leftOut?: number
}

/** A record as a report tells it: all of it, or for publication only what people wrote or reviewed. */
export function reportSource(state: RecordState, reviewedOnly = false): ReportSource {
  const { version, head } = state
  if (!reviewedOnly) return { document: state.document, facts: computeFacts(state.document), version, head }
  const { document, leftOut } = reviewedRecord(state)
  return { document, facts: computeFacts(document), version, head, leftOut }
}

export interface ReportChoice {
  /** "full" where absent. */
  readonly outline?: string | undefined
  /** Names of formats; all where absent. */
  readonly formats?: readonly string[] | undefined
  /** "ua-1" where absent. */
  readonly pdfStandard?: PdfStandard | undefined
  readonly signal?: AbortSignal | undefined
}

/** One file of a rendered report. */
export interface RenderedFile {
  /** Path below the report's folder, with `/`. */
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** The names `formats` may hold. */
export const reportFormatNames: readonly string[] = reportFormats.map((format) => format.name)

/** The names `outline` may be. */
export const reportOutlineNames: readonly string[] = outlines.map((outline) => outline.name)

/** The name of the format a file name stands for; undefined where it stands for none. */
export function formatOfFile(fileName: string): string | undefined {
  const exact = reportFormats.find((format) => format.fileName === fileName)
  return (exact ?? reportFormats.find((format) => format.name === format.extension && fileName.endsWith(`.${format.extension}`)))?.name
}

/** The ending of another form that a file name has, though this one is to be written into it; undefined where it has that one's own, or none of a form. */
export function foreignEnding(fileName: string, format: string): string | undefined {
  const ending = /\.([^.]*)$/.exec(fileName.toLowerCase())?.[1]
  const own = reportFormats.find(({ name }) => name === format)?.extension
  return own !== undefined && ending !== own && reportFormats.some(({ extension }) => extension === ending) ? ending : undefined
}

/**
 * Composes a record's report and renders it; heavy forms in a thread of their own. Figures come as files beside Markdown, which links to them.
 * Throws AppError `outline` or `report-format` for names nobody knows. The same source gives the same bytes.
 */
export async function renderReport(source: ReportSource, choice: ReportChoice = {}): Promise<RenderedFile[]> {
  const formats = chosenFormats(choice.formats)
  const report = composeFrom(source, choice.outline)
  const files: RenderedFile[] = []
  for (const format of formats) {
    choice.signal?.throwIfAborted()
    files.push({ name: format.fileName, mediaType: format.mediaType, bytes: await renderFormat(format, report, choice) })
    if (format.name === 'md') files.push(...figureFiles(report))
  }
  return files
}

/** The composed report of a record, as every form of it is rendered from. */
export function composeFrom(source: ReportSource, outline?: string): Report {
  const { document, facts, version, head, leftOut } = source
  return composeReport(document, facts, {
    version: String(version),
    head,
    program: `Hindcast ${programVersion}`,
    ...(outline === undefined ? {} : { outline }),
    ...(leftOut === undefined ? {} : { leftOut }),
  })
}

function chosenFormats(names: readonly string[] | undefined): ReportFormat[] {
  if (names === undefined) return [...reportFormats]
  return [...new Set(names)].map((name) => {
    const found = reportFormats.find((format) => format.name === name)
    if (found === undefined) throw new AppError('report-format', `There is no report format "${name}"; there is ${listOf(reportFormatNames)}`)
    return found
  })
}

/** Blocks or rows of a sheet from which on composing leaves so much behind that it is worth giving it back. */
const largeReport = 500

async function renderFormat(format: ReportFormat, report: Report, { pdfStandard, signal }: ReportChoice): Promise<Uint8Array> {
  const options = { pdfStandard }
  if (format.isHeavy !== true) return format.render(report, options)
  const prepared = format.prepare?.(report) ?? report
  const tasks: TypesetTask[] = [{ format: format.name, report: prepared, options }]
  if (report.blocks.length > largeReport || report.sheets.some(({ rows }) => rows.length > largeReport)) releaseMemory()
  try {
    const [bytes] = await runInWorkers({
      worker: 'typeset',
      setup: undefined,
      tasks,
      threads: 1,
      result: bytesOf,
      ...(signal === undefined ? {} : { signal }),
    })
    return bytesOf(bytes)
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new AppError(format.name, messageOf(cause), { cause })
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new AppError('report-format', 'The renderer gave no file back')
}

function figureFiles(report: Report): RenderedFile[] {
  const encoder = new TextEncoder()
  return figuresIn(report.blocks).map(({ id, svg }) => ({ name: `figures/${id}.svg`, mediaType: 'image/svg+xml', bytes: encoder.encode(svg) }))
}

function figuresIn(blocks: readonly Block[]): Extract<Block, { kind: 'figure' }>['figure'][] {
  return blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : block.kind === 'quote' ? figuresIn(block.blocks) : []))
}
