import type { JsonObject } from '../base/json.ts'
import { jsonEqual } from '../base/json-equal.ts'
import type { Author, Edit } from '../model/edit.ts'
import type { Incident } from '../model/incident.ts'
import type { Checked } from './edit-error.ts'
import { foldEdits, type RecordState } from './fold.ts'
import { wordsForEdit } from './history-words.ts'
import { idOf } from './record-value.ts'

/** One line of a record's history. */
export interface HistoryLine {
  readonly version: number
  readonly at: string
  readonly author: Author
  /** "accepted 3 entries of the timeline, changed the due date of recommendation 5.2". */
  readonly words: string
  readonly note?: string
  readonly undoes?: number
}

/** Who changed what and when, in words, oldest first. */
export function historyOf(edits: readonly Edit[]): HistoryLine[] {
  return edits.map((edit, index) => {
    const { version, at, author, note, undoes } = edit
    const words = wordsForEdit(edit, edits.slice(0, index))
    return { version, at, author, words, ...(note === undefined ? {} : { note }), ...(undoes === undefined ? {} : { undoes }) }
  })
}

/** The record as it was after the edit with this version. */
export function recordAsOf(edits: readonly Edit[], version: number): Checked<RecordState> {
  const index = edits.findIndex((edit) => edit.version === version)
  if (index === -1) return { ok: false, errors: [{ code: 'bad-path', path: '/', message: `There is no version ${version} of this record` }] }
  return foldEdits(edits.slice(0, index + 1))
}

/** What differs between two documents at one path. */
export interface Difference {
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly before?: unknown
  readonly after?: unknown
}

/** Field by field, item by item (matched by id), in the order of the record. Items that only changed their order among the others are "moved". */
export function diffDocuments(before: Incident | JsonObject, after: Incident | JsonObject): Difference[] {
  return diffValues(before, after, '')
}

function diffValues(before: unknown, after: unknown, path: string): Difference[] {
  if (jsonEqual(before, after)) return []
  if (isItemList(before) && isItemList(after)) return diffLists(before, after, path)
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => diffValues(before[key], after[key], `${path}/${key}`))
  }
  if (before === undefined) return [{ path, kind: 'added', after }]
  return after === undefined ? [{ path, kind: 'removed', before }] : [{ path, kind: 'changed', before, after }]
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const old = new Map(before.map((item) => [idOf(item), item]))
  const fresh = new Map(after.map((item) => [idOf(item), item]))
  const removed = [...old]
    .filter(([id]) => !fresh.has(id))
    .map(([id, item]): Difference => ({ path: `${path}/${id}`, kind: 'removed', before: item }))
  const kept = [...old.keys()].filter((id) => fresh.has(id))
  const order = [...fresh.keys()].filter((id) => old.has(id))
  const rest = [...fresh].flatMap(([id, item]): Difference[] => {
    if (!old.has(id)) return [{ path: `${path}/${id}`, kind: 'added', after: item }]
    const moved: Difference[] = kept.indexOf(id) === order.indexOf(id) ? [] : [{ path: `${path}/${id}`, kind: 'moved' }]
    return [...moved, ...diffValues(old.get(id), item, `${path}/${id}`)]
  })
  return [...removed, ...rest]
}

function isItemList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((item) => idOf(item) !== undefined)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
