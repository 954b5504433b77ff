import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { type RenderedFile, type ReportChoice, renderReport, type ReportSource } from './render-report.ts'

/** Renders a report and writes it into a folder, which is made where it is missing: `report.md`, `report.html`, `report.pdf`, `figures/`, CSV. */
export async function writeReportFolder(folder: string, source: ReportSource, choice: ReportChoice = {}): Promise<RenderedFile[]> {
  const files = await renderReport(source, choice)
  for (const file of files) await writeReportFile(join(folder, file.name), file.bytes)
  return files
}

/** Writes one file so that it is there whole or not at all. Throws AppError `cannot-write`. */
export async function writeReportFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await makeFolder(dirname(path))
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    // What stopped the writing may stop this too; the first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new AppError('cannot-write', `Cannot write "${path}": ${messageOf(cause)}`, { cause })
  }
}
