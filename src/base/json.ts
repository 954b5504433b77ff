/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined }

/** A JSON object; absent keys read as undefined. */
export type JsonObject = { [key: string]: Json | undefined }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object at `key`, or undefined where there is none. */
export function objectAt(value: JsonObject | undefined, key: string): JsonObject | undefined {
  const found = value?.[key]
  return isObject(found) ? found : undefined
}

/** The non-empty text at `key`; numbers are read as their decimal text. */
export function textAt(value: JsonObject | undefined, key: string): string | undefined {
  const found = value?.[key]
  if (typeof found === 'string') return found === '' ? undefined : found
  return typeof found === 'number' ? String(found) : undefined
}

export function numberAt(value: JsonObject | undefined, key: string): number | undefined {
  const found = value?.[key]
  return typeof found === 'number' ? found : undefined
}
