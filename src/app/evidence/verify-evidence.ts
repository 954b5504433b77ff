import { AppError, messageOf } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import { checkCustody } from '../../incident/custody/check.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import { anchorStatus } from './anchors.ts'
import type { EvidencePlace } from './evidence-place.ts'
import type { ItemView } from './item-view.ts'
import { draftOf, type Told } from './told.ts'
import { writeCustody } from './write-custody.ts'

export interface VerifyRequest {
  readonly incident: string
  /** Those whose bytes are read again; those disposed of are passed over. The chain is checked as a whole. */
  readonly items: readonly ItemView[]
  /** All items of the incident. */
  readonly all: readonly ItemView[]
  readonly told: Told
  /** True where custody is to tell of the check. */
  readonly isRecorded: boolean
  readonly signal?: AbortSignal | undefined
  onProgress?(progress: { readonly items: number; readonly totalItems: number; readonly bytes: number; readonly totalBytes: number }): void
}

/** One thing that is wrong. */
export interface VerifyFinding {
  /** `missing`, `changed` (bytes), `unreadable`, else what is wrong with the custody (see `CustodyFaultCode`) or with a time stamp (`anchor`). */
  readonly code: string
  readonly sha256?: string
  readonly message: string
}

export interface VerifiedEvidence {
  readonly findings: readonly VerifyFinding[]
  readonly items: number
  readonly bytes: number
  readonly entries: number
  /** The last entry that a time stamp proves, and since when (UTC). */
  readonly anchored?: { readonly seq: number; readonly genTime: string }
}

/** Entries written together. */
const batchEntries = 5_000

/**
 * Reads the bytes of items again and holds them against their SHA-256, checks the chain of custody, its story and its time stamps, and tells all that is wrong.
 * Nothing is mended.
 */
export async function verifyEvidence(request: VerifyRequest, place: EvidencePlace): Promise<VerifiedEvidence> {
  const { incident, told, isRecorded } = request
  const custody = await checkChainOf(request, place)
  const hashed = await hashItems(request, place)
  if (isRecorded) {
    const now = place.now()
    const drafts = hashed.checked.map(({ item, actual }) => verifyEntry({ told, now, sha256: item.row.sha256, actual }))
    for (let from = 0; from < drafts.length; from += batchEntries) await writeCustody(place.store, incident, drafts.slice(from, from + batchEntries))
  }
  return {
    findings: [...hashed.findings, ...custody.findings],
    items: hashed.checked.length,
    bytes: hashed.bytes,
    entries: custody.entries,
    ...(custody.anchored === undefined ? {} : { anchored: custody.anchored }),
  }
}

interface Chain {
  readonly findings: readonly VerifyFinding[]
  readonly entries: number
  readonly anchored?: { readonly seq: number; readonly genTime: string }
}

async function checkChainOf({ incident, all }: VerifyRequest, { store }: EvidencePlace): Promise<Chain> {
  const kept = await store.keptCustody(incident)
  const head = await store.custodyHead(incident)
  const faults = checkCustody({ ...kept, items: all.map(({ row }) => row), ...(head === undefined ? {} : { head }) })
  const { proven, faults: stamps } = await anchorStatus(kept, await store.anchors(incident))
  const findings = [...faults.map(({ code, message, sha256 }) => (sha256 === undefined ? { code, message } : { code, message, sha256 })), ...stamps]
  return { findings, entries: kept.entries.length + kept.damaged.length, ...(proven === undefined ? {} : { anchored: proven }) }
}

interface Hashed {
  readonly checked: { readonly item: ItemView; readonly actual: string | undefined }[]
  readonly findings: VerifyFinding[]
  bytes: number
}

async function hashItems({ items, signal, onProgress }: VerifyRequest, place: EvidencePlace): Promise<Hashed> {
  const present = items.filter(({ row }) => row.disposedAt === undefined)
  const totalBytes = present.reduce((sum, { row }) => sum + row.size, 0)
  const hashed: Hashed = { checked: [], findings: [], bytes: 0 }
  for (const item of present) {
    signal?.throwIfAborted()
    const { finding, actual } = await hashItem(item, place)
    if (finding !== undefined) hashed.findings.push({ ...finding, sha256: item.row.sha256 })
    hashed.checked.push({ item, actual })
    hashed.bytes += item.row.size
    onProgress?.({ items: hashed.checked.length, totalItems: present.length, bytes: hashed.bytes, totalBytes })
  }
  return hashed
}

async function hashItem({ row, label }: ItemView, { vault }: EvidencePlace): Promise<{ finding?: VerifyFinding; actual: string | undefined }> {
  const name = `${label === undefined ? '' : `${label} `}"${row.name}" (${row.sha256.slice(0, 16)}…)`
  const file = vault.path(row.sha256)
  try {
    const { isIntact, actual, size } = await vault.verify(row.sha256)
    if (isIntact && size === row.size) return { actual }
    if (isIntact) {
      const listed = `${name} is listed with ${formatNumber(row.size)} bytes, but its bytes, which are those that came, are ${formatNumber(size)}`
      return { finding: { code: 'changed', message: listed }, actual }
    }
    const message = `${name} was changed: "${file}" has ${formatNumber(size)} bytes with the SHA-256 ${actual} now; ${formatNumber(row.size)} bytes came`
    return { finding: { code: 'changed', message }, actual }
  } catch (error) {
    const isGone = error instanceof AppError && error.code === 'not-found'
    const message = isGone ? `${name} is missing: there is no "${file}"` : `${name} cannot be read: "${file}": ${messageOf(error)}`
    return { finding: { code: isGone ? 'missing' : 'unreadable', message }, actual: undefined }
  }
}

/** Reading what lies in the vault moves nothing out of anybody's hands: it is the keeper's to check, whoever holds the original. */
function verifyEntry({ told, now, sha256, actual }: { told: Told; now: string; sha256: string; actual: string | undefined }): CustodyDraft {
  const draft = {
    ...draftOf(told, now),
    action: 'verify' as const,
    sha256,
    purpose: told.purpose ?? 'The bytes in the vault were read again',
    authority: told.authority ?? 'Keeper of the data folder',
  }
  return actual === undefined ? { ...draft, note: 'The bytes were not there, or could not be read' } : { ...draft, hashAfter: actual }
}
