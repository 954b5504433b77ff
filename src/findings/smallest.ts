/**
 * A bounded set of keys with something beside each: the `most` smallest keys. What was dropped once can never belong to them later, so what
 * stands beside the kept ones is complete, and the same ones are kept in whatever order and cut they come.
 */
export function keepSmallest<T>(entries: Map<string, T>, most: number): string | undefined {
  if (entries.size <= most) return undefined
  const keys = [...entries.keys()].sort()
  for (const key of keys.slice(most)) entries.delete(key)
  return keys[most - 1]
}
