import { AppError, messageOf } from '../../base/error.ts'
import { containerHeadBytes } from '../../evidence/containers/container.ts'
import { recogniseContainer } from '../../evidence/containers/index.ts'
import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import type { Problem } from '../../model/problem.ts'
import type { NewEvidence } from '../../store/records/evidence-records.ts'
import type { Stored } from '../../store/vault/vault.ts'
import { unpackedStatus } from '../intake/incident-items.ts'
import { detailText } from '../workspace/evidence-detail.ts'
import { type EvidencePlace, vaultPlace } from './evidence-place.ts'
import type { Incoming } from './incoming.ts'
import { type IntoVault, openIntoVault } from './into-vault.ts'
import { type KnownMembers, openKnownMembers } from './known-members.ts'
import { draftOf, type Told } from './told.ts'
import { type Member, type Unpacked, unpackMembers } from './unpack-members.ts'
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

/**
 * Puts files into the vault, each member of a container as an item of its own, and tells how they came, batch by batch: an item is there with its custody, a
 * container with all its members, or not at all. A file that cannot be read is a problem and stops nothing. Rejects where the store or the vault fails and where
 * the signal is aborted; the batches before stay.
 */
export async function addEvidence(request: AddRequest, place: EvidencePlace): Promise<Added> {
  const { incoming, signal, maxBytes } = request
  const rows = await place.store.evidence(request.incident)
  const known = new Set(rows.flatMap(({ sha256, status, disposedAt }) => (disposedAt === undefined && status === unpackedStatus ? sha256 : [])))
  const members = openKnownMembers(request.incident, place.store)
  const track = createTrack(request)
  const plain = new Set<Incoming>()
  const sources = incoming.map((key) => ({ key, bytes: () => watched(key, { signal, plain, onBytes: track.bytes }) }))
  const items: Added['items'][number][] = []
  let failures = 0
  for await (const answers of place.vault.putMany(sources, maxBytes === undefined ? {} : { maxBytes })) {
    const into = openIntoVault(place)
    try {
      into.note(answers.flatMap((answer) => ('stored' in answer ? answer.stored : [])))
      signal?.throwIfAborted()
      const arrived: Arrived[] = []
      const way = { request, place, into, known, members, plain }
      for (const answer of answers) {
        if ('stored' in answer) arrived.push(await arrive(answer.key, answer.stored, way))
        else failures += tellFailure(answer.key, answer.error, request)
      }
      items.push(...(await writeDown(arrived, way)))
      for (const one of arrived) if (one.existed) await bringBack(one, way)
      plain.clear()
      const fatal = answers.flatMap((answer) => ('error' in answer && isFatal(answer.error) ? answer.error : []))
      if (fatal.length > 0) throw fatal[0]
    } finally {
      await into.clear()
    }
    track.files(answers.length)
  }
  return { items, failures }
}

/** The same for bytes that are in the vault already: an upload. Answers what came, the given file first. */
export async function addStored(
  { incident, incoming, stored, ...rest }: Omit<AddRequest, 'incoming' | 'onProgress'> & { readonly incoming: Incoming; readonly stored: Stored },
  place: EvidencePlace,
): Promise<Added['items']> {
  const row = await place.store.evidenceItem(incident, stored.sha256)
  const isUnpacked = row !== undefined && row.disposedAt === undefined && row.status === unpackedStatus
  const into = openIntoVault(place)
  into.note([stored])
  const way: Way = {
    request: { ...rest, incident, incoming: [incoming] },
    place,
    into,
    known: new Set(isUnpacked ? [stored.sha256] : []),
    members: openKnownMembers(incident, place.store),
    plain: new Set(),
  }
  try {
    const arrived = await arrive(incoming, stored, way)
    const items = await writeDown([arrived], way)
    if (arrived.existed) await bringBack(arrived, way)
    return items
  } finally {
    await into.clear()
  }
}

/** What keeps every further file out, too. */
function isFatal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'read-only' || error.code === 'vault')
}

/** Counts it as one, where it was not for a reason that ends everything. */
function tellFailure({ found }: Incoming, error: unknown, { onProblem }: AddRequest): number {
  if (isFatal(error)) return 0
  const message = messageOf(error)
  const own = `"${found}" `
  const rest = message.startsWith(own) ? message.slice(own.length) : message
  onProblem({ path: found, code: 'unreadable', message: `${rest.charAt(0).toUpperCase()}${rest.slice(1)}` })
  return 1
}

/** Bytes tell how far it is between two batches. */
function createTrack({ incoming, onProgress }: AddRequest): { bytes(count: number): void; files(count: number): void } {
  const totalBytes = incoming.reduce((sum, { size }) => sum + size, 0)
  const done = { files: 0, bytes: 0 }
  const tell = (): void => onProgress?.({ ...done, totalFiles: incoming.length, totalBytes: Math.max(totalBytes, done.bytes) })
  return {
    bytes(count) {
      done.bytes += count
      tell()
    },
    files(count) {
      done.files += count
      tell()
    },
  }
}

interface Way {
  readonly request: AddRequest
  readonly place: EvidencePlace
  readonly into: IntoVault
  /** Containers whose members are items already. */
  readonly known: Set<string>
  readonly members: KnownMembers
  /** Files that were seen to be no container. */
  readonly plain: Set<Incoming>
}

/** What came of one given file. */
interface Arrived {
  readonly incoming: Incoming
  readonly row: NewEvidence
  readonly entry: CustodyDraft
  readonly members: readonly Member[]
  /** True where the vault had some of it before. */
  readonly existed: boolean
}

async function arrive(incoming: Incoming, { sha256, size, existed }: Stored, way: Way): Promise<Arrived> {
  const { request, place } = way
  const { told, acquisition, onProblem } = request
  const path = incoming.path === '' ? incoming.name : incoming.path
  const unpacked = way.plain.has(incoming) ? nothing : await membersOf({ sha256, path }, way)
  for (const problem of unpacked.problems) onProblem(problem)
  const at = place.now()
  const row = {
    sha256,
    name: incoming.name,
    path: incoming.path,
    size,
    addedAt: at,
    status: unpacked.members.length > 0 ? unpackedStatus : 'new',
    detail: unpacked.problems.length === 0 ? '' : detailText({ problems: unpacked.problems }),
  }
  const where = told.place === undefined ? { place: vaultPlace } : { placeTo: vaultPlace }
  const said = { ...draftOf(told, at), ...where, ...(acquisition === undefined ? {} : { acquisition }) }
  const found = incoming.isFile ? incoming.found.slice(0, 4_000) : 'Standard input'
  return {
    incoming,
    row: incoming.modifiedMs === undefined ? row : { ...row, modified: incoming.modifiedMs },
    entry: { ...said, action: 'collect', sha256, path: found, hashAfter: sha256 },
    members: unpacked.members,
    existed: existed || unpacked.members.length > 0,
  }
}

const nothing: Unpacked = { isContainer: false, members: [], problems: [] }

/** What lies in a file. A container that was unpacked before is not unpacked again: what it holds came once more all the same, and so did what was wrong. */
async function membersOf({ sha256, path }: { sha256: string; path: string }, { request, place, into, known, members }: Way): Promise<Unpacked> {
  if (known.has(sha256)) {
    const again = await members.of({ sha256, path })
    for (const member of again.members) if (member.isContainer) known.add(member.sha256)
    return { isContainer: true, ...again }
  }
  const unpacked = await unpackMembers({ sha256, path, signal: request.signal }, { ...into, path: place.vault.path })
  members.note({ sha256, path }, unpacked)
  return unpacked
}

/** Bytes that were in the vault already may have been removed in the moment before something referred to them. */
async function bringBack({ incoming, row, members }: Arrived, { place, into, request }: Way): Promise<void> {
  const { vault } = place
  if (!(await vault.has(row.sha256))) {
    if (!incoming.isFile) throw new AppError('busy', `The same bytes were being removed just now: add "${incoming.name}" again`)
    await into.put(incoming.open())
  }
  for (const { sha256 } of members) {
    if (await vault.has(sha256)) continue
    const path = incoming.path === '' ? incoming.name : incoming.path
    await unpackMembers({ sha256: row.sha256, path, signal: request.signal }, { ...into, path: vault.path })
  }
}

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

function memberRow({ sha256, size, parent, name, path, modifiedMs, isContainer, problems }: Member, addedAt: string): NewEvidence {
  const detail = problems === undefined ? '' : detailText({ problems })
  const row = { sha256, name, path, size, addedAt, parent, status: isContainer ? unpackedStatus : 'new', detail }
  return modifiedMs === undefined ? row : { ...row, modified: modifiedMs }
}

/** A member comes into being in the vault, by whoever brought its container. */
function memberEntry({ sha256, parent, path }: Member, { by, at, zone, recorded }: CustodyDraft): CustodyDraft {
  const told = { sha256, parent, path: path.slice(0, 4_000), hashAfter: sha256, place: vaultPlace, purpose: 'Unpacked from its container' }
  return { action: 'collect', by, at, recorded, ...(zone === undefined ? {} : { zone }), ...told }
}

/** The bytes of a file, until the signal is aborted; notes that it is no container where its head says so. */
async function* watched(
  incoming: Incoming,
  { signal, plain, onBytes }: { readonly signal: AbortSignal | undefined; readonly plain: Set<Incoming>; onBytes(count: number): void },
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted()
  let isFirst = true
  for await (const part of incoming.open()) {
    signal?.throwIfAborted()
    if (
      isFirst &&
      (part.byteLength >= containerHeadBytes || part.byteLength === incoming.size) &&
      recogniseContainer(part.subarray(0, containerHeadBytes)) === undefined
    )
      plain.add(incoming)
    isFirst = false
    yield part
    onBytes(part.byteLength)
  }
}
