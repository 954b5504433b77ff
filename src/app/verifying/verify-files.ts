import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../../base/error.ts'
import { type Manifest, manifestSchema, sha256Of, type WrittenFile } from '../drafting/manifest.ts'
import { programVersion } from '../version.ts'
import { changedLines } from './changed-line.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'

/** Reads `manifest.json`; a manifest that cannot be read is a verdict. */
export async function readManifest(folder: string): Promise<Manifest | Verdict> {
  try {
    return manifestSchema.parse(JSON.parse((await readRegularFile(join(folder, 'manifest.json'))).toString('utf8')))
  } catch (error) {
    return broken('file', 'manifest.json', `cannot be read: ${messageOf(error).split('\n')[0] ?? ''}`)
  }
}

/** Files that people write into: a change of theirs is no damage. */
const peoplesFiles = new Set(['incident.yaml'])

/** What is compared: the folder, its manifest, and what the record gives when it is rendered again. */
export interface FolderToCheck {
  readonly folder: string
  readonly manifest: Manifest
  readonly rendered: readonly WrittenFile[] | undefined
  /** The version of the program that the record says it was written by; another one's words may differ. */
  readonly writtenBy: string
}

/** Compares each file with the manifest and with what the record gives. For texts the changed lines are named. */
export async function checkFiles({ folder, manifest, rendered, writtenBy }: FolderToCheck): Promise<Verdict[]> {
  const expected = new Map((rendered ?? []).map((file) => [file.name, file.bytes]))
  const listed = new Map(manifest.files.map((file) => [file.name, file.sha256]))
  const isOwn = writtenBy === programVersion
  const verdicts: Verdict[] = []
  for (const name of new Set([...listed.keys(), ...expected.keys()])) {
    if (peoplesFiles.has(name)) continue
    const sha256 = listed.get(name)
    if (sha256 === undefined && isOwn) verdicts.push(broken('file', name, 'is not named in manifest.json'))
    if (sha256 === undefined && !isOwn) continue
    if (!expected.has(name) && (isOwn || !isInside(name))) {
      verdicts.push(broken('file', name, 'is named in manifest.json, but is no file of this report'))
      continue
    }
    const bytes = await readRegularFile(join(folder, name)).catch(() => undefined) // reported as missing
    if (bytes === undefined) verdicts.push(broken('file', name, 'is missing'))
    else verdicts.push(...checkFile({ name, bytes, listed: sha256, expected: expected.get(name), writtenBy }))
  }
  const unlisted = await unlistedFiles(folder, new Set([...listed.keys(), ...expected.keys()]))
  return [...verdicts, ...unlisted.map((name) => notChecked('unlisted', name, 'is no file of this report'))]
}

/** The bytes of a plain file: a device or a pipe in its place would never end. */
export async function readRegularFile(path: string): Promise<Buffer> {
  if (!(await stat(path)).isFile()) throw new Error(`"${path}" is no file`)
  return readFile(path)
}

function isInside(name: string): boolean {
  return !name.startsWith('/') && !name.split(/[\\/]/).includes('..')
}

interface FileToCheck {
  readonly name: string
  readonly bytes: Uint8Array
  readonly listed: string | undefined
  readonly expected: Uint8Array | undefined
  readonly writtenBy: string
}

function checkFile(given: FileToCheck): Verdict[] {
  const { name, bytes, listed, expected, writtenBy } = given
  const sha256 = sha256Of(bytes)
  if (listed !== undefined && sha256 !== listed && writtenBy !== programVersion)
    return [broken('file', name, `was changed: its SHA-256 is ${sha256}, the manifest holds ${listed}`)]
  if (expected === undefined || sha256Of(expected) !== sha256) {
    if (writtenBy !== programVersion) return [notChecked('file', name, otherVersion(writtenBy))]
    const places = isText(name) && expected !== undefined ? changedLines(decode(bytes), decode(expected)) : []
    if (places.length === 0) return [broken('file', name, 'is not what the record gives')]
    return places.map(({ line, section, found, expected: wanted }) => {
      const where = section === undefined ? `line ${line}` : `line ${line}, in "${section}"`
      return broken('file', name, `${where}: says "${found}", the record gives "${wanted}"`)
    })
  }
  if (listed !== undefined && sha256 !== listed) return [broken('file', name, `manifest.json holds another SHA-256 for it: ${listed}`)]
  return [intact('file', name, `SHA-256 ${sha256}`)]
}

function otherVersion(writtenBy: string): string {
  return `is not what this version (${programVersion}) gives; ${writtenBy} is said to have written it: verify with that version, or render it again`
}

function isText(name: string): boolean {
  return /\.(?:md|html|csv|svg|json|yaml)$/.test(name)
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

async function unlistedFiles(folder: string, known: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((name) => !known.has(name) && !peoplesFiles.has(name) && name !== 'manifest.json')
    .sort()
}
