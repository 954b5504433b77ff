import type { z } from 'zod'
import type { Phase } from '../../model/phase.ts'
import type { Place, YamlNode, YamlProblem } from './yaml-tree.ts'

/** What a file says about one place of the record. */
export type Wanted =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'fields'; readonly fields: WantedFields }
  | { readonly kind: 'rows'; readonly rows: readonly WantedRow[] }
  /** Causes by id or by their statement; ids are found once all causes of the file are known. */
  | { readonly kind: 'causes'; readonly names: readonly { readonly text: string; readonly place: Place }[] }

export type WantedFields = ReadonlyMap<string, Wanted>

/** One row of a list as the file gives it. */
export interface WantedRow {
  /** The text it is known by; "" where it states none. */
  readonly name: string
  /** The id it states. */
  readonly id?: string
  readonly fields: WantedFields
  readonly place: Place
}

/** What reading a file needs to know, and where it says what is wrong. */
export interface Reading {
  readonly problems: YamlProblem[]
  readonly phases: readonly Phase[]
  /** Zone of times that state none: the file's, else the record's where somebody chose one. */
  readonly zone: string | undefined
}

/** One place of the record, and what the file says of it. */
export interface Spot {
  readonly node: YamlNode
  readonly schema: z.core.$ZodType
  readonly path: string
}

export function complain(reading: Reading, place: Place, path: string, message: string): undefined {
  reading.problems.push({ line: place.line, column: place.column, path, message })
  return undefined
}

/** The value a tree of wants stands for when nothing is there yet; rows and causes must have been given ids before. */
export function plainValue(wanted: Wanted): unknown {
  switch (wanted.kind) {
    case 'value':
      return wanted.value
    case 'fields':
      return Object.fromEntries([...wanted.fields].map(([key, field]) => [key, plainValue(field)]))
    case 'rows':
      return wanted.rows.map((row) => ({ id: row.id, ...Object.fromEntries([...row.fields].map(([key, field]) => [key, plainValue(field)])) }))
    case 'causes':
      return wanted.names.map(({ text }) => text)
  }
}
