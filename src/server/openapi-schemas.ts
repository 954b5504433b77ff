import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isObject } from '../base/json.ts'

type JsonSchema = Record<string, unknown>

/** Collects the schemas an OpenAPI document shares between its routes. */
export interface ComponentSchemas {
  /** The JSON Schema of a zod schema as it is sent (`input`) or answered (`output`): a reference where it has an id, else written out. */
  convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema
  readonly schemas: Readonly<Record<string, JsonSchema>>
}

/**
 * zod puts what is named or recursive under `$defs` of each schema, where references of an OpenAPI document cannot reach: this moves them to its
 * components. A schema's id becomes its name (`Input` appended for what is sent); an unnamed one is named after its content.
 */
export function collectComponents(): ComponentSchemas {
  const schemas: Record<string, JsonSchema> = {}
  return {
    schemas,
    convert(schema, io) {
      const {
        $defs = {},
        $schema: _,
        id,
        ...root
      } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', cycles: 'ref', reused: 'inline' })
      const own = typeof id === 'string' ? nameOf(id, io) : undefined
      const names = new Map(Object.entries($defs).map(([key, body]) => [key, isNamed(key) ? nameOf(key, io) : nameAfterContent(body)]))
      const move = (value: unknown): unknown => rewriteRefs(value, names, own)
      for (const [key, body] of Object.entries($defs)) schemas[names.get(key) ?? key] = withoutId(move(body))
      if (own === undefined) return withoutId(move(root))
      schemas[own] = withoutId(move(root))
      return { $ref: refTo(own) }
    },
  }
}

// zod calls what has no id __schema0, __schema1 …
function isNamed(key: string): boolean {
  return !/^_{0,2}schema\d+$/.test(key)
}

function nameOf(id: string, io: 'input' | 'output'): string {
  return io === 'input' ? `${id}Input` : id
}

function nameAfterContent(body: unknown): string {
  return `Schema${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 8)}`
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

function rewriteRefs(value: unknown, names: ReadonlyMap<string, string>, own: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteRefs(item, names, own))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key !== '$ref' || typeof part !== 'string') return [key, rewriteRefs(part, names, own)]
      const name = part === '#' ? own : names.get(part.replace(/^#\/\$defs\//, ''))
      return [key, name === undefined ? part : refTo(name)]
    }),
  )
}

function withoutId(value: unknown): JsonSchema {
  if (!isObject(value)) throw new TypeError('A JSON Schema is an object')
  const { id, $schema: _, ...rest } = value
  // `id` as a keyword is a text; as a property of an instance it would stand under `properties`.
  return typeof id === 'string' || id === undefined ? rest : { id, ...rest }
}
