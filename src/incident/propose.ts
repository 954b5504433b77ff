import { isObject } from '../base/json.ts'
import { jsonEqual, plainJson } from '../base/json-equal.ts'
import { type Change, changeSchema } from '../model/edit.ts'
import type { ProposedElement, Proposals } from '../model/harvest.ts'
import { checkValue } from './check-value.ts'
import { isPersons, type RecordState, touchedByPerson } from './fold.ts'
import { placeItems } from './place-items.ts'
import { schemaAt } from './record-schema.ts'
import { idOf, idsAt, isInsideItem, segmentsOf, valueAt } from './record-value.ts'

/**
 * The changes that bring the record to what a draft proposes now: new proposals are added beside their neighbours, untouched ones updated field by
 * field and put in order, untouched ones no longer proposed removed; fields likewise. Whatever a person or a person's file added, worded, accepted,
 * rejected, moved or removed stays as it is, where it is. A record that already says all of it gives no change.
 *
 * A draft names everything it proposes each time: fields outside of lists that an earlier draft set and this one does not name are cleared.
 */
export function mergeProposals(state: RecordState, proposals: Proposals): Change[] {
  return [...proposals.lists.flatMap(({ path, items }) => listChanges(state, path, items)), ...fieldChanges(state, proposals.fields)]
}

function listChanges(state: RecordState, path: string, proposed: readonly ProposedElement[]): Change[] {
  const items = proposed.filter((item) => !isPersonsTombstone(state, `${path}/${item.id}`))
  const wanted = new Map(items.map((item) => [item.id, item]))
  const present = idsAt(state.document, path)
  const gone = present.filter((id) => !wanted.has(id) && isDraftsOwn(state, `${path}/${id}`))
  const left = present.filter((id) => !gone.includes(id))
  const changes: Change[] = gone.map((id) => ({ op: 'remove', path: `${path}/${id}` }))
  const placed = placeItems({ present: left, wanted: [...wanted.keys()], mayMove: (id) => isDraftsOwn(state, `${path}/${id}`) })
  for (const { id, before } of placed) {
    const position = before === undefined ? {} : { before }
    const item = wanted.get(id)
    if (left.includes(id)) changes.push({ op: 'move', path: `${path}/${id}`, ...position })
    else if (item !== undefined) changes.push(changeSchema.parse({ op: 'add', path, value: plainJson(item), ...position }))
  }
  for (const id of left) {
    const item = wanted.get(id)
    if (item !== undefined && isDrafts(state, `${path}/${id}`)) changes.push(...itemChanges(state, `${path}/${id}`, item))
  }
  return changes
}

/**
 * Field by field, only what differs. The review of a proposal is not the draft's to change. A proposal that a person touched stays whole as it is;
 * what stands for itself without review (an evidence item and how it was read) keeps the fields a person wrote and is brought up to date in the others.
 */
function itemChanges(state: RecordState, path: string, item: ProposedElement): Change[] {
  const current = entriesOf(valueAt(state.document, path))
  if (current.has('review') && touchedByPerson(state, path)) return []
  const wanted = entriesOf(normalised(path, item))
  const keys = [...new Set([...wanted.keys(), ...current.keys()])].filter((key) => key !== 'id' && key !== 'review')
  const open = keys.filter((key) => !touchedByPerson(state, `${path}/${key}`))
  return open.filter((key) => !jsonEqual(current.get(key), wanted.get(key))).map((key) => setChange(`${path}/${key}`, wanted.get(key)))
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(isObject(value) ? Object.entries(value) : [])
}

function fieldChanges(state: RecordState, fields: Proposals['fields']): Change[] {
  const named = new Set(fields.map(({ path }) => path))
  const changes = fields
    .filter(({ path, value }) => !touchedByPerson(state, path) && !jsonEqual(valueAt(state.document, path), normalised(path, value)))
    .map(({ path, value }) => setChange(path, value))
  const retracted = [...state.written.entries()].filter(
    ([path, written]) =>
      written.op === 'set' &&
      !isPersons(written) &&
      !named.has(path) &&
      !isInsideItem(path) &&
      !touchedByPerson(state, path) &&
      holdsSomething(state, path),
  )
  return [...changes, ...retracted.map(([path]) => setChange(path, null))]
}

/** Whether clearing the field would change the record. */
function holdsSomething(state: RecordState, path: string): boolean {
  const current = valueAt(state.document, path)
  return current !== undefined && !jsonEqual(current, normalised(path, undefined))
}

function setChange(path: string, value: unknown): Change {
  return changeSchema.parse({ op: 'set', path, value: value === undefined ? null : plainJson(value) })
}

/** The value as the record would hold it, defaults filled in; as given where the record would refuse it (applying it then says why). */
function normalised(path: string, value: unknown): unknown {
  const schema = schemaAt(segmentsOf(path))
  const checked = schema === undefined ? undefined : checkValue(schema, value === undefined ? undefined : plainJson(value), path)
  return checked?.ok === true ? checked.value : value
}

/** An item the draft added. */
function isDrafts(state: RecordState, path: string): boolean {
  return state.added.get(path)?.author.kind === 'draft'
}

/** An item the draft added and nobody touched since. */
function isDraftsOwn(state: RecordState, path: string): boolean {
  return isDrafts(state, path) && !touchedByPerson(state, path)
}

function isPersonsTombstone(state: RecordState, path: string): boolean {
  const written = state.written.get(path)
  return written?.op === 'remove' && isPersons(written) && idOf(valueAt(state.document, path)) === undefined
}
