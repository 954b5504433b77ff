import type { Incident } from '../../model/incident.ts'
import type { Problem } from '../../model/problem.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { unpackedStatus } from '../intake/incident-items.ts'
import { type ItemDetail, readItemDetail } from '../intake/item-detail.ts'
import { readDetail } from '../workspace/evidence-detail.ts'
import { createQueues } from '../workspace/queues.ts'
import { openRecordBook } from '../workspace/record-book.ts'
import type { EvidencePlace } from './evidence-place.ts'

/** `unpacked`: a container, whose members are read instead of it. */
export type ItemState = 'read' | 'unread' | 'unrecognised' | 'unreadable' | 'unpacked' | 'disposed'

/** An item with what the record and reading it say of it. */
export interface ItemView {
  readonly row: EvidenceRow
  /** E3; absent before the item is in the record. */
  readonly label?: string
  readonly state: ItemState
  readonly format?: string
  readonly records: number
  readonly events: number
  /** All that are known; `problemCount` counts those that were not kept, too. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
  /** SHA-256 of what lay in it. */
  readonly members: readonly string[]
}

/** The record of an incident as it is now. */
export async function recordOf(incident: string, { store }: Pick<EvidencePlace, 'store'>): Promise<Incident> {
  const book = openRecordBook({ store, queues: createQueues(), onWritten: () => undefined })
  return (await book.open(incident)).state.document
}

/** All items of an incident in the order they came, those disposed of included. */
export async function viewItems(incident: string, place: Pick<EvidencePlace, 'store'>): Promise<ItemView[]> {
  const { store } = place
  const [rows, readings, record] = await Promise.all([store.evidence(incident), store.readings(incident), recordOf(incident, place)])
  const labels = new Map(record.evidence.map(({ sha256, label }) => [sha256, label]))
  const details = new Map(readings.map(({ sha256, detail }) => [sha256, readItemDetail(detail)]))
  const members = new Map<string, string[]>()
  for (const { sha256, parent } of rows) {
    if (parent === undefined) continue
    const known = members.get(parent)
    if (known === undefined) members.set(parent, [sha256])
    else known.push(sha256)
  }
  return rows.map((row) => viewOf(row, { label: labels.get(row.sha256), detail: details.get(row.sha256), members: members.get(row.sha256) ?? [] }))
}

interface Known {
  readonly label: string | undefined
  readonly detail: ItemDetail | undefined
  readonly members: readonly string[]
}

function viewOf(row: EvidenceRow, { label, detail, members }: Known): ItemView {
  const own = readDetail(row.detail)
  const problems = [...own.problems, ...(detail?.problems ?? [])].filter(({ message, path, record }, index, all) => {
    const same = all.findIndex((other) => other.message === message && other.path === path && other.record === record)
    return same === index
  })
  const format = detail?.summary.format ?? own.reading?.format
  return {
    row,
    ...(label === undefined ? {} : { label }),
    ...(format === undefined ? {} : { format }),
    state: stateOf(row, detail, members),
    records: detail?.summary.records ?? own.reading?.records ?? 0,
    events: detail?.summary.events ?? own.reading?.events ?? 0,
    problems,
    problemCount: Math.max(problems.length, detail?.summary.problems ?? own.reading?.problems ?? 0),
    members,
  }
}

function stateOf({ disposedAt, status }: EvidenceRow, detail: ItemDetail | undefined, members: readonly string[]): ItemState {
  if (disposedAt !== undefined) return 'disposed'
  if (members.length > 0 || status === unpackedStatus) return 'unpacked'
  if (detail !== undefined) return detail.summary.state === 'done' ? 'read' : detail.summary.state
  return status === 'read' || status === 'unrecognised' || status === 'unreadable' ? status : 'unread'
}

/** An item and how deep it lies in containers. */
export interface TreeRow {
  readonly item: ItemView
  readonly depth: number
}

/** Items as a tree: a container before what lay in it. Each item stands once, where it was first found. */
export function treeOf(items: readonly ItemView[]): TreeRow[] {
  const byHash = new Map(items.map((item) => [item.row.sha256, item]))
  const tree: TreeRow[] = []
  const placed = new Set<string>()
  const place = (item: ItemView, depth: number): void => {
    if (placed.has(item.row.sha256)) return
    placed.add(item.row.sha256)
    tree.push({ item, depth })
    for (const sha256 of item.members) {
      const member = byHash.get(sha256)
      if (member !== undefined) place(member, depth + 1)
    }
  }
  for (const item of items) if (item.row.parent === undefined || !byHash.has(item.row.parent)) place(item, 0)
  // Items in a circle of containers (damaged rows) are told all the same.
  for (const item of items) place(item, 0)
  return tree
}

/** Where an item lay: its path, behind those of the containers around it. */
export function fullPathOf(item: ItemView, items: ReadonlyMap<string, ItemView>): string {
  const parts: string[] = []
  const seen = new Set<string>()
  for (let at: ItemView | undefined = item; at !== undefined && !seen.has(at.row.sha256); at = items.get(at.row.parent ?? '')) {
    seen.add(at.row.sha256)
    parts.unshift(at.row.path === '' ? at.row.name : at.row.path)
  }
  return parts.join('!')
}
