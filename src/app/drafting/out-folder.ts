import { mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'

/**
 * Makes the folder to write into, before anything is read: a long reading must not end with a place that cannot be written. Resolves to its
 * real path. Throws AppError `write`, or `usage` where the folder is, or holds, what was given as evidence: its files would not be read.
 */
export async function prepareOutFolder(out: string, given: readonly string[]): Promise<string> {
  if (out === '') throw new AppError('usage', 'Give --out the folder to write')
  const folder = resolve(out)
  for (const path of given) {
    const place = await realpath(path).catch(() => resolve(path)) // a link to nowhere: reported when it is read
    const own = await realpath(folder).catch(() => folder) // not there yet
    if (place === own || place.startsWith(`${own}${sep}`))
      throw new AppError('usage', `"${out}" is to be written, and "${path}" in it is to be read: choose another folder for --out`)
  }
  await makeFolder(folder, out)
  return realpath(folder)
}

/** Step by step, because Node's recursive mkdir never ends in file systems that make no folders (/proc). */
async function makeFolder(folder: string, out: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined) // missing: made below
  if (found?.isDirectory() === true) return
  if (found !== undefined) throw new AppError('write', `Cannot write into "${out}": "${folder}" is a file; choose a folder`)
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above, out)
  try {
    await mkdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw new AppError('write', `Cannot make the folder "${out}": ${messageOf(error)}`, { cause: error })
  }
}
