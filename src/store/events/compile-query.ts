import type { EcsName } from '../../model/event.ts'
import { foldCase } from '../../query/fold-case.ts'
import { jsonEscaped } from '../../query/match.ts'
import type { EventFieldName, FieldTest, Network, Query, QueryField, TextTest, TimeTest, ValueTest } from '../../query/query.ts'
import { addressFields, ecsTypes, eventIdSql } from './columns.ts'
import { checkedRegex, likeCondition, numberCondition, textCondition } from './compile-value.ts'
import { jsonPath, ownCondition } from './own-fields.ts'
import { quoteName, type SqlValues, timeLiteral } from './sql.ts'

/** What a search is compiled for: where values are collected, and which own fields have a column in the files at hand. */
export interface CompileContext {
  readonly values: SqlValues
  /** Whether no event of the files at hand has a value in the column; false where that is not known. */
  isEmpty(column: string): boolean
  /** Name of the column of an own field, where the files have one. */
  ownColumn(path: readonly string[]): string | undefined
}

/**
 * The condition that an event matches, for the columns of segments. Names of columns come from the fixed list only, and whatever a person wrote is a
 * parameter. NULL counts as false. Throws AppError `regex` for an expression that RE2 cannot run.
 */
export function queryCondition(query: Query, context: CompileContext): string {
  switch (query.kind) {
    case 'everything':
      return 'true'
    case 'and':
      return joined(query.parts, ' AND ', context) ?? 'true'
    case 'or':
      return joined(query.parts, ' OR ', context) ?? 'false'
    case 'not':
      return `NOT coalesce(${queryCondition(query.part, context)}, false)`
    case 'time':
      return timeCondition(query)
    case 'text':
      return anywhereCondition(query.test, context)
    case 'field':
      return fieldCondition(query, context)
  }
}

function joined(parts: readonly Query[], operator: string, context: CompileContext): string | undefined {
  return parts.length === 0 ? undefined : `(${parts.map((part) => queryCondition(part, context)).join(operator)})`
}

// Times of DuckDB end some 290,000 years from now; no event is later.
const latest = 4n * 10n ** 18n

export function timeCondition({ from, before }: Pick<TimeTest, 'from' | 'before'>): string {
  const bound = (micros: bigint): string => timeLiteral(micros > latest ? latest : micros < -latest ? -latest : micros)
  const parts = [from === undefined ? [] : [`"time" >= ${bound(from)}`], before === undefined ? [] : [`"time" < ${bound(before)}`]].flat()
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`
}

function anywhereCondition(test: TextTest['test'], { values }: CompileContext): string {
  if (test.op === 'matches') {
    const source = values.add(checkedRegex(test.source))
    return either(`regexp_matches(message, ${source}, 'i')`, `regexp_matches(fields, ${source}, 'i')`)
  }
  if (test.op === 'contains') {
    const plain = foldCase(test.text)
    const escaped = foldCase(jsonEscaped(test.text))
    const inFields = [...new Set([plain, escaped])].map((text) => `contains(lower(fields), ${values.add(text)})`)
    return either(`contains(lower(message), ${values.add(plain)})`, inFields.join(' OR '))
  }
  const anywhere = [{ wild: '*' } as const, ...test.pattern, { wild: '*' } as const]
  const escaped = anywhere.map((part) => (typeof part === 'string' ? jsonEscaped(part) : part))
  const inFields = `${likeCondition(escaped, 'fields', values)} OR ${likeCondition(anywhere, 'fields', values)}`
  return either(likeCondition(anywhere, 'message', values), inFields)
}

/** The second is looked at only where the first is not so. */
function either(first: string, second: string): string {
  return `CASE WHEN ${first} THEN true ELSE (${second}) END`
}

function fieldCondition({ field, test }: FieldTest, context: CompileContext): string {
  switch (field.kind) {
    case 'ecs':
      return ecsCondition(field.name, test, context)
    case 'event':
      return eventCondition(field.name, test, context)
    case 'own':
      return ownCondition(test, { path: field.path, column: context.ownColumn(field.path) }, context.values)
  }
}

function ecsCondition(name: EcsName, test: ValueTest, { values, isEmpty }: CompileContext): string {
  const column = quoteName(name)
  if (ecsTypes[name] === 'long') {
    const parts = [isEmpty(name) ? [] : numberCondition(test, column, values), isEmpty('extra') ? [] : oddNumber(name, test, values)].flat()
    return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`
  }
  if (isEmpty(name)) return 'false'
  if (test.op === 'in' && isAddressField(name)) return sortedCondition(test.network, quoteName(`${name}/sort`), values)
  return textCondition(test, column, values)
}

/** What its addresses begin with is tested once for equal texts that stand together, the bounds for every row: few rows are left to them. */
function sortedCondition({ first, last }: Network, column: string, values: SqlValues): string {
  let common = 0
  while (common < first.length && first[common] === last[common]) common += 1
  const start = `starts_with(${column}, ${values.add(first.slice(0, common))})`
  const isWhole = /^0*$/.test(first.slice(common)) && /^f*$/.test(last.slice(common))
  return isWhole ? start : `(${start} AND ${column} BETWEEN ${values.add(first)} AND ${values.add(last)})`
}

/** A value that is no whole number stands in `extra`, which hardly any event has. */
function oddNumber(name: EcsName, test: ValueTest, values: SqlValues): string {
  const value = `json_extract_string(extra, ${values.add(jsonPath(['values', name]))})`
  const condition = test.op === 'is' ? numberCondition(test, `number_of(${value})`, values) : textCondition(test, value, values)
  return `CASE WHEN extra IS NULL THEN false ELSE ${condition} END`
}

function isAddressField(name: EcsName): boolean {
  return addressFields.some((field) => field === name)
}

const eventColumnsByName: Readonly<Record<Exclude<EventFieldName, 'event.id'>, string>> = {
  'event.dataset': 'dataset',
  'event.source_id': 'source_id',
  'event.duplicate_of': 'duplicate_of',
  evidence: 'evidence',
  path: 'path',
  message: 'message',
  'actor.principal': 'actor.principal',
  'actor.credential': 'actor.credential',
  'actor.issued': 'actor.issued',
}

function eventCondition(name: EventFieldName, test: ValueTest, { values, isEmpty }: CompileContext): string {
  if (name !== 'event.id') {
    const column = eventColumnsByName[name]
    return isEmpty(column) ? 'false' : textCondition(test, quoteName(column), values)
  }
  const known = test.op === 'is' ? idCondition(test.value.toLowerCase()) : undefined
  return known ?? textCondition(test, idExpression, values)
}

const oddId = `json_extract_string(extra, '$.id')`
const idExpression = `CASE WHEN extra IS NULL THEN ${eventIdSql} ELSE coalesce(${oddId}, ${eventIdSql}) END`

/** The condition that an event has this id, by its parts; undefined where the id is not made of such. */
export function idCondition(id: string): string | undefined {
  const match = /^([0-9a-f]{16}):(0|[1-9]\d{0,15})(?:\.([1-9]\d{0,8}))?$/.exec(id)
  if (match === null) return undefined
  const [, evidence, offset, part = '0'] = match
  const parts = `evidence >= '${evidence}' AND evidence < '${evidence}g' AND "offset" = ${offset} AND part = ${part}`
  return `(${parts} AND (extra IS NULL OR ${oddId} IS NULL))`
}

/** What a query tests: paths of own fields, and columns. */
export function testedColumns(query: Query): { readonly own: readonly (readonly string[])[]; readonly columns: readonly string[] } {
  const fields = testedFields(query)
  const columns = fields.flatMap((field) => {
    if (field.kind === 'own' || field.name === 'event.id') return []
    if (field.kind === 'event') return [eventColumnsByName[field.name]]
    return ecsTypes[field.name] === 'long' ? [field.name, 'extra'] : [field.name]
  })
  return { own: fields.flatMap((field) => (field.kind === 'own' ? [field.path] : [])), columns: [...new Set(columns)] }
}

function testedFields(query: Query): readonly QueryField[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(testedFields)
    case 'not':
      return testedFields(query.part)
    case 'field':
      return [query.field]
    default:
      return []
  }
}

/** The expression of a field's values as texts, for lists of them; own fields are lists, told by `isList`. */
export function fieldColumn(field: { kind: 'ecs'; name: EcsName } | { kind: 'event'; name: EventFieldName }): string {
  if (field.kind === 'ecs') return quoteName(field.name)
  return field.name === 'event.id' ? idExpression : quoteName(eventColumnsByName[field.name])
}
