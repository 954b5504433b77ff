import type {
  AcquisitionRequest,
  Anchored,
  AnchorResponseRequest,
  CustodySummary,
  DisposalRequest,
  EvidenceDetail,
  HandlingRequest,
  Verified,
} from '../../api/custody.ts'
import { importAnchor, listAnchors, requestAnchor, type ShownAnchor } from '../evidence/anchors.ts'
import { disposeEvidence } from '../evidence/dispose-evidence.ts'
import type { EvidencePlace } from '../evidence/evidence-place.ts'
import { type ItemView, viewItems } from '../evidence/item-view.ts'
import { type Original, openOriginal } from '../evidence/open-original.ts'
import { recordHandling } from '../evidence/record-handling.ts'
import { type ShownItem, showItem } from '../evidence/show-item.ts'
import { tellAcquisition } from '../evidence/tell-acquisition.ts'
import { verifyEvidence } from '../evidence/verify-evidence.ts'
import type { Queues } from './queues.ts'
import type { RecordBook } from './record-book.ts'
import { notFound } from './refusal.ts'

/** Custody behind the server's routes. Refusals are AppErrors: `not-found`, `invalid`, `held`, `retained`, `cited`. */
export interface CustodyDesk {
  item(id: string, sha256: string): Promise<EvidenceDetail>
  original(id: string, sha256: string): Promise<Original & { readonly name: string; readonly size: number }>
  summary(id: string): Promise<CustodySummary>
  record(id: string, handling: HandlingRequest): Promise<readonly number[]>
  verify(id: string, wanted: { readonly by: string; readonly items?: readonly string[] | undefined }, signal?: AbortSignal): Promise<Verified>
  dispose(id: string, sha256: string, disposal: DisposalRequest): Promise<number>
  /** DER of a request for a time stamp of the chain's end. */
  requestAnchor(id: string): Promise<Uint8Array>
  /** Rejects with `check-failed` where the response proves nothing, `not-found` where no request waits for it. */
  importAnchor(id: string, given: AnchorResponseRequest): Promise<Anchored>
  /** States how an item was obtained anew; answers the number of the entry. */
  tellAcquisition(id: string, sha256: string, told: AcquisitionRequest): Promise<number>
}

const mostMembers = 500

export function openCustodyDesk({ place, records, queues }: { place: EvidencePlace; records: RecordBook; queues: Queues }): CustodyDesk {
  const items = async (id: string): Promise<ItemView[]> => {
    await records.open(id)
    return viewItems(id, place)
  }
  return {
    async item(id, sha256) {
      const all = await items(id)
      return detailOf(await showItem(id, { item: itemOf(id, all, sha256), items: all }, place))
    },
    async original(id, sha256) {
      const item = itemOf(id, await items(id), sha256)
      const told = { by: 'Hindcast', purpose: 'Downloaded from the workspace' }
      return { ...(await openOriginal(id, { item, told, to: 'Browser' }, place)), name: item.row.name, size: item.row.size }
    },
    async summary(id) {
      return summaryOf(id, { place, all: await items(id) })
    },
    async record(id, { action, items: hashes, until, releases, what, ...told }) {
      const all = hashes === undefined ? undefined : await items(id)
      const chosen = all === undefined ? {} : { items: (hashes ?? []).map((sha256) => itemOf(id, all, sha256)) }
      const entries = await recordHandling(id, { action, told, until, what, ...(releases === undefined ? {} : { releases }), ...chosen }, place)
      return entries.map(({ seq }) => seq)
    },
    async verify(id, { by, items: hashes }, signal) {
      const all = await items(id)
      const chosen = hashes === undefined ? all : hashes.map((sha256) => itemOf(id, all, sha256))
      const {
        findings,
        items: count,
        entries,
      } = await verifyEvidence({ incident: id, items: chosen, all, told: { by }, isRecorded: true, signal }, place)
      return { findings: findings.map((finding) => ({ ...finding })), items: count, entries }
    },
    async dispose(id, sha256, { evenIfCited = false, ...told }) {
      const all = await items(id)
      const gone = await queues.run('vault', () => disposeEvidence(id, { items: [itemOf(id, all, sha256)], all, told, evenIfCited }, place))
      return gone.items.length
    },
    async requestAnchor(id) {
      await records.open(id)
      return (await requestAnchor(id, place)).request
    },
    async importAnchor(id, { by, response, roots }) {
      await records.open(id)
      return anchorOf(await importAnchor(id, { response: Buffer.from(response, 'base64'), roots, told: { by } }, place))
    },
    async tellAcquisition(id, sha256, { by, acquisition }) {
      const { row } = itemOf(id, await items(id), sha256)
      return (await tellAcquisition(id, { row, acquisition, by }, place)).seq
    },
  }
}

function itemOf(id: string, all: readonly ItemView[], sha256: string): ItemView {
  const item = all.find(({ row }) => row.sha256 === sha256)
  if (item === undefined) throw notFound(`${id} has no evidence item ${sha256}`)
  return item
}

function detailOf(shown: ShownItem): EvidenceDetail {
  const { item, path, container, members, entries, holds, faults, verified, isKept } = shown
  const { row, label, state, format, records, events, problems } = item
  const { sha256, name, size, addedAt, acquisition, retainUntil, disposedAt } = row
  return {
    sha256,
    name,
    path,
    label,
    size,
    addedAt,
    state,
    format,
    records,
    events,
    acquisition,
    retainUntil,
    disposedAt,
    verified,
    isKept,
    acquisitions: [...shown.acquisitions],
    container: container === undefined ? undefined : namedOf(container),
    containers: [...shown.containers],
    members: members.slice(0, mostMembers).map(namedOf),
    memberCount: members.length,
    problems: [...problems],
    holds: holds.map((hold) => ({ ...hold })),
    entries: [...entries],
    faults: faults.map(({ code, message }) => ({ code, message })),
  }
}

function namedOf({ row, label, events }: ItemView) {
  return { sha256: row.sha256, name: row.path === '' ? row.name : row.path, label, events }
}

function anchorOf({ seq, at, stamp }: ShownAnchor): Anchored {
  return { seq, at, genTime: stamp?.genTime, tsa: stamp?.tsa }
}

async function summaryOf(id: string, { place, all }: { readonly place: EvidencePlace; readonly all: readonly ItemView[] }): Promise<CustodySummary> {
  const { store } = place
  const [head, holds, retainUntil, notObtained, anchors, checked] = await Promise.all([
    store.custodyHead(id),
    store.holds(id),
    store.retention(id),
    store.notObtained(id),
    listAnchors(id, place),
    verifyEvidence({ incident: id, items: [], all, told: { by: '' }, isRecorded: false }, place),
  ])
  return {
    entries: head?.seq ?? 0,
    head: head?.hash,
    holds: holds.map((hold) => ({ ...hold })),
    retainUntil,
    notObtained: notObtained.map((one) => ({ ...one })),
    anchors: anchors.map(anchorOf),
    proven: checked.anchored,
    faults: checked.findings.map((finding) => ({ ...finding })),
  }
}
