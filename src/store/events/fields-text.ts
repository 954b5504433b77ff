import type { Json, JsonObject } from '../../base/json.ts'

/** What the columns cannot say of an event, for the column `extra`. */
export type Extra = {
  /** The id, where it is not that of its bytes. */
  id?: string
  /** Name of the format, where it is not the dataset. */
  format?: string
  /** There where the actor is an object without anything in it. */
  actor?: JsonObject
  /** Exact values of columns that hold them inexactly or not at all, by the column's name. */
  values?: JsonObject
}

/** The source's own fields as compact JSON that gives exactly them back, also the numbers JSON.stringify changes (`1e999` and `-0` in a record's text). */
export function fieldsText(fields: JsonObject): string {
  return hasOddNumber(fields) ? JSON.stringify(fields, spellOddNumber) : JSON.stringify(fields)
}

function hasOddNumber(value: Json | undefined): boolean {
  if (typeof value === 'number') return value - value !== 0 || (value === 0 && 1 / value < 0)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasOddNumber)
  for (const key in value) {
    const inner = value[key]
    if (typeof inner !== 'string' && hasOddNumber(inner)) return true
  }
  return false
}

// Node has it; the types of the language do not know it yet (https://tc39.es/proposal-json-parse-with-source/#sec-json.rawjson).
const json: typeof JSON & { readonly rawJSON?: (text: string) => unknown } = JSON

function spellOddNumber(_key: string, value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return json.rawJSON?.('1e999')
  if (value === Number.NEGATIVE_INFINITY) return json.rawJSON?.('-1e999')
  return Object.is(value, -0) ? json.rawJSON?.('-0') : value
}
