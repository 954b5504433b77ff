import type { Tlp } from './vocabulary.ts'

/*
 * A composed report: blocks of plain data that every renderer turns into its own form. All text in it is text, never markup.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean; readonly emphasis?: boolean; readonly code?: boolean }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** `target` is the id of a source in the appendix of sources. */
  | { readonly kind: 'citation'; readonly label: string; readonly target: string }
  | { readonly kind: 'break' }

export interface TableColumn {
  readonly title: string
  /** Share of the width; the renderer normalises. */
  readonly width: number
  readonly align?: 'left' | 'right'
}

/** A figure as SVG and as words that say the same. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly svg: string
  readonly alt: string
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string; readonly number?: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[]; readonly tone?: 'note' | 'absent' | 'proposed' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly caption: string; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
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
}
