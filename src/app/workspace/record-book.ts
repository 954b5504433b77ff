import { AppError } from '../../base/error.ts'
import { chainEdit } from '../../incident/chain.ts'
import { emptyState, foldFrom, type RecordState } from '../../incident/fold.ts'
import type { Edit, EditDraft } from '../../model/edit.ts'
import type { Incident } from '../../model/incident.ts'
import type { IncidentRow, RecordStore } from '../../store/records/record-store.ts'
import type { Queues } from './queues.ts'
import { countReviews } from './reviews.ts'
import { notFound, Refusal } from './refusal.ts'

/** A record with its edits, folded. */
export interface OpenRecord {
  readonly edits: readonly Edit[]
  readonly state: RecordState
}

/** Records as the workspace reads and writes them: folded once, then kept up with what is written, here or by another process. */
export interface RecordBook {
  /** Throws `not-found`. */
  open(id: string): Promise<OpenRecord>
  /** Appends the edit that `make` gives for the record as it is; nothing where it gives none. Writers of one incident wait for each other. */
  write(id: string, make: (record: OpenRecord) => EditDraft | undefined): Promise<OpenRecord>
  /** Forgets a record that was removed. */
  forget(id: string): void
}

/** How many folded records are kept in memory. */
const mostOpen = 20

/** `onWritten` hears of every new version this process writes. */
export function openRecordBook(given: { store: RecordStore; queues: Queues; onWritten(id: string, state: RecordState): void }): RecordBook {
  const { store, queues, onWritten } = given
  const kept = new Map<string, OpenRecord>()
  const keep = (id: string, record: OpenRecord): OpenRecord => {
    kept.delete(id)
    kept.set(id, record)
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostOpen))) kept.delete(oldest)
    return record
  }
  const open = async (id: string): Promise<OpenRecord> => {
    const row = await store.incident(id)
    if (row === undefined) throw notFound(`There is no incident ${id}`)
    return keep(id, await catchUp(store, row, kept.get(id)))
  }
  const append = async (id: string, make: (record: OpenRecord) => EditDraft | undefined): Promise<OpenRecord> => {
    const before = await open(id)
    const draft = make(before)
    if (draft === undefined) return before
    const edit = chainEdit(draft, before.edits.at(-1))
    const folded = foldFrom(before.state, [edit])
    if (!folded.ok)
      throw new Refusal('invalid', `The changes cannot be made: ${folded.errors[0]?.message ?? ''}`, { issues: folded.errors.slice(0, 50) })
    await store.appendEdit(edit, indexOf(folded.value.document))
    onWritten(id, folded.value)
    return keep(id, { edits: [...before.edits, edit], state: folded.value })
  }
  return { open, write: (id, make) => queues.run(id, () => append(id, make)), forget: (id) => void kept.delete(id) }
}

async function catchUp(store: RecordStore, row: IncidentRow, known: OpenRecord | undefined): Promise<OpenRecord> {
  if (known !== undefined && known.state.head === row.head) return known
  const before = known !== undefined && known.state.version < row.version ? known : { edits: [], state: emptyState(row.id) }
  const newer = await store.edits(row.id, { after: before.state.version })
  const folded = foldFrom(before.state, newer)
  if (!folded.ok)
    throw new AppError('damaged', `The record ${row.id} cannot be read: ${folded.errors[0]?.message ?? ''}. Restore the data folder from a copy`)
  return { edits: [...before.edits, ...newer], state: folded.value }
}

/** The incident's line in the list. */
function indexOf(document: Incident) {
  return { title: document.title, state: document.state, severity: document.severity.level ?? '', ...countReviews(document) }
}
