import type { z } from 'zod'
import type { Change } from '../model/edit.ts'
import { type Incident, incidentSchema } from '../model/incident.ts'
import { checkValue } from './check-value.ts'
import type { Checked, EditError } from './edit-error.ts'
import { isForbiddenKey, itemSchemaOf, stepSchema, unwrapSchema } from '../model/schema-walk.ts'

type Node = Record<string, unknown> | unknown[]

/** The document after one change; the document before is untouched and shares what did not change. */
export function applyChange(document: Incident, change: Change): Checked<Incident> {
  return applyChanges(document, [change])
}

/**
 * The document after changes made together: all of them, or none and why. Each value is checked with the schema of its own place, so an edit
 * costs what it touches, not the size of the record. `set` with null clears: a field with a default goes back to it, an optional one goes away.
 * `add` and `move` before an item that is not there put the item at the end.
 */
export function applyChanges(document: Incident, changes: readonly Change[]): Checked<Incident> {
  const working: Working = { root: document, fresh: new WeakSet(), errors: [] }
  for (const change of changes) applyOne(working, change)
  return working.errors.length > 0 ? { ok: false, errors: working.errors } : { ok: true, value: working.root }
}

interface Working {
  root: Incident
  /** Objects made during this edit: they may be written to; anything else is copied first. */
  readonly fresh: WeakSet<object>
  readonly errors: EditError[]
}

/** Where a change lands: the container (own copy), the schema of the container, and the last segment. */
interface Place {
  readonly container: Node
  readonly schema: z.core.$ZodType
  readonly key: string
  /** Path of the container. */
  readonly at: string
}

function applyOne(working: Working, change: Change): void {
  const segments = change.path.slice(1).split('/')
  const bad = segments.find(isForbiddenKey)
  if (bad !== undefined) return fail(working, 'bad-path', change.path, `A path may not use "${bad}"`)
  if (segments[0] === 'id') return fail(working, 'fixed', change.path, 'The id of an incident is given once and stays')
  switch (change.op) {
    case 'add':
      return addItem(working, change, segments)
    case 'set':
      return setField(working, change, segments)
    case 'remove':
      return withItem(working, change.path, segments, ({ list, index }) => void list.splice(index, 1))
    case 'move':
      return withItem(working, change.path, segments, ({ list, index, key }) => {
        if (change.before === key) return
        const [item] = list.splice(index, 1)
        insertBefore(list, item, change.before)
      })
  }
}

function addItem(working: Working, change: Extract<Change, { op: 'add' }>, segments: readonly string[]): void {
  const place = placeOf(working, change.path, segments)
  if (place === undefined) return
  const schema = stepSchema(place.schema, place.key)
  const itemSchema = schema === undefined ? undefined : itemSchemaOf(schema)
  if (itemSchema === undefined) return fail(working, 'not-a-list', change.path, `"${change.path}" is no list of the record`)
  const id = change.value['id']
  if (typeof id !== 'string' || !/^[^/]{1,200}$/.test(id) || isForbiddenKey(id)) {
    return fail(working, 'invalid-value', change.path, `An item added to "${change.path}" needs an id of 1 to 200 characters without "/"`)
  }
  const checked = checkValue(itemSchema, change.value, `${change.path}/${id}`)
  if (!checked.ok) return void working.errors.push(...checked.errors)
  const list = childOf(working, place, [])
  if (!Array.isArray(list)) return fail(working, 'not-a-list', change.path, `"${change.path}" is no list of the record`)
  if (indexOfId(list, id) !== -1) return fail(working, 'duplicate-id', change.path, `The list "${change.path}" already has "${id}"`)
  insertBefore(list, checked.value, change.before)
}

function setField(working: Working, change: Extract<Change, { op: 'set' }>, segments: readonly string[]): void {
  const place = placeOf(working, change.path, segments)
  if (place === undefined) return
  const { container, key } = place
  const schema = stepSchema(place.schema, key)
  if (schema === undefined) return fail(working, 'unknown-field', change.path, `The record has no field "${change.path}"`)
  if (Array.isArray(container)) return fail(working, 'bad-path', change.path, `"${change.path}" is an item: set its fields, or remove and add it`)
  if (key === 'id') return fail(working, 'fixed', change.path, 'The id of an item stays as it is')
  if (change.value === null && isRecordSchema(place.schema)) return void delete container[key]
  const checked = checkValue(schema, change.value ?? undefined, change.path)
  if (!checked.ok && change.value === null) return fail(working, 'required', change.path, `"${change.path}" cannot be cleared: the record needs it`)
  if (!checked.ok) return void working.errors.push(...checked.errors)
  if (checked.value === undefined) delete container[key]
  else container[key] = checked.value
}

function withItem(
  working: Working,
  path: string,
  segments: readonly string[],
  act: (found: { list: unknown[]; index: number; key: string }) => void,
): void {
  const place = placeOf(working, path, segments)
  if (place === undefined) return
  if (!Array.isArray(place.container)) return fail(working, 'not-a-list', path, `"${place.at}" is no list of the record`)
  const index = indexOfId(place.container, place.key)
  if (index === -1) return fail(working, 'no-such-item', path, `There is no "${place.key}" in "${place.at}"`)
  act({ list: place.container, index, key: place.key })
}

/** Walks to the container of the last segment, copying what is not fresh and making absent objects on the way. */
function placeOf(working: Working, path: string, segments: readonly string[]): Place | undefined {
  let container: Node = fresh(working, working.root)
  // A shallow copy of an incident is an incident.
  working.root = container as Incident
  let schema: z.core.$ZodType = incidentSchema
  for (const [depth, segment] of segments.slice(0, -1).entries()) {
    const at = `/${segments.slice(0, depth).join('/')}`
    const next = stepSchema(schema, segment)
    if (next === undefined) {
      fail(working, 'unknown-field', path, `The record has no field "/${segments.slice(0, depth + 1).join('/')}"`)
      return undefined
    }
    const child: Node | undefined = childOf(working, { container, schema, key: segment, at }, {})
    if (child === undefined) {
      failMissing(working, { container, path, segment, at })
      return undefined
    }
    container = child
    schema = next
  }
  return { container, schema, key: segments[segments.length - 1] ?? '', at: `/${segments.slice(0, -1).join('/')}` }
}

function failMissing(working: Working, missing: { container: Node; path: string; segment: string; at: string }): void {
  const { container, path, segment, at } = missing
  if (Array.isArray(container)) return fail(working, 'no-such-item', path, `There is no "${segment}" in "${at}"`)
  fail(working, 'required', path, `"${at}/${segment}" is not set yet: set the whole of it`)
}

/** The child at a place as an own copy. An absent object or list is made from its schema's defaults; undefined where they are not enough, or for an absent item. */
function childOf(working: Working, place: Place, empty: Node): Node | undefined {
  const { container, key } = place
  if (Array.isArray(container)) {
    const index = indexOfId(container, key)
    if (index === -1) return undefined
    const item = fresh(working, asNode(container[index]) ?? {})
    container[index] = item
    return item
  }
  const found = asNode(Object.hasOwn(container, key) ? container[key] : undefined) ?? madeOf(stepSchema(place.schema, key), empty)
  if (found === undefined) return undefined
  const child = fresh(working, found)
  container[key] = child
  return child
}

function madeOf(schema: z.core.$ZodType | undefined, empty: Node): Node | undefined {
  const made = schema === undefined ? undefined : checkValue(schema, empty, '')
  return made?.ok === true ? asNode(made.value) : undefined
}

function fresh<T extends Node>(working: Working, node: T): T {
  if (working.fresh.has(node)) return node
  const copy = (Array.isArray(node) ? [...node] : { ...node }) as T
  working.fresh.add(copy)
  return copy
}

function asNode(value: unknown): Node | undefined {
  return typeof value === 'object' && value !== null ? (value as Node) : undefined
}

function isRecordSchema(schema: z.core.$ZodType): boolean {
  return unwrapSchema(schema)._zod.def.type === 'record'
}

function indexOfId(list: readonly unknown[], id: string): number {
  return list.findIndex((item) => typeof item === 'object' && item !== null && 'id' in item && item.id === id)
}

function insertBefore(list: unknown[], item: unknown, before: string | undefined): void {
  const index = before === undefined ? -1 : indexOfId(list, before)
  if (index === -1) list.push(item)
  else list.splice(index, 0, item)
}

function fail(working: Working, code: EditError['code'], path: string, message: string): void {
  working.errors.push({ code, path, message })
}
