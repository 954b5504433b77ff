import { basename } from 'node:path'
import { AppError } from '../../base/error.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import { type DiscoveredFile, discoverFiles } from '../reading/discover.ts'
import { inspectFile } from '../reading/inspect.ts'

/** Where an evidence item lies now. */
export interface FoundItem {
  /** The file: of a member, its container. */
  readonly item: EvidenceItem
  readonly member?: EvidenceItem
  /** Absent where nothing by that hash, name or path was found. */
  readonly file?: string
  /** SHA-256 of the file as it is now; absent where only the content of a compressed file was found. */
  readonly sha256?: string
  readonly memberSha256?: string
}

interface Candidate {
  readonly file: string
  readonly sha256: string
  readonly memberSha256?: string
}

/**
 * Finds the files of a record's evidence: by hash among the given paths (else where they were read), and where no hash fits,
 * by name, so that a changed file is found as changed and not as missing.
 */
export async function findEvidence(items: readonly EvidenceItem[], given: readonly string[]): Promise<FoundItem[]> {
  const roots = items.filter((item) => item.parent === undefined)
  const paths = given.length > 0 ? given : roots.flatMap((item) => (item.path === undefined ? [] : [item.path]))
  const { files, missing } = await discoverFiles(paths)
  const [nowhere] = given.length > 0 ? missing : []
  if (nowhere !== undefined) throw new AppError('no-such-path', `Cannot find "${nowhere}": give --evidence a file or folder that exists`)
  const candidates = await hashAll(files)
  const byHash = new Map(candidates.map((candidate) => [candidate.sha256, candidate]))
  const known = new Set(roots.map((item) => item.sha256))
  return roots.map((item) => {
    const member = items.find((other) => other.parent === item.sha256)
    const same = byHash.get(item.sha256)
    const unpacked = same === undefined && member !== undefined ? byHash.get(member.sha256) : undefined
    if (unpacked !== undefined && member !== undefined) return { item, member, file: unpacked.file, memberSha256: member.sha256 }
    const alike = same ?? candidates.find((candidate) => !known.has(candidate.sha256) && isNamesake(candidate.file, item))
    if (alike === undefined) return { item, ...(member === undefined ? {} : { member }) }
    const { file, sha256, memberSha256 } = alike
    return { item, ...(member === undefined ? {} : { member }), file, sha256, ...(memberSha256 === undefined ? {} : { memberSha256 }) }
  })
}

async function hashAll(files: readonly DiscoveredFile[]): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const file of files) {
    const inspected = await inspectFile({ path: file.path, modifiedMs: file.modifiedMs }).catch(() => undefined) // unreadable: reported as missing
    if (inspected === undefined) continue
    const { container, sha256 } = inspected
    candidates.push(container === undefined ? { file: file.path, sha256 } : { file: file.path, sha256: container.sha256, memberSha256: sha256 })
  }
  return candidates
}

function isNamesake(file: string, item: EvidenceItem): boolean {
  return file === item.path || basename(file) === item.name
}
