import type { ApplyEdits, Edited, Undo } from '../../api/edits.ts'
import type { History, IncidentSummary, IncidentView } from '../../api/incidents.ts'
import { AppError } from '../../base/error.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { wordsForEdit } from '../../incident/history-words.ts'
import { conflictsWith } from '../../incident/rebase.ts'
import { undoEdit } from '../../incident/undo.ts'
import type { Author } from '../../model/edit.ts'
import { incidentStates } from '../../model/incident.ts'
import type { RecordState } from '../../incident/fold.ts'
import type { IncidentRow, RecordStore } from '../../store/records/record-store.ts'
import { type OpenRecord, type RecordBook, withEditAppended } from './record-book.ts'
import { Refusal } from './refusal.ts'
import type { IncidentDesk } from './workspace.ts'

/** What marks the incident that comes with Hindcast in the store. */
export const sampleOrigin = 'sample'

/** What the desk of incidents works with. */
export interface DeskTools {
  readonly store: RecordStore
  readonly records: RecordBook
  /** The current time, ISO 8601 in UTC, whole seconds. */
  now(): string
}

type Reading = Pick<IncidentDesk, 'list' | 'view' | 'history'>

/** Looking at incidents. */
export function readIncidents({ store, records }: DeskTools): Reading {
  return {
    list: async () => (await store.incidents()).map(summarise),
    async view(id) {
      const { state } = await records.open(id)
      const row = await store.incident(id)
      return viewOf(state, row?.origin === sampleOrigin)
    },
    async history(id, range) {
      const { edits } = await records.open(id)
      return historyOf(edits, range)
    },
  }
}

function summarise({ origin, head: _, createdAt: __, state, ...row }: IncidentRow): IncidentSummary {
  return { ...row, state: incidentStates.find((known) => known === state) ?? 'ongoing', sample: origin === sampleOrigin }
}

function viewOf({ document, version, head, touched }: RecordState, sample: boolean): IncidentView {
  return { document, version, head, facts: computeFacts(document), touched: [...touched], sample }
}

function historyOf(edits: OpenRecord['edits'], { before, limit }: { before?: number; limit: number }): History {
  const end = before === undefined ? edits.length : edits.filter(({ version }) => version < before).length
  const page = edits.slice(Math.max(0, end - limit), end).map((edit) => ({ ...edit, words: wordsForEdit(edit, edits.slice(0, edit.version - 1)) }))
  return { edits: page.reverse(), total: edits.length }
}

type Writing = Pick<IncidentDesk, 'edit' | 'undo'>

/** Changing incidents by hand. */
export function editIncidents({ records, now }: DeskTools): Writing {
  return {
    async edit(id, edits) {
      const { state } = await records.write(id, (record) => withEdit(record, edits, now()))
      return placeOf(state)
    },
    async undo(id, undo) {
      const { state } = await records.write(id, (record) => withUndo(record, undo, now()))
      return placeOf(state)
    },
  }
}

export function placeOf({ version, head }: RecordState): Edited {
  return { version, head }
}

/** The edit a person's changes make on the record as it is now. Throws `conflict` where someone else changed the same fields since. */
function withEdit(record: OpenRecord, given: ApplyEdits, at: string): OpenRecord {
  const { edits, state } = record
  if (given.base > state.version) {
    throw new AppError('invalid', `The record has version ${state.version}; changes cannot be based on version ${given.base}. Load it again`)
  }
  const conflicts = conflictsWith(given.changes, edits.slice(given.base))
  if (conflicts.length > 0) throw conflict('Someone else changed the same fields meanwhile', conflicts, state.version)
  return withEditAppended(record, {
    incident: state.document.id,
    author: person(given.author),
    at,
    base: given.base,
    changes: given.changes,
    ...(given.note === undefined ? {} : { note: given.note }),
  })
}

function withUndo(record: OpenRecord, { version, author }: Undo, at: string): OpenRecord {
  const { edits, state } = record
  const undone = undoEdit(edits, version, { author: person(author), at })
  if (undone.ok) return withEditAppended(record, undone.draft)
  if (undone.code === 'no-such-version') throw new AppError('not-found', undone.message)
  throw conflict(undone.message, undone.code === 'conflict' ? undone.paths : [], state.version)
}

/** Who came in through the workspace is a person: drafts and files have their own ways. */
function person(name: string): Author {
  return { name, kind: 'person' }
}

function conflict(message: string, conflicts: readonly string[], version: number): Refusal {
  return new Refusal('conflict', message, { conflicts, version })
}
