import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { systemCode } from '../../store/vault/disk.ts'

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
  await makeOut(folder, out)
  return realpath(folder)
}

async function makeOut(folder: string, out: string): Promise<void> {
  try {
    await makeFolder(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR')
      throw new AppError('write', `Cannot write into "${out}": ${messageOf(error)}; choose a folder`, { cause: error })
    throw new AppError('write', `Cannot make the folder "${out}": ${messageOf(error)}`, { cause: error })
  }
}
