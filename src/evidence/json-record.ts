import { type JsonObject, isObject } from '../base/json.ts'
import type { Reading } from './format.ts'
import { mayHoldLongNumber, quoteLongNumbers } from './long-numbers.ts'

/** An object, or the reading that says why a record is none. */
export type ParsedObject = { readonly object: JsonObject } | { readonly failed: Reading }

/**
 * The object a record's text is, or the reading that says why it is none. A number whose digits a double cannot give back is the text of its digits
 * as the record has them: what is searched, reported and exported is what the source wrote. `json` is what the text says, where that is known.
 */
export function parseObject(text: string, json?: JsonObject): ParsedObject {
  let value: unknown = json
  try {
    value ??= JSON.parse(text)
    if (mayHoldLongNumber(text)) {
      const quoted = quoteLongNumbers(text)
      if (quoted !== text) value = JSON.parse(quoted)
    }
  } catch {
    return { failed: { events: [], problem: { code: 'not-json', message: 'Not readable as JSON' } } }
  }
  if (isObject(value)) return { object: value }
  return { failed: { events: [], problem: { code: 'not-a-record', message: 'Not a JSON object' } } }
}
