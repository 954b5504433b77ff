import { isObject } from '../base/json.ts'
import type { Incident } from '../model/incident.ts'
import { itemSchemaOf, stepSchema } from '../model/schema-walk.ts'
import { schemaAt } from './record-schema.ts'
import { incidentSchema } from '../model/incident.ts'

/** What stands at a path of the record: a field, an item, a list; undefined where nothing does. */
export function valueAt(document: Incident, path: string): unknown {
  let current: unknown = document
  for (const segment of segmentsOf(path)) {
    if (Array.isArray(current)) current = itemOf(current, segment)
    else if (isObject(current) && Object.hasOwn(current, segment)) current = current[segment]
    else return undefined
  }
  return current
}

/** The ids of a list's items, in order. */
export function idsAt(document: Incident, path: string): string[] {
  const list = valueAt(document, path)
  return Array.isArray(list) ? list.flatMap((item: unknown) => idOf(item) ?? []) : []
}

export function idOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? item.id : undefined
}

export function segmentsOf(path: string): string[] {
  return path.slice(1).split('/')
}

/** Whether a path leads to an item of a list or to something inside one. */
export function isInsideItem(path: string): boolean {
  const segments = segmentsOf(path)
  return segments.some((_, index) => {
    const above = index === 0 ? incidentSchema : schemaAt(segments.slice(0, index))
    return above !== undefined && itemSchemaOf(above) !== undefined && stepSchema(above, segments[index] ?? '') !== undefined
  })
}

function itemOf(list: readonly unknown[], id: string): unknown {
  return list.find((item) => idOf(item) === id)
}
