import { z } from 'zod'
import { isForbiddenKey, itemSchemaOf } from '../model/schema-walk.ts'
import type { Checked, EditError } from './edit-error.ts'

/** Reads a value with the schema of its place: defaults filled in, unknown keys and repeated ids refused, every error with its path. */
export function checkValue(schema: z.core.$ZodType, value: unknown, path: string): Checked<unknown> {
  const parsed = z.safeParse(schema, value)
  if (!parsed.success) return { ok: false, errors: parsed.error.issues.map((issue) => errorOf(issue, path)) }
  const errors = [...lostKeys(value, parsed.data, path), ...repeatedIds(schema, parsed.data, path)]
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: parsed.data }
}

function errorOf(issue: z.core.$ZodIssue, path: string): EditError {
  const at = [path, ...issue.path.map(String)].join('/')
  return { code: 'invalid-value', path: at, message: `Cannot store the value of "${at}": ${issue.message}` }
}

// A schema drops keys it does not know. Nothing may be lost silently, so a key that did not come through is an error.
function lostKeys(given: unknown, kept: unknown, path: string): EditError[] {
  if (Array.isArray(given) && Array.isArray(kept)) return given.flatMap((item, index) => lostKeys(item, kept[index], `${path}/${index}`))
  if (!isPlainObject(given) || !isPlainObject(kept)) return []
  return Object.keys(given).flatMap((key) => {
    const at = `${path}/${key}`
    if (given[key] === undefined) return []
    if (isForbiddenKey(key) || !Object.hasOwn(kept, key))
      return [{ code: 'unknown-field' as const, path: at, message: `The record has no field "${at}"` }]
    return lostKeys(given[key], kept[key], at)
  })
}

function repeatedIds(schema: z.core.$ZodType, value: unknown, path: string): EditError[] {
  if (itemSchemaOf(schema) === undefined || !Array.isArray(value)) return []
  const seen = new Set<unknown>()
  return value.flatMap((item: unknown) => {
    const id = isPlainObject(item) ? item['id'] : undefined
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ code: 'duplicate-id' as const, path, message: `The list "${path}" would hold "${String(id)}" twice` }]
  })
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
