import { isObject } from '../../base/json.ts'

/** The value at a path of keys and ids, or undefined where there is nothing. */
export function valueAt(document: unknown, path: string): unknown {
  let current = document
  for (const segment of path.slice(1).split('/')) {
    if (Array.isArray(current)) current = current.find((item: unknown) => isObject(item) && item['id'] === segment)
    else if (isObject(current)) current = current[segment]
    else return undefined
  }
  return current
}

/** "/timeline/entry-1/text" -> "/timeline/entry-1". */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
