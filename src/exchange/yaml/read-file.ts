import type { z } from 'zod'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import { stepSchema } from '../../model/schema-walk.ts'
import { findKey, plainKey, topLevelAliases } from './names.ts'
import { readSpot, unknownKey } from './read-wanted.ts'
import { complain, type Reading, type Wanted, type WantedFields } from './wanted.ts'
import type { YamlEntry, YamlNode } from './yaml-tree.ts'

/** Keys of the file that are about the file, not fields of the record. */
const fileKeys = ['author', 'timezone', 'id']

/** What a whole file says: fields by their path's first key, and aliases where they belong. Problems go into `reading`. */
export function readFile(reading: Reading, root: YamlNode, document: Incident): WantedFields {
  if (root.kind === 'empty') return new Map()
  if (root.kind !== 'map') {
    complain(reading, root.place, '', 'The file must say "field: value" at its top')
    return new Map()
  }
  const fields = new Map<string, Wanted>()
  for (const entry of root.entries) {
    const { path } = topLevelPath(reading, entry, document)
    if (path === undefined) continue
    const wanted = readSpot(reading, { node: entry.value, schema: schemaOf(path), path })
    if (wanted !== undefined) place(fields, path.slice(1).split('/'), wanted)
  }
  return fields
}

function topLevelPath(reading: Reading, { key, keyPlace, value }: YamlEntry, document: Incident): { path?: string } {
  const plain = plainKey(key)
  if (plain === 'id') {
    if (value.kind === 'scalar' && value.text.trim() !== document.id) {
      complain(reading, value.place, '/id', `This file is about ${value.text.trim()}, the record is ${document.id}`)
    }
    return {}
  }
  if (fileKeys.includes(plain)) return {}
  const alias = Object.hasOwn(topLevelAliases, plain) ? topLevelAliases[plain] : undefined
  if (alias !== undefined) return { path: alias }
  const keys = Object.keys(incidentSchema.shape)
  const found = findKey(key, keys)
  if (found.key !== undefined) return { path: `/${found.key}` }
  const suggestion = findKey(key, [...keys, ...Object.keys(topLevelAliases), ...fileKeys]).suggestion
  complain(reading, keyPlace, '', unknownKey(key, suggestion))
  return {}
}

function schemaOf(path: string): z.core.$ZodType {
  let schema: z.core.$ZodType = incidentSchema
  for (const segment of path.slice(1).split('/')) {
    const next = stepSchema(schema, segment)
    if (next === undefined) throw new Error(`The record has no "${path}"`)
    schema = next
  }
  return schema
}

/** Puts what was read under its path, beside what other keys of the file gave for the same group. */
function place(fields: Map<string, Wanted>, path: readonly string[], wanted: Wanted): void {
  const [key = '', ...rest] = path
  const there = fields.get(key)
  const known = there?.kind === 'fields' ? new Map(there.fields) : new Map<string, Wanted>()
  if (rest.length > 0) {
    place(known, rest, wanted)
    fields.set(key, { kind: 'fields', fields: known })
  } else if (wanted.kind === 'fields') {
    for (const [name, field] of wanted.fields) place(known, [name], field)
    fields.set(key, { kind: 'fields', fields: known })
  } else fields.set(key, wanted)
}
