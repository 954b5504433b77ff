import { z } from 'zod'
import { derivedId } from '../../base/id.ts'
import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import { jsonEqual, plainJson } from '../../base/json-equal.ts'
import type { Change } from '../../model/edit.ts'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import { itemSchemaOf, stepSchema, unwrapSchema } from '../../model/schema-walk.ts'
import { patternOf } from './names.ts'
import { completeMoment, completeRow, findMatches, isSameTime } from './rows.ts'
import { complain, plainValue, type Reading, type Wanted, type WantedFields, type WantedRow } from './wanted.ts'

/** What merging needs to know of the file. */
export interface Merging {
  readonly reading: Reading
  /** Marks the ids of rows that came from this file. */
  readonly fileId: string
  readonly document: Incident
  readonly changes: Change[]
}

/** The changes that make the record say what a file says; what the file leaves out stays. Rows this file gave before and gives no more go. */
export function mergeFields(merging: Merging, fields: WantedFields): void {
  mergeObject(merging, { schema: incidentSchema, path: '', current: jsonOf(merging.document) }, fields)
}

/** A group of fields of the record: its schema, where it is and what it holds. */
interface Group {
  readonly schema: z.core.$ZodType
  readonly path: string
  readonly current: JsonObject
}

function mergeObject(merging: Merging, group: Group, fields: WantedFields): void {
  for (const [key, wanted] of fields) {
    const schema = stepSchema(group.schema, key)
    const path = `${group.path}/${key}`
    const current = group.current[key]
    if (schema === undefined) continue
    if (wanted.kind === 'fields') {
      const completed = /^\/moments\/[^/]+$/.test(path) ? completeMoment(wanted.fields, current) : wanted.fields
      mergeObject(merging, { schema, path, current: isObject(current) ? current : {} }, completed)
    } else if (wanted.kind === 'rows') mergeRows(merging, { schema, path, current: Array.isArray(current) ? current : [] }, wanted.rows)
    else setWhereOther(merging, { schema, path, current }, plainValue(wanted))
  }
}

interface List {
  readonly schema: z.core.$ZodType
  readonly path: string
  readonly current: readonly Json[]
}

function mergeRows(merging: Merging, list: List, rows: readonly WantedRow[]): void {
  const { changes, fileId } = merging
  const schema = itemSchemaOf(list.schema)
  if (schema === undefined) return
  const present = list.current.filter(isObject)
  const matches = findMatches({ path: list.path, rows, present, fileId })
  const kept = new Set<Json | undefined>(matches.map(({ item, id }) => item?.['id'] ?? id))
  for (const { row, item, id } of matches) {
    if (item !== undefined)
      mergeObject(
        merging,
        { schema, path: `${list.path}/${id}`, current: item },
        completeRow(row.fields, { item, path: list.path, document: merging.document }),
      )
    else addRow(merging, { ...list, item: schema }, row, id)
  }
  for (const { id } of present) {
    if (typeof id === 'string' && id.startsWith(`yaml-${fileId}-`) && !kept.has(id)) changes.push({ op: 'remove', path: `${list.path}/${id}` })
  }
}

function addRow(merging: Merging, list: List & { item: z.ZodObject }, row: WantedRow, id: string): void {
  const { reading, document } = merging
  if (list.path === '/evidence') return complain(reading, row.place, list.path, `There is no evidence item "${row.name}" in the record`)
  const fields = withIds(completeRow(row.fields, { item: undefined, path: list.path, document }), {
    path: `${list.path}/${id}`,
    fileId: merging.fileId,
  })
  const value = { ...Object.fromEntries([...fields].map(([key, wanted]) => [key, plainValue(wanted)])), id }
  const checked = list.item.safeParse(value)
  if (checked.success) {
    merging.changes.push({ op: 'add', path: list.path, value: jsonOf(value) })
    return
  }
  for (const issue of checked.error.issues) {
    const at = issue.path.map(String).join('/')
    complain(
      reading,
      row.place,
      `${patternOf(list.path)}/*/${at}`,
      issue.input === undefined ? `This row needs "${at}"` : `"${at}": ${issue.message}`,
    )
  }
}

/** Gives the rows inside a new row their ids. */
function withIds(fields: WantedFields, place: { path: string; fileId: string }): WantedFields {
  return new Map(
    [...fields].map(([key, wanted]): [string, Wanted] => {
      if (wanted.kind !== 'rows') return [key, wanted]
      const matches = findMatches({ path: `${place.path}/${key}`, rows: wanted.rows, present: [], fileId: place.fileId })
      return [key, { kind: 'rows', rows: matches.map(({ row, id }) => ({ ...row, id })) }]
    }),
  )
}

function setWhereOther(merging: Merging, place: { schema: z.core.$ZodType; path: string; current: Json | undefined }, value: unknown): void {
  const checked = z.safeParse(unwrapSchema(place.schema), value)
  const wanted = plainJson(checked.success ? checked.data : value)
  if (!jsonEqual(place.current, wanted) && !isSameTime(place.current, wanted))
    merging.changes.push({ op: 'set', path: place.path, value: asJson(wanted) })
}

function jsonOf(value: unknown): Record<string, z.core.util.JSONType> {
  return z.record(z.string(), z.json()).parse(plainJson(value))
}

function asJson(value: unknown): z.core.util.JSONType {
  return z.json().parse(value)
}

/** The short mark of a file in the ids of its rows. */
export function fileIdOf(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName
  return derivedId('f', base).slice(2, 8)
}
