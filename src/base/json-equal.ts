/** Whether two JSON values say the same: keys in any order, keys that are undefined count as absent. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => jsonEqual(item, b[index]))
  }
  const left = new Map(Object.entries(a).filter(([, value]) => value !== undefined))
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined))
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && jsonEqual(value, right.get(key)))
}

/** The value as JSON would carry it: keys that are undefined left out. Throws on what JSON cannot hold. */
export function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
