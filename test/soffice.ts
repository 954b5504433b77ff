import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { findOffice } from '../tools/setup/office.mjs'

/** Where LibreOffice is on this machine; undefined where it is not. */
export const soffice: string | undefined = findOffice()

/**
 * Converts a document with LibreOffice and returns the path of the new one, beside `out`. `to` is an extension, with a filter and its options behind it
 * where needed (`csv:Text - txt - csv (StarCalc):44,34,76`). Each call has a profile of its own, so that calls may overlap. Throws where it refuses.
 */
export async function convertWithOffice({ file, to, out }: { file: string; to: string; out: string }): Promise<string> {
  if (soffice === undefined) throw new Error('LibreOffice is not on this machine')
  const profile = await mkdtemp(join(tmpdir(), 'hindcast-office-'))
  try {
    const args = [`-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--convert-to', to, '--outdir', out, file]
    const { stdout, stderr } = await promisify(execFile)(soffice, args, { timeout: 120_000 })
    if (!stdout.includes('convert ')) throw new Error(`LibreOffice refused "${file}": ${stdout}${stderr}`)
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
  return join(out, `${basename(file, extname(file))}.${to.split(':')[0] ?? ''}`)
}
