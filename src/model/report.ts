import type { Tlp } from './vocabulary.ts'

/*
 * A composed report: blocks of plain data that every renderer turns into its own form. All text in it is text, never markup.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean; readonly emphasis?: boolean; readonly code?: boolean }
  /** `href` is an address (http, https, mailto) or `#` and the id of a heading. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** `target` is the id of a source in the appendix of sources. */
  | { readonly kind: 'citation'; readonly label: string; readonly target: string }
  /** A discreet mark behind a statement: "proposed", "inferred, moderate confidence", "zone assumed: UTC". */
  | { readonly kind: 'badge'; readonly text: string }
  | { readonly kind: 'break' }

export interface TableColumn {
  readonly title: string
  /** Share of the width; the renderer normalises. */
  readonly width: number
  readonly align?: 'left' | 'right'
}

/** A named value: a row of the title block, a field of a recommendation, a detail of a source. */
export interface Property {
  readonly term: string
  readonly content: readonly Inline[]
}

/** A figure as SVG and as words that say the same. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly svg: string
  readonly alt: string
}

export type Block =
  /** `number` is printed before the text as it is: "1.", "3.1", "A.". Level 1 is the title of the document. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string; readonly number?: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[]; readonly tone?: 'note' | 'absent' | 'proposed' | 'label' | 'lead' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  /** A list whose items hold more than one line of text. */
  | { readonly kind: 'block-list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly TableColumn[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
      /** Indices of the rows that stay where a form must shorten the table, the most telling first. Where absent, the first rows stay. */
      readonly decisive?: readonly number[]
      /** The sheet that holds all of it: where a shortened table points. */
      readonly sheet?: SheetName
    }
  | { readonly kind: 'properties'; readonly items: readonly Property[] }
  | { readonly kind: 'code'; readonly text: string; readonly caption?: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'figure'; readonly figure: Figure }
  /** A source of the appendix: an anchor with its words. */
  | { readonly kind: 'source'; readonly id: string; readonly label: string; readonly content: readonly Inline[] }

/** One report, ready to be rendered. */
export interface Report {
  readonly outline: string
  readonly title: string
  readonly incident: string
  /** Version of the record ("4" = after its 4th edit). */
  readonly version: string
  readonly date: string
  readonly authors: readonly string[]
  readonly classification: string
  readonly tlp: Tlp
  readonly privilege?: string
  /** "machine-proposed, 3 of 41 entries reviewed", or absent when all are. */
  readonly reviewNotice?: string
  /** Hash of the last edit. */
  readonly head: string
  readonly program: string
  readonly blocks: readonly Block[]
  /** True where long tables were cut to what a form holds; they say so. */
  readonly isShortened?: boolean
  /** For the spreadsheet forms: what the tables of the report show, one row each, in the same order. */
  readonly sheets: readonly Sheet[]
}

/** The sheets of every report, in the order they stand in a workbook. */
export const sheetNames = ['timeline', 'indicators', 'systems', 'actions', 'evidence', 'sources'] as const
export type SheetName = (typeof sheetNames)[number]

/** A plain table of the record for spreadsheets. It holds the whole record, whatever the outline of the report says of it. */
export interface Sheet {
  readonly name: SheetName
  readonly title: string
  /** What one row is. */
  readonly about: string
  /** Names of the columns; times in UTC end in `_utc`. */
  readonly columns: readonly string[]
  /** Columns whose cells are decimal numbers or empty. Cells of every other column are text, whatever they look like. */
  readonly numbers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
