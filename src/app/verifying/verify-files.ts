import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../../base/error.ts'
import { type Manifest, manifestSchema, sha256Of, type WrittenFile } from '../drafting/manifest.ts'
import { changedLines } from './changed-line.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'

/** Reads `manifest.json`; a manifest that cannot be read is a verdict. */
export async function readManifest(folder: string): Promise<Manifest | Verdict> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } catch (error) {
    return broken('file', 'manifest.json', `cannot be read: ${messageOf(error).split('\n')[0] ?? ''}`)
  }
}

/** Files that people write into: a change of theirs is no damage. */
const peoplesFiles = new Set(['incident.yaml'])

/**
 * Compares each file with the manifest and with what the record gives when it is rendered again. For texts the changed lines are named;
 * `rendered` is absent where this program's version is another, whose words may differ.
 */
export async function checkFiles(folder: string, manifest: Manifest, rendered: readonly WrittenFile[] | undefined): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  const byName = new Map((rendered ?? []).map((file) => [file.name, file.bytes]))
  for (const entry of manifest.files) {
    if (peoplesFiles.has(entry.name)) continue
    const bytes = await readFile(join(folder, entry.name)).catch(() => undefined) // reported as missing
    if (bytes === undefined) verdicts.push(broken('file', entry.name, 'is missing'))
    else verdicts.push(...checkFile({ name: entry.name, bytes, listed: entry.sha256, expected: byName.get(entry.name) }))
  }
  const unlisted = await unlistedFiles(folder, manifest)
  return [...verdicts, ...unlisted.map((name) => notChecked('file', name, 'is not in the manifest'))]
}

function checkFile(given: { name: string; bytes: Uint8Array; listed: string; expected: Uint8Array | undefined }): Verdict[] {
  const { name, bytes, listed, expected } = given
  const sha256 = sha256Of(bytes)
  if (expected !== undefined && sha256Of(expected) !== sha256) {
    const places = isText(name) ? changedLines(decode(bytes), decode(expected)) : []
    if (places.length === 0) return [broken('file', name, 'is not what the record gives')]
    return places.map(({ line, section, found, expected: wanted }) => {
      const where = section === undefined ? `line ${line}` : `line ${line}, in "${section}"`
      return broken('file', name, `${where}: says "${found}", the record gives "${wanted}"`)
    })
  }
  if (sha256 !== listed) return [broken('file', name, `was changed: its SHA-256 is ${sha256}, the manifest holds ${listed}`)]
  return [intact('file', name, `SHA-256 ${sha256}`)]
}

function isText(name: string): boolean {
  return /\.(?:md|html|csv|svg|json|yaml)$/.test(name)
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

async function unlistedFiles(folder: string, manifest: Manifest): Promise<string[]> {
  const listed = new Set([...manifest.files.map((file) => file.name), 'manifest.json'])
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((name) => !listed.has(name) && !peoplesFiles.has(name))
    .sort()
}
