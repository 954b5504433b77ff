import { type JsonObject, isObject } from '../base/json.ts'
import type { Reading } from './format.ts'

/** The object a record's text is, or the reading that says why it is none. */
export function parseObject(text: string): { readonly object: JsonObject } | { readonly failed: Reading } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { failed: { events: [], problem: { code: 'not-json', message: 'Not readable as JSON' } } }
  }
  if (isObject(value)) return { object: value }
  return { failed: { events: [], problem: { code: 'not-a-record', message: 'Not a JSON object' } } }
}
