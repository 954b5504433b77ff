import { z } from 'zod'

interface FieldBase {
  /** Key in the object it stands in; "" for the item of a list. */
  readonly key: string
  readonly title: string
  readonly description?: string
  /** May be cleared. */
  readonly optional: boolean
  readonly readOnly: boolean
  /** The label is for screen readers only: what stands around the field says it already. */
  readonly isLabelHidden?: true
  /** Where values come from: a list of the record (`causes`), or a vocabulary (`techniques`, `tactics`). */
  readonly from?: string
}

/** The inside of a field: what widget it needs and what it holds. */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'code' }
  | { readonly kind: 'prose' }
  | { readonly kind: 'number'; readonly integer: boolean; readonly minimum?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'enum'; readonly options: readonly string[] }
  /** A calendar date without a time. */
  | { readonly kind: 'date' }
  /** A point in time, ISO 8601 in UTC. */
  | { readonly kind: 'instant' }
  | { readonly kind: 'interval' }
  | { readonly kind: 'citations' }
  | { readonly kind: 'strings' }
  | { readonly kind: 'enums'; readonly options: readonly string[] }
  /** Items with ids: each is a place of its own in the record. */
  | { readonly kind: 'items'; readonly fields: readonly Field[]; readonly schema: z.ZodObject }
  /** Objects without ids: the list is one value. */
  | { readonly kind: 'rows'; readonly fields: readonly Field[] }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  | { readonly kind: 'record'; readonly keys?: readonly string[]; readonly value: Field }

/** One field of a form, as its schema describes it. */
export type Field = FieldBase & Shape

interface Told {
  title?: string
  description?: string
  readOnly?: boolean
  from?: string
  widget?: string
  id?: string
}

interface Unwrapped {
  readonly inner: z.core.$ZodType
  readonly optional: boolean
  readonly told: Told
}

/** The field a schema asks for. `key` names it where the schema gives no title. */
export function describeField(key: string, schema: z.core.$ZodType): Field {
  const { inner, optional, told } = unwrap(schema)
  return {
    key,
    title: told.title ?? wordsOf(key),
    optional,
    readOnly: told.readOnly === true,
    ...(told.description === undefined || told.id === 'Prose' ? {} : { description: told.description }),
    ...(told.from === undefined ? {} : { from: told.from }),
    ...shapeOf(inner, told),
  }
}

/** The fields of an object, in the order of its schema. */
export function describeObject(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape).map(([key, value]) => describeField(key, value))
}

/** Takes wrappers off, collecting what each says: the outermost wins. */
function unwrap(schema: z.core.$ZodType): Unwrapped {
  let current = schema
  let optional = false
  let told: Told = {}
  for (;;) {
    told = { ...tellingOf(current), ...told }
    if (!(current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault)) break
    if (current instanceof z.ZodOptional) optional = true
    current = current.def.innerType
  }
  return { inner: current, optional, told }
}

function tellingOf(schema: z.core.$ZodType): Told {
  const meta = z.globalRegistry.get(schema)
  if (meta === undefined) return {}
  const { title, description, id } = meta
  const told: Told = {}
  if (title !== undefined) told.title = title
  if (description !== undefined) told.description = description
  if (id !== undefined) told.id = id
  if (meta['readOnly'] === true) told.readOnly = true
  if (typeof meta['from'] === 'string') told.from = meta['from']
  if (typeof meta['widget'] === 'string') told.widget = meta['widget']
  return told
}

function shapeOf(schema: z.core.$ZodType, told: Told): Shape {
  if (told.id === 'Prose') return { kind: 'prose' }
  if (schema instanceof z.ZodEnum) return { kind: 'enum', options: schema.options.map(String) }
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' }
  if (schema instanceof z.ZodNumber) return numberShape(schema)
  if (schema instanceof z.ZodArray) return listShape(schema)
  if (schema instanceof z.ZodRecord) return recordShape(schema)
  if (schema instanceof z.ZodObject) return isInterval(schema) ? { kind: 'interval' } : { kind: 'object', fields: objectFields(schema, told) }
  return textShape(schema, told)
}

/** What nobody may edit as a whole nobody may edit in part. */
function objectFields(schema: z.ZodObject, told: Told): readonly Field[] {
  const fields = describeObject(schema)
  return told.readOnly === true ? fields.map((field) => ({ ...field, readOnly: true })) : fields
}

function textShape(schema: z.core.$ZodType, told: Told): Shape {
  if (schema instanceof z.ZodISODateTime) return { kind: 'instant' }
  if (schema instanceof z.ZodISODate) return { kind: 'date' }
  if (told.widget === 'code') return { kind: 'code' }
  // Times taken from evidence keep the digits the source had, so their schema is a plain string that says "UTC".
  return /\bUTC\b/.test(told.description ?? '') ? { kind: 'instant' } : { kind: 'text' }
}

function numberShape(schema: z.ZodNumber): Shape {
  const minimum = schema.minValue
  const integer = schema.isInt
  return minimum === null || !Number.isFinite(minimum) || minimum < -1e15 ? { kind: 'number', integer } : { kind: 'number', integer, minimum }
}

function listShape(schema: z.ZodArray): Shape {
  const { inner } = unwrap(schema.def.element)
  if (inner instanceof z.ZodEnum) return { kind: 'enums', options: inner.options.map(String) }
  if (inner instanceof z.ZodDiscriminatedUnion) return { kind: 'citations' }
  if (!(inner instanceof z.ZodObject)) return { kind: 'strings' }
  const fields = describeObject(inner)
  return fields.some((field) => field.key === 'id') ? { kind: 'items', fields, schema: inner } : { kind: 'rows', fields }
}

function recordShape(schema: z.ZodRecord): Shape {
  const { keyType, valueType } = schema.def
  const value = describeField('', valueType)
  return keyType instanceof z.ZodEnum ? { kind: 'record', keys: keyType.options.map(String), value } : { kind: 'record', value }
}

function isInterval(schema: z.ZodObject): boolean {
  return ['earliest', 'latest', 'precision', 'zone'].every((key) => Object.hasOwn(schema.shape, key))
}

/** "personalData" -> "Personal data". */
export function wordsOf(key: string): string {
  const spaced = key
    .replace(/[-_]/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1)
}
