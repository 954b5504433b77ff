import { fieldText, namedFields, nearestField } from '../../query/fields.ts'
import { nameAt } from '../../query/field-name.ts'
import { foldCase } from '../../query/fold-case.ts'
import { isObject } from '../../base/json.ts'
import { AppError } from '../../base/error.ts'
import type { Query, QueryField } from '../../query/query.ts'
import { fieldColumn } from './compile-query.ts'
import type { TopRequest, TopValues, ValuesRequest } from './event-store.ts'
import { ownColumnPath } from './own-columns.ts'
import { ownValueList } from './own-fields.ts'
import { countAt } from './search-counts.ts'
import type { SearchPlace } from './search-page.ts'
import { requestedSpan, segmentsWithin } from './search-window.ts'
import type { FileGroup } from './segment-source.ts'
import type { SegmentRow } from './segments.ts'
import { quoteName, SqlValues } from './sql.ts'

const mostValues = 1_000
/** Rows that completion looks at, the newest segments first. */
const mostSampled = 2_000_000

/** Most frequent values of a field, or the rarest. A value of a list counts once an event. */
export async function topValues({ database, source }: SearchPlace, request: TopRequest, segments: readonly SegmentRow[]): Promise<TopValues> {
  const { incident, query, withDuplicates, signal } = request
  const fields = fieldsNamed(request.field)
  const span = requestedSpan(request)
  const near = segmentsWithin(segments, span)
  if (near.length === 0) return { values: [], others: 0, absent: 0 }
  const values = new SqlValues()
  const selection = { incident, segments: near, span, query, withDuplicates }
  const groups = await source.groups(selection, { values, fields: ownPathsOf(fields), signal })
  const counted = groups.map((group) => valueCounts(group, fields, values)).join(' UNION ALL ')
  const limit = Math.min(Math.max(1, Math.floor(request.limit)), mostValues)
  const order = request.isRarest === true ? 'ASC' : 'DESC'
  const text = `WITH counted AS MATERIALIZED (SELECT value, sum(n)::BIGINT AS n FROM (${counted}) GROUP BY value),
    top AS (SELECT value, n FROM counted WHERE value IS NOT NULL ORDER BY n ${order}, value LIMIT ${limit})
    SELECT value, n, 0::BIGINT AS values FROM top
    UNION ALL SELECT NULL, (SELECT n FROM counted WHERE value IS NULL), (SELECT count(*) FROM counted WHERE value IS NOT NULL)`
  const rows = await database.rows(values.sql(text), signal)
  const listed = rows.flatMap((row) => (typeof row['value'] === 'string' ? [{ value: row['value'], count: countAt(row, 'n') }] : []))
  const rest = rows.find((row) => row['value'] === null)
  const sign = request.isRarest === true ? -1 : 1
  listed.sort((a, b) => sign * (b.count - a.count) || (a.value < b.value ? -1 : 1))
  return { values: listed, others: countAt(rest, 'values') - listed.length, absent: countAt(rest, 'n') }
}

/** Values that start like this, the most frequent first. */
export async function completeValues({ database, source }: SearchPlace, request: ValuesRequest, segments: readonly SegmentRow[]): Promise<string[]> {
  const { incident, signal, prefix } = request
  const fields = fieldsNamed(request.field)
  const sampled = newest(segments)
  if (sampled.length === 0) return []
  const values = new SqlValues()
  const everything: Query = { kind: 'everything' }
  const groups = await source.groups({ incident, segments: sampled, span: {}, query: everything }, { values, fields: ownPathsOf(fields), signal })
  const counted = groups.map((group) => valueCounts(group, fields, values)).join(' UNION ALL ')
  const start = values.add(foldCase(prefix))
  const limit = Math.min(Math.max(1, Math.floor(request.limit)), mostValues)
  const text = `SELECT value, sum(n) AS n FROM (${counted}) WHERE starts_with(lower(value), ${start}) GROUP BY value ORDER BY n DESC, value LIMIT ${limit}`
  const rows = await database.rows(values.sql(text), signal)
  return rows.map((row) => String(row['value']))
}

function newest(segments: readonly SegmentRow[]): SegmentRow[] {
  let rows = 0
  const sorted = segments.filter((segment) => segment.rows > 0).sort((a, b) => (a.last > b.last ? -1 : a.last < b.last ? 1 : 0))
  return sorted.filter((segment) => {
    const isWanted = rows < mostSampled
    rows += segment.rows
    return isWanted
  })
}

/** The fields that a name stands for; throws AppError `invalid` for one that nobody knows. */
function fieldsNamed(name: string): readonly QueryField[] {
  const steps = nameAt({ text: `${name}:`, at: 0 })?.steps ?? []
  if (steps[0]?.toLowerCase() === 'fields' && steps.length > 1) return [{ kind: 'own', path: steps.slice(1) }]
  const fields = namedFields(name)
  if (fields !== undefined) return fields
  const near = nearestField(name)
  const hint = near === undefined ? 'a field of the source itself is written fields.<name>' : `did you mean ${near}?`
  throw new AppError('invalid', `There is no field "${name.slice(0, 100)}": ${hint}`)
}

function ownPathsOf(fields: readonly QueryField[]): (readonly string[])[] {
  return fields.flatMap((field) => (field.kind === 'own' ? [field.path] : []))
}

/** Select: values and how many events have each; NULL for those that have none. */
function valueCounts({ context, from }: FileGroup, fields: readonly QueryField[], values: SqlValues): string {
  const [field, ...others] = fields
  if (field !== undefined && field.kind !== 'own' && others.length === 0) {
    return `SELECT nullif(${fieldColumn(field)}::VARCHAR, '') AS value, count(*) AS n ${from} GROUP BY 1`
  }
  if (field?.kind === 'own') return ownCounts({ context, from }, field.path, values)
  const columns = fields.flatMap((one) => (one.kind === 'own' ? [] : [`nullif(${fieldColumn(one)}::VARCHAR, '')`]))
  const list = `list_distinct([${columns.join(', ')}])`
  return unnested(`SELECT ${list} AS found, count(*) AS n ${from} GROUP BY 1`)
}

function ownCounts({ context, from }: Pick<FileGroup, 'context' | 'from'>, path: readonly string[], values: SqlValues): string {
  const column = context.ownColumn(path)
  const texts = (list: string) =>
    `list_distinct(list_filter(list_transform(list_filter(${list}, lambda v: json_type(v) <> 'OBJECT'), lambda v: json_extract_string(v, '$')), lambda t: t <> ''))`
  if (column === undefined) return unnested(`SELECT ${texts(ownValueList({ path }, values))} AS found, count(*) AS n ${from} GROUP BY 1`)
  // Few different texts of JSON are taken apart, instead of as many as there are events.
  const counted = `SELECT ${quoteName(column)}, count(*) AS n ${from} GROUP BY 1`
  return unnested(`SELECT ${texts(ownValueList({ path, column }, values))} AS found, n FROM (${counted})`)
}

function unnested(lists: string): string {
  return `SELECT unnest(CASE WHEN len(found) > 0 THEN found ELSE [NULL::VARCHAR] END) AS value, n FROM (${lists})`
}

const sampledSegments = 24
const sampledRows = 100
const mostNames = 2_000

/** Names of own fields as a search writes them, the most frequent first; from events here and there. */
export async function ownFieldNames({ database, source }: SearchPlace, incident: string, segments: readonly SegmentRow[]): Promise<string[]> {
  const full = segments.filter(({ rows }) => rows > 0)
  if (full.length === 0) return []
  const every = Math.max(1, Math.ceil(full.length / sampledSegments))
  const some = full.filter((_, index) => index % every === 0)
  const selects = some.map((segment) => {
    const start = Math.max(0, Math.floor(segment.rows / 2) - sampledRows)
    return `SELECT fields FROM ${source.files(incident, [segment])} WHERE file_row_number BETWEEN ${start} AND ${start + sampledRows - 1}`
  })
  const rows = await database.rows({ text: selects.join(' UNION ALL '), values: [] })
  const counts = new Map<string, number>()
  for (const row of rows) for (const name of namesIn(String(row['fields']))) counts.set(name, (counts.get(name) ?? 0) + 1)
  const columns = await source.ownColumns(incident, full)
  for (const { name } of full) for (const column of columns.get(name) ?? []) addName(counts, ownColumnPath(column))
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostNames)
    .map(([name]) => name)
}

function addName(counts: Map<string, number>, path: readonly string[]): void {
  const name = fieldText({ kind: 'own', path })
  counts.set(name, counts.get(name) ?? 0)
}

const deepestName = 8

function namesIn(text: string): Set<string> {
  const names = new Set<string>()
  const left: { value: unknown; path: readonly string[] }[] = [{ value: JSON.parse(text), path: [] }]
  for (let one = left.pop(); one !== undefined && names.size < mostNames; one = left.pop()) {
    const { value, path } = one
    if (Array.isArray(value)) for (const element of value.slice(0, 20)) left.push({ value: element, path })
    else if (isObject(value)) {
      if (path.length < deepestName) for (const key of Object.keys(value)) left.push({ value: value[key], path: [...path, key] })
    } else if (path.length > 0) names.add(fieldText({ kind: 'own', path }))
  }
  return names
}
