import type { Author, Change, Edit } from '../model/edit.ts'
import { noHash } from '../model/edit.ts'
import { type Incident, emptyIncident } from '../model/incident.ts'
import { applyChanges } from './apply-change.ts'
import type { Checked, EditError } from './edit-error.ts'

/** Who last wrote a path, and how. For `remove` the mark is the tombstone of the item. */
export interface Written {
  readonly author: Author
  readonly at: string
  readonly version: number
  readonly op: Change['op']
}

/** A record after some of its edits. Plain values: a state is never changed, the next one shares with it. */
export interface RecordState {
  readonly document: Incident
  readonly version: number
  /** Hash of the last edit, 64 zeros before the first. */
  readonly head: string
  /** Path of a field or an item -> who wrote it last. An added item is written as a whole, under its own path. */
  readonly written: ReadonlyMap<string, Written>
  /** Who added each item that was ever in the record. */
  readonly added: ReadonlyMap<string, Written>
  /** Every path a person or a person's file wrote, and every path above one. */
  readonly touched: ReadonlySet<string>
}

export function emptyState(incident: string): RecordState {
  return { document: emptyIncident(incident), version: 0, head: noHash, written: new Map(), added: new Map(), touched: new Set() }
}

/** The record that a whole chain of edits makes. Errors name the edit they come from. */
export function foldEdits(edits: readonly Edit[]): Checked<RecordState> {
  const [first] = edits
  if (first === undefined) return { ok: false, errors: [{ code: 'bad-path', path: '/', message: 'A record needs at least one edit' }] }
  return foldFrom(emptyState(first.incident), edits)
}

/** The record after more edits. */
export function foldFrom(state: RecordState, edits: readonly Edit[]): Checked<RecordState> {
  const written = new Map(state.written)
  const added = new Map(state.added)
  const touched = new Set(state.touched)
  let { document, version, head } = state
  for (const edit of edits) {
    const applied = applyChanges(document, edit.changes)
    if (!applied.ok) return { ok: false, errors: applied.errors.map((error) => inEdit(error, edit)) }
    document = applied.value
    version = edit.version
    head = edit.hash
    for (const change of edit.changes) remember({ written, added, touched }, change, edit)
  }
  return { ok: true, value: { document, version, head, written, added, touched } }
}

/** The path a change writes: for `add` that of the new item. */
export function writtenPath(change: Change): string {
  return change.op === 'add' ? `${change.path}/${String(change.value['id'])}` : change.path
}

/** The path and every path above it: `/a/b/c` gives `/a/b/c`, `/a/b`, `/a`. */
export function pathsUp(path: string): string[] {
  const paths: string[] = []
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end))
  return paths
}

/**
 * Whether a person (or a person's file) has a say in this path: wrote it or anything below it, or added, moved, removed, reviewed or set
 * something it belongs to. The machine leaves such paths alone.
 */
export function touchedByPerson(state: RecordState, path: string): boolean {
  if (state.touched.has(path)) return true
  return pathsUp(path).some((above) => isPersons(state.written.get(above)) || isPersons(state.written.get(`${above}/review`)))
}

export function isPersons(written: Written | undefined): boolean {
  return written !== undefined && written.author.kind !== 'draft'
}

interface Memory {
  readonly written: Map<string, Written>
  readonly added: Map<string, Written>
  readonly touched: Set<string>
}

function remember(memory: Memory, change: Change, edit: Edit): void {
  const path = writtenPath(change)
  const mark: Written = { author: edit.author, at: edit.at, version: edit.version, op: change.op }
  if (change.op === 'add') memory.added.set(path, mark)
  memory.written.set(path, mark)
  if (edit.author.kind === 'draft') return
  for (const above of pathsUp(path)) memory.touched.add(above)
}

function inEdit(error: EditError, edit: Edit): EditError {
  return { ...error, message: `Edit ${edit.version} cannot be applied: ${error.message}` }
}
