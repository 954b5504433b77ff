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
  try {
    return hasOddNumber(fields) ? JSON.stringify(fields, spellOddNumber) : JSON.stringify(fields)
  } catch (error) {
    // Nested thousands deep: both of them call themselves for every level.
    if (error instanceof RangeError) return deepText(fields)
    throw error
  }
}

/**
 * The same text as every reader of JSON accepts it: U+FFFD for lone surrogates, which are no characters; undefined where there is none. Inside of JSON that
 * JSON.stringify wrote they are the only escapes `\\udXXX`.
 */
export function readableText(text: string): string | undefined {
  if (!text.includes('\\ud')) return undefined
  const readable = text.replace(/\\(?:u[0-9a-f]{4}|[^u])/g, (escape) => (escape.startsWith('\\ud') ? '\ufffd' : escape))
  return readable === text ? undefined : readable
}

/** Writes JSON without calling itself: what is still to be written waits in a list, last first. */
function deepText(value: Json): string {
  const parts: string[] = []
  const waiting: { readonly text?: string; readonly value?: Json }[] = [{ value }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { text, value: inner } = next
    if (text !== undefined) parts.push(text)
    else if (typeof inner !== 'object' || inner === null) parts.push(JSON.stringify({ v: inner ?? null }, spellOddNumber).slice(5, -1))
    else waiting.push(...piecesOf(inner).reverse())
  }
  return parts.join('')
}

function piecesOf(value: Json[] | JsonObject): { text?: string; value?: Json }[] {
  if (Array.isArray(value))
    return [{ text: '[' }, ...value.flatMap((inner, index) => [{ text: index === 0 ? '' : ',' }, { value: inner }]), { text: ']' }]
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const pieces = entries.flatMap(([key, inner], index) => [{ text: `${index === 0 ? '' : ','}${JSON.stringify(key)}:` }, { value: inner ?? null }])
  return [{ text: '{' }, ...pieces, { text: '}' }]
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
