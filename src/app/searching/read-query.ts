import { AppError } from '../../base/error.ts'
import { allOf } from '../../query/combine.ts'
import { entityKinds, entityQuery } from '../../query/entity.ts'
import { formatQuery } from '../../query/format.ts'
import { fieldText, nearestField, timeNames } from '../../query/fields.ts'
import { explainQuery } from '../../query/explain.ts'
import { parseQuery } from '../../query/parse.ts'
import { errorText, type QueryError } from '../../query/query-error.ts'
import type { Query, QueryField } from '../../query/query.ts'
import { Refusal } from '../workspace/refusal.ts'

/** The meaning of a search text; times such as `-2h` count from now. Throws `invalid` with the place of every mistake. */
export function readQuery(text: string): Query {
  const parsed = parse(text)
  if (parsed.ok) return parsed.query
  const issues = parsed.errors.map(({ message, hint, start, end }) => ({
    path: 'q',
    message: hint === undefined ? message : `${message}. ${hint}`,
    at: start,
    length: Math.max(0, end - start),
  }))
  throw new Refusal('invalid', `The search cannot be read: ${issues[0]?.message ?? ''}`, { issues })
}

/** A search that can be read, written in one way: the same for every text that means the same at one moment, whenever it is asked. */
export function sameTextOf(text: string): string {
  const parsed = parseQuery(text, { nowUs: fixedNow })
  return parsed.ok ? formatQuery(parsed.query) : text
}

/** 2000-01-01T00:00:00Z, what `-2h` counts from where only the words of a search matter. */
const fixedNow = 946_684_800_000_000n

/** All mistakes of a search text as a terminal shows them; undefined where there are none. */
export function checkQuery(text: string): string | undefined {
  const parsed = parse(text)
  return parsed.ok ? undefined : errorText(text, parsed.errors)
}

/** A search that can be read, in plain words. */
export function explain(text: string): string {
  return explainQuery(readQuery(text))
}

/** A search that can be read, narrowed to everything of some entities, written `user=alice`; `address` is `ip`. Throws `usage`. */
export function withEntities(text: string, entities: readonly string[]): string {
  if (entities.length === 0) return text
  const wanted = entities.map((entity) => {
    const [, name = '', value = ''] = /^([a-z]+)=([^]+)$/.exec(entity) ?? []
    const kind = entityKinds.find((known) => known === (name === 'address' ? 'ip' : name))
    if (kind === undefined) throw new AppError('usage', `"${entity}" is no entity; write KIND=VALUE with one of ${entityKinds.join(', ')}`)
    return entityQuery({ kind, value })
  })
  const all = formatQuery(allOf(wanted))
  // As it was written: times such as -2h stay what they are.
  return text.trim() === '' ? all : `(${text}) ${all}`
}

function parse(text: string): { ok: true; query: Query } | { ok: false; errors: readonly QueryError[] } {
  return parseQuery(text, { nowUs: BigInt(Date.now()) * 1_000n })
}

/** The name of a field as the store takes it; a name of several (`ip`: source and destination) stays as it is. Throws `invalid` where it names none. */
export function readField(name: string): string {
  const [field, ...others] = fieldsNamed(name)
  if (field !== undefined) return others.length === 0 ? fieldText(field) : name.toLowerCase()
  if (timeNames.includes(name.toLowerCase())) throw new AppError('invalid', 'Times are not counted one by one; the histogram counts events over time')
  const near = nearestField(name)
  throw new AppError(
    'invalid',
    `"${name}" is no field${near === undefined ? '; own fields of a source begin with "fields."' : `; did you mean "${near}"?`}`,
  )
}

/** The path of one of the source's own fields below `fields`; undefined for any other name. */
export function ownPath(name: string): readonly string[] | undefined {
  const [field] = fieldsNamed(name)
  return field?.kind === 'own' ? field.path : undefined
}

/** What a name stands for: read as a search for its presence, so that names are read in one way only. */
function fieldsNamed(name: string): readonly QueryField[] {
  const parsed = parse(`${name}:*`)
  if (!parsed.ok) return []
  const parts = parsed.query.kind === 'or' ? parsed.query.parts : [parsed.query]
  const fields = parts.flatMap((part) => (part.kind === 'field' && part.test.op === 'exists' ? [part.field] : []))
  return fields.length === parts.length ? fields : []
}
