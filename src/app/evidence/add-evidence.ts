import { AppError, messageOf } from '../../base/error.ts'
import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import type { Problem } from '../../model/problem.ts'
import type { NewEvidence } from '../../store/records/evidence-records.ts'
import { unpackedStatus } from '../intake/incident-items.ts'
import { detailText } from '../workspace/evidence-detail.ts'
import { type EvidencePlace, vaultPlace } from './evidence-place.ts'
import type { Incoming } from './incoming.ts'
import { openIntoVault } from './into-vault.ts'
import { draftOf, type Told } from './told.ts'
import { type Member, unpackMembers } from './unpack-members.ts'
import { writeEvidence } from './write-custody.ts'

export interface AddRequest {
  readonly incident: string
  readonly incoming: readonly Incoming[]
  /** Who brings it, when, why …: the same for all. */
  readonly told: Told
  readonly acquisition?: Acquisition | undefined
  readonly signal?: AbortSignal | undefined
  readonly maxBytes?: number | undefined
  onProgress?(progress: AddProgress): void
  onProblem(problem: Problem): void
}

export interface AddProgress {
  readonly files: number
  readonly totalFiles: number
  readonly bytes: number
  readonly totalBytes: number
}

/** What was added. */
export interface Added {
  /** Everything that came: its SHA-256, and whether the incident did not have it before. */
  readonly items: readonly { readonly sha256: string; readonly name: string; readonly isNew: boolean; readonly parent?: string }[]
  /** Given files of which nothing is kept. */
  readonly failures: number
}

/** Rows that are written together: many in one transaction, and few enough that little is lost where it is broken off. */
const batchItems = 2_000
const batchBytes = 512 * 1024 * 1024
/** Files put into the vault at the same time. */
const lanes = 16

/** What came of one given file. */
interface Arrived {
  readonly row: NewEvidence
  readonly entry: CustodyDraft
  readonly members: readonly Member[]
}

/**
 * Puts files into the vault, each member of a container as an item of its own, and tells how they came, batch by batch: an item is there with its custody, a
 * container with all its members, or not at all. A file that cannot be read is a problem and stops nothing. Rejects where the store fails and where the signal
 * is aborted; the batches before stay.
 */
export async function addEvidence(request: AddRequest, place: EvidencePlace): Promise<Added> {
  const known = new Set(
    (await place.store.evidence(request.incident)).flatMap(({ sha256, status, disposedAt }) =>
      disposedAt === undefined && status === unpackedStatus ? sha256 : [],
    ),
  )
  const totalBytes = request.incoming.reduce((sum, { size }) => sum + size, 0)
  const done = { files: 0, bytes: 0 }
  const items: Added['items'][number][] = []
  let failures = 0
  for (const batch of batchesOf(request.incoming)) {
    const into = openIntoVault(place)
    try {
      const arrived = await inLanes(batch, async (one) => {
        request.signal?.throwIfAborted()
        const came = await arrive(one, { request, place, into, known })
        done.files += 1
        done.bytes += one.size
        request.onProgress?.({ ...done, totalFiles: request.incoming.length, totalBytes })
        return came
      })
      failures += arrived.filter((one) => one === undefined).length
      const here = arrived.filter((one) => one !== undefined)
      items.push(...(await writeDown(here, { request, place, known })))
    } finally {
      await into.clear()
    }
  }
  return { items, failures }
}

interface Way {
  readonly request: AddRequest
  readonly place: EvidencePlace
  readonly into: ReturnType<typeof openIntoVault>
  /** Containers whose members are items already. */
  readonly known: ReadonlySet<string>
}

/** Undefined where nothing of the file is kept; then its problem was told. */
async function arrive(incoming: Incoming, { request, place, into, known }: Way): Promise<Arrived | undefined> {
  const { signal, maxBytes, told, acquisition, onProblem } = request
  const tell = (message: string, evidence?: string): void =>
    onProblem({ path: incoming.found, code: 'unreadable', message, ...(evidence === undefined ? {} : { evidence }) })
  const path = incoming.path === '' ? incoming.name : incoming.path
  try {
    const { sha256, size } = await into.put(untilAborted(incoming.open(), signal), maxBytes === undefined ? {} : { maxBytes })
    const changed = await incoming.changed(size)
    if (changed !== undefined) tell(changed, sha256)
    const unpacked = known.has(sha256)
      ? { members: [], problems: [] }
      : await unpackMembers({ sha256, path, signal }, { put: into.put, path: place.vault.path })
    for (const problem of unpacked.problems) onProblem(problem)
    const at = place.now()
    const detail = unpacked.problems.length === 0 ? '' : detailText({ problems: unpacked.problems })
    const row = {
      sha256,
      name: incoming.name,
      path: incoming.path,
      size,
      addedAt: at,
      status: unpacked.members.length > 0 ? 'unpacked' : 'new',
      detail,
    }
    const where = told.place === undefined ? { place: vaultPlace } : { placeTo: vaultPlace }
    const found = incoming.found === '-' ? 'Standard input' : incoming.found
    const said = { ...draftOf(told, at), ...where, ...(acquisition === undefined ? {} : { acquisition }) }
    return {
      row: incoming.modifiedMs === undefined ? row : { ...row, modified: incoming.modifiedMs },
      entry: { ...said, action: 'collect', sha256, path: found.slice(0, 4_000), hashAfter: sha256 },
      members: unpacked.members,
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof AppError)) tell(`Cannot be kept: ${messageOf(error)}`)
    else if (fatal.has(error.code)) throw error
    else tell(error.message)
    return undefined
  }
}

/** What keeps every further file out, too. */
const fatal: ReadonlySet<string> = new Set(['read-only', 'data-folder', 'damaged'])

async function writeDown(
  arrived: readonly Arrived[],
  { request, place, known }: Pick<Way, 'request' | 'place'> & { known: Set<string> },
): Promise<Added['items'][number][]> {
  if (arrived.length === 0) return []
  // What was given goes first: bytes that lie in a container, too, are told as the file they came as.
  const rows = [...arrived.map(({ row }) => row), ...arrived.flatMap(({ row, members }) => members.map((member) => memberRow(member, row.addedAt)))]
  const drafts = [
    ...arrived.map(({ entry }) => entry),
    ...arrived.flatMap(({ entry, members }) => members.map((member) => memberEntry(member, entry))),
  ]
  const recorded = place.now()
  const late = drafts.map((draft) => ({ ...draft, recorded }))
  const { incident } = request
  const added = new Set(await writeEvidence(place.store, incident, { items: rows, drafts: late }))
  for (const { sha256, status, detail } of rows) {
    if (status !== unpackedStatus || known.has(sha256)) continue
    // It may have been there before as one item, by a way that does not unpack.
    if (!added.has(sha256)) await place.store.updateEvidence(incident, sha256, { status, detail })
    known.add(sha256)
  }
  // The first of several with the same bytes is the new one.
  return rows.map(({ sha256, name, parent }) => ({ sha256, name, isNew: added.delete(sha256), ...(parent === undefined ? {} : { parent }) }))
}

function memberRow({ sha256, size, parent, name, path, modifiedMs, isContainer }: Member, addedAt: string): NewEvidence {
  const row = { sha256, name, path, size, addedAt, parent, status: isContainer ? unpackedStatus : 'new', detail: '' }
  return modifiedMs === undefined ? row : { ...row, modified: modifiedMs }
}

/** A member comes into being in the vault, by whoever brought its container. */
function memberEntry({ sha256, parent, path }: Member, { by, at, zone, recorded }: CustodyDraft): CustodyDraft {
  const told = { sha256, parent, path: path.slice(0, 4_000), hashAfter: sha256, place: vaultPlace, purpose: 'Unpacked from its container' }
  return { action: 'collect', by, at, recorded, ...(zone === undefined ? {} : { zone }), ...told }
}

function* batchesOf(incoming: readonly Incoming[]): Generator<Incoming[]> {
  let batch: Incoming[] = []
  let bytes = 0
  for (const one of incoming) {
    if (batch.length > 0 && (batch.length >= batchItems || bytes + one.size > batchBytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(one)
    bytes += one.size
  }
  if (batch.length > 0) yield batch
}

/** Several at once, answered in order. The first failure is thrown when all that were begun have ended. */
async function inLanes<T, R>(all: readonly T[], run: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  let isStopped = false
  const lane = async (): Promise<void> => {
    for (let at = next++; at < all.length && !isStopped; at = next++) {
      const one = all[at]
      if (one === undefined) continue
      try {
        results[at] = await run(one)
      } catch (error) {
        isStopped = true
        throw error
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, all.length) }, lane))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return results
}

async function* untilAborted(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  for await (const part of bytes) {
    signal?.throwIfAborted()
    yield part
  }
}
