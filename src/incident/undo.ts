import { type Author, type Change, changeSchema, type Edit, type EditDraft } from '../model/edit.ts'
import type { Incident } from '../model/incident.ts'
import { plainJson } from '../base/json-equal.ts'
import { applyChange } from './apply-change.ts'
import { emptyState, foldFrom, writtenPath } from './fold.ts'
import { conflictsWith } from './rebase.ts'
import { idsAt, segmentsOf, valueAt } from './record-value.ts'

/** An edit that takes another back, or why there is none. */
export type Undone =
  | { readonly ok: true; readonly draft: EditDraft }
  | { readonly ok: false; readonly code: 'conflict'; readonly message: string; readonly paths: readonly string[] }
  | { readonly ok: false; readonly code: 'no-such-version' | 'already-undone'; readonly message: string }

/**
 * The edit that takes back the one with this version: the inverse of each of its changes, last first. Refused where something of it was written
 * since, naming the paths; edits that were themselves taken back do not count. Taking back an undo does the edit again.
 */
export function undoEdit(edits: readonly Edit[], version: number, by: { author: Author; at: string }): Undone {
  const index = edits.findIndex((edit) => edit.version === version)
  const edit = edits[index]
  if (edit === undefined) return { ok: false, code: 'no-such-version', message: `There is no version ${version} of this record` }
  const cancelled = cancelledVersions(edits)
  if (cancelled.has(version)) return { ok: false, code: 'already-undone', message: `Version ${version} was taken back already` }
  const before = foldFrom(emptyState(edit.incident), edits.slice(0, index))
  if (!before.ok) throw new Error(`The edits before version ${version} cannot be applied: ${before.errors[0]?.message ?? ''}`)
  const changes = inverseOf(before.value.document, edit.changes)
  // An edit and the undo that took it back cancel out: neither stands in the way.
  const since = edits.slice(index + 1).filter((later) => !cancelled.has(later.version) && (later.undoes ?? 0) <= version)
  const paths = conflictsWith(changes, since)
  if (paths.length > 0)
    return { ok: false, code: 'conflict', message: `Version ${version} cannot be taken back: ${paths.join(', ')} changed since`, paths }
  const base = edits[edits.length - 1]?.version ?? 0
  return { ok: true, draft: { incident: edit.incident, ...by, base, changes, undoes: version } }
}

/** Versions that were taken back and stay so. An undo that was itself taken back counts, what it took back then stands again. */
export function cancelledVersions(edits: readonly Edit[]): Set<number> {
  const cancelled = new Set<number>()
  for (const edit of edits.toReversed()) {
    if (edit.undoes === undefined || cancelled.has(edit.version)) continue
    cancelled.add(edit.undoes)
  }
  return cancelled
}

/** The changes that bring a document back to what it was before these. */
export function inverseOf(before: Incident, changes: readonly Change[]): Change[] {
  const inverses: Change[] = []
  let document = before
  for (const change of changes) {
    inverses.push(inverseOfOne(document, change))
    const applied = applyChange(document, change)
    if (!applied.ok) throw new Error(applied.errors[0]?.message ?? 'The change cannot be applied')
    document = applied.value
  }
  return inverses.reverse()
}

function inverseOfOne(document: Incident, change: Change): Change {
  switch (change.op) {
    case 'add':
      return { op: 'remove', path: writtenPath(change) }
    case 'set':
      return inverseOfSet(document, change.path)
    case 'remove':
      return changeSchema.parse({
        op: 'add',
        path: parentOf(change.path),
        value: plainJson(valueAt(document, change.path)),
        ...placeOf(document, change.path),
      })
    case 'move':
      return { op: 'move', path: change.path, ...placeOf(document, change.path) }
  }
}

// Setting a field may have made the objects around it: then the outermost one that was not there is cleared.
function inverseOfSet(document: Incident, path: string): Change {
  const segments = segmentsOf(path)
  for (let depth = 1; depth <= segments.length; depth += 1) {
    const above = `/${segments.slice(0, depth).join('/')}`
    if (valueAt(document, above) === undefined) return { op: 'set', path: above, value: null }
  }
  return changeSchema.parse({ op: 'set', path, value: plainJson(valueAt(document, path)) })
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function placeOf(document: Incident, path: string): { before?: string } {
  const ids = idsAt(document, parentOf(path))
  const next = ids[ids.indexOf(path.slice(path.lastIndexOf('/') + 1)) + 1]
  return next === undefined ? {} : { before: next }
}
