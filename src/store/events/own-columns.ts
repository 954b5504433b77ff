import { flattened, jsonPath } from './own-fields.ts'
import { quoteName, quoteText } from './sql.ts'

/*
 * Columns of own fields. A filter on one of the source's own fields would have to read the JSON of every event: gigabytes. So compaction gives the fields that
 * most events of a segment have a column each, `fields/<name>/<name>`, which holds the JSON of the field's value; of several values (a list on the way or at
 * the end) a JSON list; NULL where the event has none. They are a copy: `fields` stays whole, segments without such columns are searched by it, and nothing but
 * filters and counts reads them.
 */

/** Name of the column of an own field, whether a segment has one or not. */
export function ownColumnName(path: readonly string[]): string {
  return `fields/${path.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}

/** The path of a column of an own field. */
export function ownColumnPath(name: string): string[] {
  return name
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export interface OwnColumnLimits {
  /** Columns in a segment at most. */
  readonly columns: number
  /** A field that fewer of the sampled events have gets none. */
  readonly least: number
}

export const defaultOwnColumns: OwnColumnLimits = { columns: 64, least: 0.002 }

// Plain names only: no key that JSON writes in another way, no name that is not the same in either case of quoting.
const plainStep = /^[\p{L}\p{N}_@$ .:-]{1,80}$/u
const deepest = 6

/**
 * The own fields of a segment that get a column, most frequent first, from the `fields` of some of its events (a few thousand, evenly over the segment).
 * Deterministic: the same sample gives the same columns.
 */
export function chooseOwnColumns(sample: readonly string[], limits: OwnColumnLimits = defaultOwnColumns): readonly (readonly string[])[] {
  const counts = new Map<string, { path: readonly string[]; count: number }>()
  for (const text of sample) {
    const names = new Map<string, readonly string[]>()
    collect(JSON.parse(text), [], names)
    for (const [name, path] of names) {
      const known = counts.get(name)
      if (known === undefined) counts.set(name, { path, count: 1 })
      else known.count += 1
    }
  }
  const least = Math.max(1, limits.least * sample.length)
  return [...counts]
    .filter(([, { count }]) => count >= least)
    .sort(([nameA, a], [nameB, b]) => b.count - a.count || (nameA < nameB ? -1 : 1))
    .slice(0, limits.columns)
    .map(([, { path }]) => path)
}

function collect(value: unknown, path: readonly string[], names: Map<string, readonly string[]>): void {
  if (Array.isArray(value)) {
    for (const element of value.slice(0, 20)) collect(element, path, names)
    return
  }
  if (typeof value === 'object' && value !== null) {
    if (path.length >= deepest) return
    for (const [key, inner] of Object.entries(value)) if (plainStep.test(key)) collect(inner, [...path, key], names)
    return
  }
  if (value !== null && path.length > 0) names.set(ownColumnName(path), path)
}

/**
 * For compaction: the table expression `from` with a column more for each of these fields. `SELECT *` of it gives the segment's columns and then these.
 */
export function withOwnColumns(from: string, paths: readonly (readonly string[])[]): string {
  if (paths.length === 0) return from
  const begun = new Map(paths.flatMap((path) => path.map((_, index) => [jsonPath(path.slice(0, index + 1)), path.slice(0, index + 1)] as const)))
  const places = new Map([...begun.keys()].map((path, index) => [path, index + 1]))
  // The JSON of an event is read once for all its values, and once more where it has a list anywhere.
  const plain = `json_extract(fields, ${listText(paths.map(jsonPath))})`
  const types = `CASE WHEN contains(fields, '[') THEN json_type(fields, ${listText([...places.keys()])}) END`
  const columns = paths.map((path, index) => {
    const isListed = path.map((_, end) => `own_types[${places.get(jsonPath(path.slice(0, end + 1)))}] = 'ARRAY'`).join(' OR ')
    return `${ownColumnSql(path, { plain: `own_values[${index + 1}]`, isListed })} AS ${quoteName(ownColumnName(path))}`
  })
  const taken = `(SELECT *, ${plain} AS own_values, ${types} AS own_types FROM ${from})`
  return `(SELECT * EXCLUDE (own_values, own_types), ${columns.join(', ')} FROM ${taken})`
}

function listText(paths: readonly string[]): string {
  return `[${paths.map(quoteText).join(', ')}]`
}

function ownColumnSql(path: readonly string[], { plain, isListed }: { plain: string; isListed: string }): string {
  const listed = `nullif(to_json(${listOf(path)})::VARCHAR, '[]')`
  return `CASE WHEN own_types IS NOT NULL AND (${isListed}) THEN ${listed} ELSE nullif(${plain}::VARCHAR, 'null') END`
}

function listOf(path: readonly string[]): string {
  let list = ''
  for (const step of path) {
    const at = quoteText(jsonPath([step]))
    list = flattened(list === '' ? `[json_extract(fields, ${at})]` : `list_transform(${list}, lambda v: json_extract(v, ${at}))`)
  }
  return `list_filter(${list}, lambda v: v::VARCHAR <> 'null')`
}
