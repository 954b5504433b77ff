import { isObject, type Json, type JsonObject } from '../../base/json.ts'

/** One of the source's own fields as a line of a table. */
export interface OwnField {
  /** Its path, as the search language asks for it: lists have no numbers in it. */
  readonly path: readonly string[]
  /** How it is shown, with the number of the element where it stands in a list. */
  readonly label: string
  readonly value: string
}

const mostFields = 1_000
const deepest = 20

/** The fields of a record, one line per value, in the order of the source. `cut` tells that there were more than are shown. */
export function ownFields(fields: JsonObject): { readonly fields: readonly OwnField[]; readonly cut: boolean } {
  const found: OwnField[] = []
  collect(fields, { path: [], label: '' }, found)
  return { fields: found.slice(0, mostFields), cut: found.length > mostFields }
}

function collect(value: Json | undefined, at: { readonly path: readonly string[]; readonly label: string }, found: OwnField[]): void {
  if (found.length > mostFields || value === undefined) return
  if (Array.isArray(value) && value.length > 0 && at.path.length < deepest) {
    for (const [index, item] of value.entries())
      collect(item, { path: at.path, label: value.length === 1 ? at.label : `${at.label}[${index + 1}]` }, found)
    return
  }
  if (isObject(value) && Object.keys(value).length > 0 && at.path.length < deepest) {
    for (const [key, item] of Object.entries(value)) {
      collect(item, { path: [...at.path, key], label: at.label === '' ? key : `${at.label}.${key}` }, found)
    }
    return
  }
  if (at.path.length > 0) found.push({ ...at, value: typeof value === 'string' ? value : JSON.stringify(value) })
}
