import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { AppError } from '../../../base/error.ts'
import { defaultPdfStandard } from '../../../model/pdf-standard.ts'
import type { Report } from '../../../model/report.ts'
import { fontsFor } from '../../fonts.ts'
import type { RenderOptions, ReportFormat } from '../../report-format.ts'
import { shorten } from '../../shorten.ts'
import { pageData } from './page-data.ts'
import { createPrinter } from './printable.ts'
import { textOf } from './text-of.ts'

/** Tagged PDF, typeset by Typst: PDF/UA-1, or PDF/A-2a where asked for. Compiling blocks the thread: call it in a worker. */
export const pdf: ReportFormat = {
  name: 'pdf',
  title: 'PDF',
  fileName: 'report.pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  isHeavy: true,
  prepare: (report) => ({ ...shorten(report, limits), sheets: [] }),
  render: renderPdf,
}

/**
 * What is printed of long tables and of the appendix of sources, in characters. The engine needs some 0.6 KB of memory for each and sets about 300
 * pages in 3 seconds: this is what keeps a process with any record under 500 MB and 4 seconds (`npm run bench -- report`).
 */
const limits = { tables: 330_000, sources: 80_000 }

/**
 * One engine for each call, thrown away after it. Throws AppError `pdf` where the engine cannot be loaded on this machine or refuses the document.
 * The same report gives the same bytes: the time of creation is the report's date.
 */
export async function renderPdf(report: Report, { pdfStandard = defaultPdfStandard }: RenderOptions = {}): Promise<Uint8Array> {
  const engine = await loadEngine()
  const template = fileURLToPath(new URL('./report.typ', import.meta.url))
  const shortened = shorten(report, limits)
  const fonts = fontsFor(textOf(shortened))
  const data = { ...pageData(shortened, createPrinter(fonts.covered, fonts.each)), fallback: fonts.families }
  const compiler = engine.NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.paths.map((path) => readFileSync(path)) }] })
  const compiled = compiler.compile({ mainFileContent: readFileSync(template, 'utf8'), inputs: { report: JSON.stringify(data) } })
  const document = compiled.result
  if (document === null)
    throw new AppError('pdf', `Cannot typeset the report of ${report.incident}: ${diagnostics(compiled.takeError()?.shortDiagnostics)}`)
  const creationTimestamp = secondsOf(report.date)
  // What only helped to lay out the pages is not needed to write them.
  compiler.evictCache(0)
  try {
    return compiler.pdf(document, { pdfStandard, creationTimestamp })
  } catch {
    // What the standard forbids (a glyph that no font has) is still a readable, tagged document.
    return compiler.pdf(document, { creationTimestamp, pdfTags: true })
  } finally {
    compiler.evictCache(0)
  }
}

async function loadEngine(): Promise<{ NodeCompiler: typeof NodeCompiler }> {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler')
  } catch (cause) {
    throw new AppError('pdf', 'Cannot load the PDF engine on this machine; choose the other forms: --format md,html', { cause })
  }
}

/** Midnight UTC of a report's date in seconds since 1970; 0 where it has none. */
function secondsOf(date: string): number {
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(milliseconds) ? 0 : milliseconds / 1000
}

function diagnostics(found: readonly unknown[] | undefined): string {
  return JSON.stringify(found ?? []).slice(0, 600)
}
