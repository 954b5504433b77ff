import { AppError } from '../../base/error.ts'
import { listOf, plural } from '../../base/text.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import { claimsOf } from '../verifying/claims.ts'
import { clearDisposed } from './clear-disposed.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { type ItemView, recordOf } from './item-view.ts'
import { draftOf, type Told } from './told.ts'
import { writeCustody } from './write-custody.ts'

export interface Disposal {
  readonly items: readonly ItemView[]
  /** All items of the incident. */
  readonly all: readonly ItemView[]
  /** `purpose` must be told. */
  readonly told: Told
  /** True where also items go that the record cites: their citations cannot be proven any more. */
  readonly evenIfCited: boolean
  readonly signal?: AbortSignal
}

export interface Disposed {
  /** What went, members with their container. */
  readonly items: readonly ItemView[]
  /** How many of them other incidents still have: their bytes stay for those. */
  readonly shared: number
}

/**
 * Disposes of items, and of the members that lay nowhere else any more: in no other container, or only in ones that are disposed of. First their custody says
 * so, then their events go, then their bytes where no other incident has them. All or nothing of the first; what is cut short behind it is finished by the next
 * call. Refusals: `invalid` (no reason), `held`, `retained`, `cited`.
 */
export async function disposeEvidence(incident: string, disposal: Disposal, place: EvidencePlace): Promise<Disposed> {
  const { items, told, evenIfCited, signal } = disposal
  if ((told.purpose ?? '').trim() === '') throw new AppError('invalid', 'Disposing of evidence needs a reason: it is kept in the custody')
  const gone = items.find(({ row }) => row.disposedAt !== undefined)
  if (gone !== undefined) throw new AppError('not-found', `"${gone.row.name}" was disposed of already, at ${gone.row.disposedAt ?? ''}`)
  const going = await withMembers(incident, disposal, place)
  if (!evenIfCited) await refuseCited(incident, going, place)
  const base = { ...draftOf(told, place.now()), action: 'dispose' as const }
  const drafts = going.map(({ row }): CustodyDraft => ({ ...base, sha256: row.sha256, hashBefore: row.sha256 }))
  await writeCustody(place.store, incident, drafts)
  await clearDisposed(incident, place, signal)
  let shared = 0
  for (const { row } of going) if (await place.store.isEvidenceUsed(row.sha256)) shared += 1
  return { items: going, shared }
}

/** Items, and what was found in them and in nothing that is still there. */
async function withMembers(incident: string, { items, all }: Disposal, { store }: EvidencePlace): Promise<ItemView[]> {
  const going = new Set(items)
  const candidates = all.filter((item) => item.row.parent !== undefined && item.row.disposedAt === undefined && !going.has(item))
  if (candidates.length === 0) return [...going]
  const sources = new Map<string, Set<string | undefined>>()
  for (const { action, sha256, parent } of await store.custody(incident)) {
    if (sha256 === undefined) continue
    if (action === 'dispose') sources.delete(sha256)
    if (action === 'collect') sources.set(sha256, (sources.get(sha256) ?? new Set()).add(parent))
  }
  const hashes = new Set<string | undefined>(items.map(({ row }) => row.sha256))
  const before = new Set<string | undefined>(all.flatMap(({ row }) => (row.disposedAt === undefined ? [] : [row.sha256])))
  for (let size = -1; size !== going.size; ) {
    size = going.size
    for (const item of candidates) {
      const from = [...(sources.get(item.row.sha256) ?? [])]
      // What lay only in containers that went earlier is none of this disposal's: one of its own must be among them.
      if (going.has(item) || !from.some((parent) => hashes.has(parent))) continue
      if (!from.every((parent) => hashes.has(parent) || before.has(parent))) continue
      going.add(item)
      hashes.add(item.row.sha256)
    }
  }
  return [...going]
}

async function refuseCited(incident: string, going: readonly ItemView[], place: EvidencePlace): Promise<void> {
  const cited = new Map<string, number>()
  for (const { citation } of claimsOf(await recordOf(incident, place))) {
    for (const sha256 of citation.kind === 'set' ? citation.evidence : [citation.evidence]) cited.set(sha256, (cited.get(sha256) ?? 0) + 1)
  }
  const found = going.filter(({ row }) => cited.has(row.sha256))
  if (found.length === 0) return
  const names = found.map(({ row, label }) => `${label ?? `"${row.name}"`} (${plural(cited.get(row.sha256) ?? 0, 'citation')})`)
  throw new AppError('cited', `The record cites ${listOf(names, 5)}: without it these statements cannot be proven any more`)
}
