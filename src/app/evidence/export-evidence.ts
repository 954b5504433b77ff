import { createHash } from 'node:crypto'
import { mkdir, open, readdir, utimes } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { canonicalJson } from '../../base/canonical-json.ts'
import { AppError, messageOf } from '../../base/error.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import { makeFolder } from '../../store/make-folder.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { exportPaths } from './export-paths.ts'
import { exportReadme } from './export-readme.ts'
import type { ItemView } from './item-view.ts'
import { draftOf, type Told } from './told.ts'
import type { VerifyFinding } from './verify-evidence.ts'
import { writeCustody } from './write-custody.ts'

export interface ExportRequest {
  readonly incident: string
  readonly items: readonly ItemView[]
  /** All items of the incident. */
  readonly all: readonly ItemView[]
  /** A folder that is not there yet, or is empty. */
  readonly out: string
  readonly told: Told
  readonly signal?: AbortSignal | undefined
  onProgress?(progress: { readonly items: number; readonly totalItems: number }): void
}

export interface Exported {
  /** Paths of the files, from the folder. */
  readonly files: readonly string[]
  /** Items whose bytes are not those that came, or not there: nothing of them was written. */
  readonly findings: readonly VerifyFinding[]
}

interface Written {
  readonly path: string
  readonly sha256: string
}

/**
 * Writes originals, byte for byte, into a folder laid out as BagIt (RFC 8493): `data/`, `manifest-sha256.txt` (also for `sha256sum -c`), the whole custody, time
 * stamps, and a page that says what all this proves. The export is told in the custody before that is written. Throws `exists` and `out-folder`.
 */
export async function exportEvidence(request: ExportRequest, place: EvidencePlace): Promise<Exported> {
  const { incident, told, signal, onProgress } = request
  const out = await emptyFolder(request.out)
  const present = request.items.filter(({ row }) => row.disposedAt === undefined)
  const paths = exportPaths(present, request.all)
  const written: Written[] = []
  const findings: VerifyFinding[] = []
  for (const item of present) {
    signal?.throwIfAborted()
    const path = `data/${paths.get(item) ?? item.row.sha256}`
    const finding = await writeItem(item, join(out, ...path.split('/')), place)
    if (finding === undefined) written.push({ path, sha256: item.row.sha256 })
    else findings.push(finding)
    onProgress?.({ items: written.length + findings.length, totalItems: present.length })
  }
  const now = place.now()
  const drafts = written.map(({ sha256 }): CustodyDraft => exportEntry({ told, now, sha256, to: told.placeTo ?? out }))
  await writeCustody(place.store, incident, drafts)
  await writeTags(out, { incident, written }, place)
  return { files: written.map(({ path }) => path), findings }
}

/** The entry of an item that leaves the vault as a copy. The vault keeps its own, wherever the original was brought meanwhile: no place is told but the new one. */
export function exportEntry({ told, now, sha256, to }: { told: Told; now: string; sha256: string; to: string }): CustodyDraft {
  const { placeTo: _, ...rest } = told
  return { ...draftOf(rest, now), action: 'export', sha256, hashBefore: sha256, hashAfter: sha256, placeTo: to.slice(0, 4_000) }
}

async function emptyFolder(given: string): Promise<string> {
  const folder = resolve(given)
  try {
    await makeFolder(folder)
    if ((await readdir(folder)).length > 0)
      throw new AppError('exists', `"${folder}" holds something already: nothing is ever written over; give another folder`)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('out-folder', `Cannot write to "${folder}": ${messageOf(cause)}`, { cause })
  }
  return folder
}

async function writeItem({ row }: ItemView, file: string, { vault }: EvidencePlace): Promise<VerifyFinding | undefined> {
  const fault = (code: string, message: string): VerifyFinding => ({
    code,
    message: `"${row.name}" was not exported: ${message}`,
    sha256: row.sha256,
  })
  const { isIntact, actual } = await vault.verify(row.sha256).catch((error: unknown) => ({ isIntact: false, actual: messageOf(error) }))
  if (!isIntact) return fault('changed', `what is in the vault is not what came (${actual})`)
  const hash = createHash('sha256')
  await writeParts(file, withHash(await vault.open(row.sha256), hash))
  if (row.modified !== undefined) await utimes(file, new Date(), new Date(row.modified))
  if (hash.digest('hex') !== row.sha256) throw new AppError('check-failed', `"${file}" is not what came: it changed while it was copied`)
  return undefined
}

async function* withHash(bytes: AsyncIterable<Uint8Array>, hash: { update(part: Uint8Array): unknown }): AsyncGenerator<Uint8Array> {
  for await (const part of bytes) {
    hash.update(part)
    yield part
  }
}

async function writeParts(file: string, parts: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'wx')
    try {
      for await (const part of parts) await handle.writeFile(part)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new AppError('out-folder', `Cannot write "${file}": ${messageOf(cause)}`, { cause })
  }
}

async function writeTags(
  out: string,
  { incident, written }: { incident: string; written: readonly Written[] },
  { store }: EvidencePlace,
): Promise<void> {
  const entries = await store.custody(incident)
  const anchors = (await store.anchors(incident)).filter(({ response }) => response !== undefined)
  const tags: (readonly [path: string, content: Uint8Array | string])[] = [
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['manifest-sha256.txt', written.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')],
    ['custody.jsonl', entries.map((entry) => `${canonicalJson(entry)}\n`).join('')],
    ['README.txt', exportReadme({ incident, files: written.length, entries, anchors: anchors.length })],
    ...anchors.flatMap(({ seq, request, response = new Uint8Array() }) => [
      [`anchors/entry-${seq}.tsq`, request] as const,
      [`anchors/entry-${seq}.tsr`, response] as const,
    ]),
  ]
  const seen = new Set<string>()
  const manifest: string[] = []
  for (const [path, content] of tags) {
    // The same entry may be stamped twice.
    const unique = seen.has(path) ? path.replace(/(\.\w+)$/, `-${seen.size}$1`) : path
    seen.add(unique)
    await writeParts(join(out, ...unique.split('/')), [content])
    manifest.push(`${createHash('sha256').update(content).digest('hex')}  ${unique}\n`)
  }
  await writeParts(join(out, 'tagmanifest-sha256.txt'), manifest)
}
