import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it that are missing; none is no error. Step by step, because Node's recursive mkdir never ends in file systems that make no
 * folders (/proc). Throws what the file system says; a file in the way is `ENOTDIR`.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const folder = resolve(path)
  const found = await stat(folder).catch(() => undefined) // missing: made below
  if (found?.isDirectory() === true) return
  if (found !== undefined) throw Object.assign(new Error(`"${folder}" is a file`), { code: 'ENOTDIR' })
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above, mode)
  try {
    await mkdir(folder, mode)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw error
  }
}
