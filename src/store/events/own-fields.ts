import { foldCase } from '../../query/fold-case.ts'
import { jsonEscaped } from '../../query/match.ts'
import type { ValueTest } from '../../query/query.ts'
import { textCondition } from './compile-value.ts'
import { quoteName, type SqlValues } from './sql.ts'

/** Lists inside lists that are taken apart; no source nests them deeper, and each level costs time that a hostile one shall not take. */
const deepestLists = 16

/** Where the values of an own field are: in a column of their own, or only in the JSON of `fields`. */
export interface OwnPlace {
  readonly path: readonly string[]
  /** Name of the column that holds this field's value as JSON (`own-columns.ts`). */
  readonly column?: string
}

/** The condition that one of the values of an own field passes the test; what they are is what `ownValues` says. */
export function ownCondition(test: ValueTest, place: OwnPlace, values: SqlValues): string {
  if (place.column !== undefined) return columnCondition(test, quoteName(place.column), values)
  const before = prefilters(test, place.path, values).join(' AND ')
  // CASE keeps the order: the JSON is read only where the text can be in it.
  return `CASE WHEN ${before} THEN ${listCondition(test, jsonValues(place.path, values), values)} ELSE false END`
}

/** Expression: the values of an own field, a list of JSON. NULL or empty where it has none. */
export function ownValueList({ path, column }: OwnPlace, values: SqlValues): string {
  if (column === undefined)
    return `CASE WHEN ${prefilters({ op: 'exists' }, path, values).join(' AND ')} THEN ${jsonValues(path, values)} ELSE [] END`
  const name = quoteName(column)
  return `CASE WHEN starts_with(${name}, '[') THEN json_extract(${name}, '$[*]') WHEN ${name} IS NOT NULL THEN [${name}::JSON] ELSE [] END`
}

function prefilters(test: ValueTest, path: readonly string[], values: SqlValues): string[] {
  const before = [`contains(fields, ${values.add(`"${jsonEscaped(path.at(-1) ?? '')}":`)})`]
  if (test.op === 'is' && test.value !== '') before.push(`contains(lower(fields), ${values.add(foldCase(jsonEscaped(test.value)))})`)
  return before
}

function columnCondition(test: ValueTest, column: string, values: SqlValues): string {
  const inList = listCondition(test, `json_extract(${column}, '$[*]')`, values)
  if (test.op === 'is') {
    const bare = foldCase(test.value)
    const quoted = foldCase(`"${jsonEscaped(test.value)}"`)
    const isList = `starts_with(${column}, '[')`
    // A list and an object begin with their sign, so that no bare value is taken for one.
    const plain =
      /^[[{]/.test(bare) || bare === 'null'
        ? `lower(${column}) = ${values.add(quoted)}`
        : `lower(${column}) IN (${values.add(quoted)}, ${values.add(bare)})`
    return `(${plain} OR CASE WHEN ${isList} THEN ${inList} ELSE false END)`
  }
  const one =
    test.op === 'exists'
      ? `${column} <> '""'`
      : `NOT starts_with(${column}, '{') AND ${textCondition(test, `json_extract_string(${column}, '$')`, values)}`
  return `CASE WHEN starts_with(${column}, '[') THEN ${inList} ELSE ${one} END`
}

function listCondition(test: ValueTest, list: string, values: SqlValues): string {
  const one =
    test.op === 'exists' ? `v::VARCHAR <> '""'` : `json_type(v) <> 'OBJECT' AND ${textCondition(test, `json_extract_string(v, '$')`, values)}`
  return `len(list_filter(${list}, lambda v: ${one})) > 0`
}

function jsonValues(path: readonly string[], values: SqlValues): string {
  let list = ''
  for (const step of path) {
    const at = values.add(jsonPath([step]))
    list = flattened(list === '' ? `[json_extract(fields, ${at})]` : `list_transform(${list}, lambda v: json_extract(v, ${at}))`)
  }
  return `list_filter(${list}, lambda v: v::VARCHAR <> 'null')`
}

/**
 * Lists of lists of JSON as one list, of an event's `fields`. One pass takes one level apart. More are made only where a list may stand in a list, which
 * JSON without spaces writes `[[` or `,[`: as many as there are brackets at most.
 */
export function flattened(list: string): string {
  const brackets = `(len(fields) - len(replace(fields, '[', '')))`
  const levels = `CASE WHEN contains(fields, '[[') OR contains(fields, ',[') THEN least(${deepestLists}, ${brackets}) ELSE 1 END`
  const onePass = `flatten(list_transform(found, lambda v: CASE WHEN json_type(v) = 'ARRAY' THEN json_extract(v, '$[*]') ELSE [v] END))`
  return `list_reduce(list_transform(range(${levels}), lambda level: NULL::JSON[]), lambda found, level: ${onePass}, ${list})`
}

/** The path as JSONPath with every key in quotes. */
export function jsonPath(path: readonly string[]): string {
  return `$${path.map((step) => `."${step.replace(/["\\]/g, '\\$&')}"`).join('')}`
}
