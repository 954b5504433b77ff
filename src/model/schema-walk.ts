import { z } from 'zod'

/** Keys that would reach into an object's prototype; no path and no value may use them. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

export function isForbiddenKey(key: string): boolean {
  return forbiddenKeys.has(key)
}

/** What a schema stands for once optional and default wrappers are taken off. */
export function unwrapSchema(schema: z.core.$ZodType): z.core.$ZodType {
  let current = schema
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault) current = current.def.innerType
  return current
}

/** The schema of the items of a list whose items have ids, or undefined where the schema is no such list. */
export function itemSchemaOf(schema: z.core.$ZodType): z.ZodObject | undefined {
  const list = unwrapSchema(schema)
  if (!(list instanceof z.ZodArray)) return undefined
  const item = unwrapSchema(list.def.element)
  return item instanceof z.ZodObject && Object.hasOwn(item.shape, 'id') ? item : undefined
}

/** The schema one step further along a path: a key of an object or record, or the id of a list item; undefined where there is none. */
export function stepSchema(schema: z.core.$ZodType, segment: string): z.core.$ZodType | undefined {
  if (isForbiddenKey(segment)) return undefined
  const inner = unwrapSchema(schema)
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, segment) ? inner.shape[segment] : undefined
  if (inner instanceof z.ZodRecord) return z.safeParse(inner.def.keyType, segment).success ? inner.def.valueType : undefined
  return itemSchemaOf(inner)
}

/** The title a schema gives people, or undefined where it has none. */
export function titleOf(schema: z.core.$ZodType | undefined): string | undefined {
  let current = schema
  while (current !== undefined) {
    const title = z.globalRegistry.get(current)?.title
    if (title !== undefined) return title
    if (!(current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault)) return undefined
    current = current.def.innerType
  }
  return undefined
}
