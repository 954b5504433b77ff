import { AppError } from '../../base/error.ts'
import { missingOf } from '../../incident/custody/missing.ts'
import type { CustodyAction, CustodyDraft, CustodyEntry } from '../../model/custody.ts'
import type { EvidencePlace } from './evidence-place.ts'
import type { ItemView } from './item-view.ts'
import { draftOf, type Told } from './told.ts'
import { writeCustody } from './write-custody.ts'

/** Actions that only write entries: what they tell of was done elsewhere, or takes effect in the store. */
export const handlingActions = [
  'seal',
  'transfer',
  'access',
  'analyse',
  'copy',
  'hold',
  'release',
  'retain',
  'not-obtained',
] as const satisfies readonly CustodyAction[]
export type HandlingAction = (typeof handlingActions)[number]

export interface Handling {
  readonly action: HandlingAction
  readonly told: Told
  /** One entry each; absent for what is about all of the incident (a hold, a retention) or about no item (not obtained). */
  readonly items?: readonly ItemView[]
  /** The last day of a retention. */
  readonly until?: string | undefined
  /** Numbers of the holds that end; those of the items where absent. */
  readonly releases?: readonly number[]
  /** The source that was not obtained. */
  readonly what?: string | undefined
}

/** Writes down what was done to evidence. Throws `invalid` for what tells too little, `not-found` for a hold that is not in force. */
export async function recordHandling(incident: string, handling: Handling, { store, now }: EvidencePlace): Promise<CustodyEntry[]> {
  const { action, told, items, until, what } = handling
  const gone = items?.find(({ row }) => row.disposedAt !== undefined)
  if (gone !== undefined)
    throw new AppError('invalid', `"${gone.row.name}" was disposed of at ${gone.row.disposedAt ?? ''}: nothing can be done to it any more`)
  const base = { ...draftOf(told, now()), action, ...(until === undefined ? {} : { until }), ...(what === undefined ? {} : { what }) }
  const drafts = action === 'release' ? await releasesOf(incident, { base, handling }, store) : draftsOf(base, items)
  checkComplete(drafts)
  return writeCustody(store, incident, drafts)
}

function draftsOf(base: CustodyDraft, items: readonly ItemView[] | undefined): CustodyDraft[] {
  return items === undefined ? [base] : items.map(({ row }) => ({ ...base, sha256: row.sha256 }))
}

async function releasesOf(
  incident: string,
  { base, handling: { releases, items = [] } }: { base: CustodyDraft; handling: Handling },
  store: EvidencePlace['store'],
): Promise<CustodyDraft[]> {
  const holds = await store.holds(incident)
  const hashes = new Set(items.map(({ row }) => row.sha256))
  const numbers = new Set(releases)
  const ended = holds.filter(({ seq, sha256 }) => numbers.has(seq) || (sha256 !== undefined && hashes.has(sha256)))
  const unknown = [...numbers].find((number) => !ended.some(({ seq }) => seq === number))
  if (unknown !== undefined) throw new AppError('not-found', `${incident} has no hold ${unknown} in force`)
  if (ended.length === 0) throw new AppError('not-found', 'No hold of its own is in force on it; one on all of the incident ends by its number')
  return ended.map(({ seq, sha256 }) => ({ ...base, releases: seq, ...(sha256 === undefined ? {} : { sha256 }) }))
}

/** States an entry anew: what the new one leaves out stays as it was. The old one stays where it is. Throws `not-found`. */
export async function correctEntry(
  incident: string,
  { seq, told }: { seq: number; told: Partial<Told> },
  place: EvidencePlace,
): Promise<CustodyEntry> {
  const [old] = await place.store.custody(incident, { after: seq - 1, limit: 1 })
  if (old?.seq !== seq) throw new AppError('not-found', `The custody of ${incident} has no entry ${seq}`)
  const { seq: _, previous: _previous, hash: _hash, recorded: _recorded, ...said } = old
  const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== ''))
  const draft = { ...said, ...given, recorded: place.now(), corrects: seq }
  checkComplete([draft])
  const [entry] = await writeCustody(place.store, incident, [draft])
  if (entry === undefined) throw new Error('An entry that was written was not answered')
  return entry
}

function checkComplete(drafts: readonly CustodyDraft[]): void {
  const missing = drafts.flatMap((draft) => missingOf(draft))[0]
  if (missing !== undefined) throw new AppError('invalid', missing)
}
