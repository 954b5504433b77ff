import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { AppError } from '../../../base/error.ts'
import type { Report } from '../../../model/report.ts'
import type { ReportFormat } from '../../report-format.ts'
import { fontCoverage } from './font-coverage.ts'
import { readFonts } from './fonts.ts'
import { pageData } from './page-data.ts'
import { createPrintable } from './printable.ts'

/** Tagged PDF (PDF/UA-1), typeset by Typst. Compiling blocks the thread: call it in a worker. */
export const pdf: ReportFormat = {
  name: 'pdf',
  title: 'PDF',
  fileName: 'report.pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  isHeavy: true,
  render: renderPdf,
}

/**
 * One engine for each call, thrown away after it. Throws AppError `pdf` where the engine cannot be loaded on this machine or refuses the document.
 * The same report gives the same bytes: the time of creation is the report's date.
 */
export async function renderPdf(report: Report): Promise<Uint8Array> {
  const engine = await loadEngine()
  const template = fileURLToPath(new URL('./report.typ', import.meta.url))
  const fonts = readFonts()
  const data = pageData(report, createPrintable(fontCoverage(fonts)))
  const compiler = engine.NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] })
  const compiled = compiler.compile({ mainFileContent: readFileSync(template, 'utf8'), inputs: { report: JSON.stringify(data) } })
  const document = compiled.result
  if (document === null)
    throw new AppError('pdf', `Cannot typeset the report of ${report.incident}: ${diagnostics(compiled.takeError()?.shortDiagnostics)}`)
  const creationTimestamp = secondsOf(report.date)
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp })
  } catch {
    // What UA-1 forbids (a glyph that no font has) is still a readable, tagged document.
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
