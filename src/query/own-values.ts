import { isObject, type Json, type JsonObject } from '../base/json.ts'

/**
 * The values of one of the source's own fields. A list counts as its elements, wherever it stands on the path or at its end; null is no value. Objects are
 * values that only exist.
 */
export function ownValues(fields: JsonObject, path: readonly string[]): Json[] {
  let found: Json[] = [fields]
  for (const step of path) {
    const next: Json[] = []
    for (const value of found) {
      const inner = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
      if (inner !== undefined) next.push(...elementsOf(inner))
    }
    found = next
  }
  return found
}

function elementsOf(value: Json): Json[] {
  if (!Array.isArray(value)) return value === null ? [] : [value]
  const found: Json[] = []
  // A stack of our own: hostile records nest deeper than calls may.
  const left: Json[] = [...value].reverse()
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (Array.isArray(one)) for (let index = one.length - 1; index >= 0; index--) left.push(one[index] ?? null)
    else if (one !== null) found.push(one)
  }
  return found
}
