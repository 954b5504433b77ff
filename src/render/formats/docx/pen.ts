import type { Anchors } from './anchors.ts'

/** A picture as it lies in the package: drawing for readers that know SVG, pixels for the others. */
export interface Picture {
  /** Relationship ids of the two files. */
  readonly png: string
  readonly svg: string
  /** Size in CSS pixels, as drawn. */
  readonly width: number
  readonly height: number
}

/** What writing the text of a document fills and needs. */
export interface Pen {
  readonly anchors: Anchors
  /** By the text of the SVG: the same figure is in the package once. */
  readonly pictures: ReadonlyMap<string, Picture>
  /** Relationship ids of addresses outside. */
  readonly links: Map<string, string>
  /** Ids whose bookmark is written: a second one would damage the file. */
  readonly marked: Set<string>
  /** The lists so far: whether they are ordered. Each counts from 1 on its own. */
  readonly lists: boolean[]
  drawings: number
  sections: number
}

export function openPen(anchors: Anchors, pictures: ReadonlyMap<string, Picture>): Pen {
  return { anchors, pictures, links: new Map(), marked: new Set(), lists: [], drawings: 0, sections: 0 }
}

/** Relationship id of an address outside. */
export function linkId(pen: Pen, href: string): string {
  const known = pen.links.get(href)
  if (known !== undefined) return known
  const id = `rIdLink${pen.links.size + 1}`
  pen.links.set(href, id)
  return id
}

/** Content with the bookmark of an id around it; alone where the id has none or was marked before. */
export function marked(pen: Pen, id: string, content: string): string {
  const name = pen.anchors.get(id)
  if (name === undefined || pen.marked.has(id)) return content
  const number = pen.marked.size
  pen.marked.add(id)
  return `<w:bookmarkStart w:id="${number}" w:name="${name}"/>${content}<w:bookmarkEnd w:id="${number}"/>`
}
