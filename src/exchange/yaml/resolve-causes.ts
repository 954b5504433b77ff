import type { Incident } from '../../model/incident.ts'
import { findMatches } from './rows.ts'
import { complain, type Reading, type Wanted, type WantedFields } from './wanted.ts'

/** Puts the ids of causes where a file names them by their statement: those of the record and those the file itself gives. */
export function resolveCauses(reading: Reading, fields: WantedFields, record: { document: Incident; fileId: string }): WantedFields {
  const ids = new Map<string, string>()
  for (const { id, statement } of record.document.causes) {
    ids.set(plain(statement), id)
    ids.set(id, id)
  }
  const given = fields.get('causes')
  if (given?.kind === 'rows') {
    const present = record.document.causes.map(({ id, statement }) => ({ id, statement }))
    for (const { row, id } of findMatches({ path: '/causes', rows: given.rows, present, fileId: record.fileId })) {
      ids.set(plain(row.name), id)
      ids.set(id, id)
    }
  }
  return resolveFields({ reading, ids }, fields, '')
}

interface Resolving {
  readonly reading: Reading
  readonly ids: ReadonlyMap<string, string>
}

function resolveFields(resolving: Resolving, fields: WantedFields, path: string): WantedFields {
  return new Map([...fields].map(([key, wanted]) => [key, resolve(resolving, wanted, `${path}/${key}`)]))
}

function resolve(resolving: Resolving, wanted: Wanted, path: string): Wanted {
  switch (wanted.kind) {
    case 'value':
      return wanted
    case 'fields':
      return { kind: 'fields', fields: resolveFields(resolving, wanted.fields, path) }
    case 'rows':
      return { kind: 'rows', rows: wanted.rows.map((row) => ({ ...row, fields: resolveFields(resolving, row.fields, `${path}/*`) })) }
    case 'causes':
      return { kind: 'value', value: wanted.names.flatMap(({ text, place }) => idOf(resolving, { text, place, path }) ?? []) }
  }
}

function idOf({ reading, ids }: Resolving, name: { text: string; place: { line: number; column: number }; path: string }): string | undefined {
  const id = ids.get(name.text) ?? ids.get(plain(name.text))
  return id ?? complain(reading, name.place, name.path, `There is no cause "${name.text}": list it under "causes" first`)
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
