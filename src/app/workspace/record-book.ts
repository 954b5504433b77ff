import { AppError } from '../../base/error.ts'
import { chainEdit } from '../../incident/chain.ts'
import { emptyState, foldFrom, type RecordState } from '../../incident/fold.ts'
import type { EditDraft } from '../../model/edit.ts'
import type { IncidentRow, RecordStore } from '../../store/records/record-store.ts'
import { indexOf, type StoredRecord } from '../incident/record-edit.ts'
import type { Queues } from './queues.ts'
import { notFound, Refusal } from './refusal.ts'

/** A record with its edits, folded. */
export type OpenRecord = StoredRecord

/** Records as the workspace reads and writes them: folded once, then kept up with what is written, here or by another process. */
export interface RecordBook {
  /** Throws `not-found`. */
  open(id: string): Promise<OpenRecord>
  /** Keeps the edits that `change` appends to the record as it is, if any. Writers of one incident wait for each other. */
  write(id: string, change: (record: OpenRecord) => OpenRecord): Promise<OpenRecord>
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
  const write = async (id: string, change: (record: OpenRecord) => OpenRecord): Promise<OpenRecord> => {
    const before = await open(id)
    const after = change(before)
    const made = after.edits.slice(before.edits.length)
    for (const edit of made) await store.appendEdit(edit, indexOf(after.state.document))
    if (made.length > 0) onWritten(id, after.state)
    return keep(id, after)
  }
  return { open, write: (id, change) => queues.run(id, () => write(id, change)), forget: (id) => void kept.delete(id) }
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

/** The record with one more edit. Throws `invalid` with the path of each change that cannot be made. */
export function withEditAppended({ edits, state }: OpenRecord, draft: EditDraft): OpenRecord {
  const edit = chainEdit(draft, edits.at(-1))
  const folded = foldFrom(state, [edit])
  if (folded.ok) return { edits: [...edits, edit], state: folded.value }
  const issues = folded.errors.slice(0, 50).map(({ path, message }) => ({ path, message }))
  throw new Refusal('invalid', `The changes cannot be made: ${issues[0]?.path ?? ''}: ${issues[0]?.message ?? ''}`, { issues })
}
