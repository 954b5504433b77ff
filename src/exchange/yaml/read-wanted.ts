import { z } from 'zod'
import { proseFromMarkdown } from '../../model/prose-from-markdown.ts'
import { proseSchema } from '../../model/prose.ts'
import { isForbiddenKey, itemSchemaOf, stepSchema, unwrapSchema } from '../../model/schema-walk.ts'
import { findKey, isMachineField, plainKey, rowNames, scalarMeans } from './names.ts'
import { isIntervalSchema, readInterval } from './read-interval.ts'
import { readLeaf } from './read-leaf.ts'
import { complain, type Reading, type Spot, type Wanted, type WantedFields, type WantedRow } from './wanted.ts'
import type { YamlEntry, YamlNode } from './yaml-tree.ts'

/** What a node says of a place of the record; undefined where it says nothing, or something wrong. */
export function readSpot(reading: Reading, spot: Spot): Wanted | undefined {
  const { node, path } = spot
  if (node.kind === 'empty') return undefined
  const schema = unwrapSchema(spot.schema)
  if (schema === proseSchema) return readProse(reading, spot)
  if (isIntervalSchema(schema)) return readInterval(reading, spot)
  if (itemSchemaOf(schema) !== undefined) return readRows(reading, spot)
  if (schema instanceof z.ZodArray) return readList(reading, spot, schema.def.element)
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return readFields(reading, spot)
  if (node.kind !== 'scalar')
    return complain(reading, node.place, path, `"${lastKey(path)}" takes one value, not a ${node.kind === 'list' ? 'list' : 'group of fields'}`)
  const value = readLeaf(reading, { text: node.text, place: node.place, path, schema: spot.schema })
  return value === undefined ? undefined : { kind: 'value', value }
}

/** The fields a map gives, each checked against what the schema has. */
export function readEntries(reading: Reading, spot: Spot, entries: readonly YamlEntry[], own: readonly string[] = []): WantedFields {
  const fields = new Map<string, Wanted>()
  for (const { key: written, keyPlace, value } of entries) {
    const known = keysOf(spot.schema)
    const { key, suggestion } = known === undefined ? { key: written, suggestion: undefined } : findKey(written, known)
    if (own.includes(plainKey(written))) continue
    const below = key === undefined || isForbiddenKey(key) ? undefined : stepSchema(spot.schema, key)
    if (key === undefined || below === undefined) complain(reading, keyPlace, spot.path, unknownKey(written, suggestion))
    else if (isMachineField(spot.path, key))
      complain(reading, keyPlace, `${spot.path}/${key}`, `"${written}" comes from the evidence and cannot be given in a file`)
    else if (fields.has(key)) complain(reading, keyPlace, `${spot.path}/${key}`, `"${written}" is given twice`)
    else {
      const wanted = readSpot(reading, { node: value, schema: below, path: `${spot.path}/${key}` })
      if (wanted !== undefined) fields.set(key, wanted)
    }
  }
  return fields
}

function readFields(reading: Reading, spot: Spot): Wanted | undefined {
  const { node, path } = spot
  if (node.kind === 'map') return { kind: 'fields', fields: readEntries(reading, spot, node.entries) }
  const meant = /^\/moments\/[^/]+$/.test(path) ? 'at' : scalarMeans[path]
  const below = meant === undefined ? undefined : stepSchema(spot.schema, meant)
  if (node.kind !== 'scalar' || meant === undefined || below === undefined) {
    return complain(reading, node.place, path, `"${lastKey(path)}" is a group of fields: write them indented below it`)
  }
  const wanted = readSpot(reading, { node, schema: below, path: `${path}/${meant}` })
  return wanted === undefined ? undefined : { kind: 'fields', fields: new Map([[meant, wanted]]) }
}

function readProse(reading: Reading, { node, path }: Spot): Wanted | undefined {
  if (node.kind === 'scalar') return { kind: 'value', value: proseFromMarkdown(node.text.trim()) }
  return complain(reading, node.place, path, `"${lastKey(path)}" is text: write it as Markdown behind "|"`)
}

/** A list of plain values; one value alone is a list of one. */
function readList(reading: Reading, { node, path }: Spot, element: z.core.$ZodType): Wanted | undefined {
  const items = node.kind === 'list' ? node.items : [node]
  if (/\/(?:causes|factors)$/.test(path)) {
    const names = items.flatMap((item) => (item.kind === 'scalar' ? [{ text: item.text.trim(), place: item.place }] : []))
    if (names.length < items.length) return complain(reading, node.place, path, `"${lastKey(path)}" is a list of causes, each by its statement or id`)
    return { kind: 'causes', names }
  }
  const read = items.map((item) => readSpot(reading, { node: item, schema: element, path }))
  const values = read.flatMap((wanted) =>
    wanted === undefined
      ? []
      : [wanted.kind === 'fields' ? Object.fromEntries(valuesOf(wanted.fields)) : wanted.kind === 'value' ? wanted.value : undefined],
  )
  return values.length < items.filter(({ kind }) => kind !== 'empty').length ? undefined : { kind: 'value', value: values }
}

function valuesOf(fields: WantedFields): [string, unknown][] {
  return [...fields].map(([key, wanted]) => [key, wanted.kind === 'value' ? wanted.value : undefined])
}

function keysOf(schema: z.core.$ZodType): string[] | undefined {
  const inner = unwrapSchema(schema)
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape)
  if (inner instanceof z.ZodRecord && inner.def.keyType instanceof z.ZodEnum) return inner.def.keyType.options.map(String)
  return undefined
}

export function unknownKey(written: string, suggestion: string | undefined): string {
  return `Unknown key "${written}"${suggestion === undefined ? '' : `: did you mean "${suggestion}"?`}`
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/**
 * The rows of a list: texts (`- Rotate keys`), groups of fields, or `name: value` and `name: {fields}` where the name is what the row is known by.
 */
function readRows(reading: Reading, spot: Spot): Wanted | undefined {
  const { node, path } = spot
  const schema = itemSchemaOf(spot.schema)
  if (schema === undefined || node.kind === 'empty') return undefined
  const list: List = { reading, path, schema }
  if (node.kind === 'map') return { kind: 'rows', rows: node.entries.flatMap((entry) => namedRow(list, entry) ?? []) }
  const items = node.kind === 'list' ? node.items : [node]
  return { kind: 'rows', rows: items.flatMap((item) => rowOf(list, item) ?? []) }
}

interface List {
  readonly reading: Reading
  readonly path: string
  readonly schema: z.ZodObject
}

function rowOf(list: List, node: YamlNode): WantedRow | undefined {
  const { name } = rowNames(list.path)
  if (node.kind === 'empty') return undefined
  if (node.kind === 'list') return complain(list.reading, node.place, list.path, 'A row of this list is a text or a group of fields, not a list')
  if (node.kind === 'scalar') {
    const fields = fieldFrom(list, name, node)
    return fields === undefined ? undefined : made(list, fields, node)
  }
  const id = idOf(list, node.entries)
  // A row of keys without values is a form nobody filled in.
  if (id === undefined && node.entries.every(({ value }) => isBlank(value))) return undefined
  return made(
    list,
    readEntries(list.reading, { node, schema: list.schema, path: `${list.path}/*` }, node.entries, name === 'id' ? [] : ['id']),
    node,
    id,
  )
}

/** `name: value` or `name: {fields}`. */
function namedRow(list: List, { key, keyPlace, value }: YamlEntry): WantedRow | undefined {
  const { name, main } = rowNames(list.path)
  const named = fieldFrom(list, name, { kind: 'scalar', text: key, place: keyPlace })
  if (named === undefined) return undefined
  if (value.kind === 'empty') return made(list, named, { kind: 'scalar', text: key, place: keyPlace })
  if (value.kind === 'map') {
    const id = idOf(list, value.entries)
    const fields = readEntries(list.reading, { node: value, schema: list.schema, path: `${list.path}/*` }, value.entries, name === 'id' ? [] : ['id'])
    return made(list, new Map([...named, ...fields]), value, id)
  }
  const filled = main === undefined || value.kind === 'list' ? undefined : fieldFrom(list, main, value)
  if (main === undefined || value.kind === 'list')
    return complain(list.reading, value.place, list.path, `"${key}" is a group of fields: write them indented below it`)
  return filled === undefined ? undefined : made(list, new Map([...named, ...filled]), value)
}

function fieldFrom(list: List, key: string, node: YamlNode): WantedFields | undefined {
  const schema = stepSchema(list.schema, key)
  const wanted = schema === undefined ? undefined : readSpot(list.reading, { node, schema, path: `${list.path}/*/${key}` })
  return wanted === undefined ? undefined : new Map([[key, wanted]])
}

function made(list: List, fields: WantedFields, node: YamlNode, id?: string): WantedRow {
  const named = fields.get(rowNames(list.path).name)
  const name = named?.kind === 'value' && typeof named.value === 'string' ? named.value : ''
  return { name, fields, place: node.place, ...(id === undefined ? {} : { id }) }
}

function idOf(list: List, entries: readonly YamlEntry[]): string | undefined {
  const entry = entries.find(({ key }) => plainKey(key) === 'id')
  if (entry === undefined || entry.value.kind === 'empty') return undefined
  if (entry.value.kind === 'scalar' && /^[^/]{1,200}$/.test(entry.value.text)) return entry.value.text
  return complain(list.reading, entry.value.place, list.path, 'An id has 1 to 200 characters and no "/"')
}

function isBlank(node: YamlNode): boolean {
  if (node.kind === 'map') return node.entries.every(({ value }) => isBlank(value))
  return node.kind === 'empty' || (node.kind === 'list' && node.items.every(isBlank))
}
