import { z } from 'zod'
import { schemaAt, unwrapSchema } from '../../incident/record-schema.ts'
import { describeField, describeObject, type Field } from '../forms/describe.ts'

const known = new Map<string, readonly Field[]>()

/** The fields of the item at a path of the record. Items of one list share theirs. */
export function fieldsAt(path: string): readonly Field[] {
  const segments = path.slice(1).split('/')
  const list = segments.slice(0, -1).join('/')
  const found = known.get(list)
  if (found !== undefined) return found
  const schema = schemaAt(segments)
  const inner = schema === undefined ? undefined : unwrapSchema(schema)
  const fields = inner instanceof z.ZodObject ? describeObject(inner) : []
  known.set(list, fields)
  return fields
}

/** The list an item stands in, as a field. */
export function listFieldAt(path: string): Field | undefined {
  const segments = path.slice(1).split('/').slice(0, -1)
  const schema = schemaAt(segments)
  return schema === undefined ? undefined : describeField(segments[segments.length - 1] ?? '', schema)
}
