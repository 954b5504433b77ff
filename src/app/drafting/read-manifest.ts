import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../base/error.ts'
import { type Manifest, manifestSchema } from './manifest.ts'

/** The manifest of a drafted folder, or undefined where there is none. Throws AppError `damaged` for a file that is no manifest. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, 'manifest.json')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('damaged', `"${path}" is no manifest that Hindcast wrote`, { cause })
  }
}
