import { z } from 'zod'
import { schemaAt, unwrapSchema } from '../../incident/record-schema.ts'
import { describeObject, type Field } from '../forms/describe.ts'

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
