import type { Citation } from '../../model/citation.ts'
import type { Sheet } from '../../model/report.ts'
import type { Desk } from '../desk.ts'

/** One column: its name and what stands in it for an item. A number stands as a number, a list with `; ` between its values. */
export type SheetColumn<T> = readonly [name: string, value: (item: T) => SheetValue, kind?: 'number']
export type SheetValue = string | number | undefined | readonly string[]

export interface SheetParts<T> extends Pick<Sheet, 'name' | 'title' | 'about'> {
  readonly columns: readonly SheetColumn<T>[]
  readonly items: readonly T[]
}

/** A sheet of one row for each item. Every text is cleaned as in the report: indicators defanged, control characters visible. */
export function sheetOf<T>(desk: Desk, { name, title, about, columns, items }: SheetParts<T>): Sheet {
  return {
    name,
    title,
    about,
    columns: columns.map(([column]) => column),
    numbers: columns.flatMap(([column, , kind]) => (kind === 'number' ? [column] : [])),
    rows: items.map((item) => columns.map(([, value]) => cell(desk, value(item)))),
  }
}

function cell(desk: Desk, value: SheetValue): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  return desk.clean(typeof value === 'string' ? value : value.filter((one) => one !== '').join('; '))
}

/** The labels of citations, as the sheet of sources lists them. */
export function citationLabels(desk: Desk, citations: readonly Citation[]): string[] {
  return desk.cite(citations).flatMap((inline) => (inline.kind === 'citation' ? [inline.label] : []))
}

/** The restriction of an item: its own, else the record's. */
export function tlpOf(desk: Desk, item: { readonly tlp?: string | undefined }): string {
  return item.tlp ?? desk.document.classification.tlp
}
