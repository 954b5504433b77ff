import type { Block, Figure, Inline, Property, SheetName, TableColumn } from '../model/report.ts'
import { emphasis, text } from './inline.ts'

export function paragraph(content: string | readonly Inline[]): Block {
  return { kind: 'paragraph', content: typeof content === 'string' ? text(content) : content }
}

/** A remark of the report about itself: how to read what follows. */
export function note(content: string | readonly Inline[]): Block {
  return { kind: 'paragraph', tone: 'note', content: typeof content === 'string' ? text(content) : content }
}

/** A line in bold over a list or table, where a heading would be too much. */
export function label(value: string): Block {
  return { kind: 'paragraph', tone: 'label', content: text(value) }
}

/** Why there is nothing here: begins with "Not recorded", "Not applicable" or "Unknown". */
export function absent(reason: string): Block {
  return { kind: 'paragraph', tone: 'absent', content: text(reason) }
}

function because(reason: string | Block): Block {
  return typeof reason === 'string' ? absent(reason) : reason
}

/** The same inside a cell. */
export function absentInline(reason: string): Inline[] {
  return [emphasis(reason)]
}

/** A list, or nothing. */
export function listIf(items: readonly (readonly Inline[])[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, items }]
}

/** A table, or nothing. */
export function tableIf(parts: TableParts): Block[] {
  return parts.rows.length === 0 ? [] : [tableOr(parts, '')]
}

/** A list, or why it is empty. */
export function listOr(items: readonly (readonly Inline[])[], reason: string | Block, ordered = false): Block {
  return items.length === 0 ? because(reason) : { kind: 'list', ordered, items }
}

export interface TableParts {
  readonly caption: string
  /** Title and share of the width. */
  readonly columns: readonly (TableColumn | readonly [title: string, width: number])[]
  readonly rows: readonly (readonly (readonly Inline[])[])[]
  /** See the block. */
  readonly decisive?: readonly number[]
  readonly sheet?: SheetName
}

/** A table, or why it has no rows. A cell without words says so. */
export function tableOr(parts: TableParts, reason: string | Block): Block {
  if (parts.rows.length === 0) return because(reason)
  const columns = parts.columns.map((column) => ('title' in column ? column : { title: column[0], width: column[1] }))
  const rows = parts.rows.map((row) => row.map((cell) => (cell.length === 0 ? absentInline('Not recorded') : cell)))
  const { decisive, sheet } = parts
  return {
    kind: 'table',
    caption: parts.caption,
    columns,
    rows,
    ...(decisive === undefined ? {} : { decisive }),
    ...(sheet === undefined ? {} : { sheet }),
  }
}

export function properties(items: readonly (readonly [term: string, content: readonly Inline[]])[]): Block {
  return { kind: 'properties', items: items.map(([term, content]): Property => ({ term, content })) }
}

/** A label over its list or table. */
export function labelled(title: string, block: Block | readonly Block[]): Block[] {
  return [label(title), ...('kind' in block ? [block] : block)]
}

/** A figure, or nothing where there is nothing to draw. */
export function picture(figure: Figure | undefined): Block[] {
  return figure === undefined ? [] : [{ kind: 'figure', figure }]
}
