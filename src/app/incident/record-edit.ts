import { AppError } from '../../base/error.ts'
import { chainEdit } from '../../incident/chain.ts'
import { emptyState, foldFrom, type RecordState } from '../../incident/fold.ts'
import { conflictsWith } from '../../incident/rebase.ts'
import type { Edit, EditDraft } from '../../model/edit.ts'
import type { Incident } from '../../model/incident.ts'
import type { IncidentIndex, RecordStore } from '../../store/records/record-store.ts'

/** A record of the store and its edits. */
export interface StoredRecord {
  readonly edits: readonly Edit[]
  readonly state: RecordState
}

/** Folds a record of the store; throws `not-found`, or `damaged` where its edits do not apply. */
export async function loadRecord(store: RecordStore, incident: string): Promise<StoredRecord> {
  if ((await store.incident(incident)) === undefined) throw new AppError('not-found', `There is no incident ${incident}`)
  const edits = await store.edits(incident)
  const folded = foldFrom(emptyState(incident), edits)
  if (!folded.ok) throw new AppError('damaged', `The record ${incident} cannot be read: ${folded.errors[0]?.message ?? ''}`)
  return { edits, state: folded.value }
}

/**
 * Appends an edit to a record of the store. Edits that others wrote since the draft's base merge; throws `conflict` naming the paths both wrote,
 * `invalid` where the changes do not fit the record. Tries again where somebody was faster, a few times.
 */
export async function recordEdit(store: RecordStore, draft: EditDraft): Promise<StoredRecord> {
  for (let attempt = 0; ; attempt += 1) {
    const { edits, state } = await loadRecord(store, draft.incident)
    const conflicts = conflictsWith(draft.changes, edits.slice(draft.base))
    if (conflicts.length > 0) throw new AppError('conflict', `Somebody else changed the same fields meanwhile: ${conflicts.slice(0, 20).join(', ')}`)
    const edit = chainEdit(draft, edits.at(-1))
    const folded = foldFrom(state, [edit])
    if (!folded.ok) throw new AppError('invalid', folded.errors.map(({ message }) => message).join('; '))
    try {
      await store.appendEdit(edit, indexOf(folded.value.document))
      return { edits: [...edits, edit], state: folded.value }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict') || attempt >= 5) throw error
    }
  }
}

/** An incident's line in the list. Proposals are the timeline's: what the review notice counts. */
export function indexOf(document: Incident): IncidentIndex {
  const proposals = document.timeline.filter((entry) => entry.review !== undefined)
  const reviewed = proposals.filter((entry) => entry.review !== 'proposed').length
  return { title: document.title, state: document.state, severity: document.severity.level ?? '', reviewed, total: proposals.length }
}
