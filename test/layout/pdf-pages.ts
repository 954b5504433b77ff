import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A rectangle on a page, in points from its lower left corner. */
export interface Box {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** A cell of a table that is tagged as one. */
export interface CellPlace {
  /** Place of the table among the tables of its page. */
  readonly table: number
  readonly column: number
  readonly isHeader: boolean
}

/** A run of text as the file places it. */
export interface PageText {
  readonly text: string
  /** From somewhat under the baseline to the height of small letters: runs of neighbouring lines do not touch. */
  readonly box: Box
  /** What a page repeats: running header and footer, the header row of a table that goes on. */
  readonly isArtifact: boolean
  readonly isHeading: boolean
  /** Place of the figure it belongs to among the figures of its page. */
  readonly figure: number | undefined
  readonly cell: CellPlace | undefined
}

/** A table, or the part of one that stands on a page. */
export interface PageTable {
  /** The same on every page the table is on; undefined where the file does not tell. */
  readonly key: string | undefined
  /** False for one that was made without a header row, such as a list of terms. */
  readonly hasHeader: boolean
}

export interface Page {
  readonly number: number
  readonly box: Box
  readonly texts: readonly PageText[]
  readonly tables: readonly PageTable[]
  /** Area of each tagged figure, where the file tells it. */
  readonly figures: readonly (Box | undefined)[]
}

/** Reads where every text of a PDF stands, and what the tags of the file say it is. */
export async function readPages(bytes: Uint8Array): Promise<Page[]> {
  const views = await eachPage(bytes, (page) => Promise.resolve(page.view))
  return eachPage(withoutEdges(bytes), async (page) => {
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
    const tags = readTags(await page.getStructTree())
    const [left = 0, bottom = 0, right = 0, top = 0] = views[page.pageNumber - 1] ?? []
    return {
      number: page.pageNumber,
      box: { left, bottom, right, top },
      texts: placed(content.items, tags),
      tables: tags.tables,
      figures: tags.figures,
    }
  })
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>

async function eachPage<T>(bytes: Uint8Array, read: (page: PdfPage) => Promise<T>): Promise<T[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  try {
    const document = await task.promise
    const found: T[] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      found.push(await read(page))
      page.cleanup()
    }
    return found
  } finally {
    await task.destroy()
  }
}

/** The same file on endless paper: the reader leaves out what lies beyond the edges, and that is what we look for. It finds the moved objects again. */
function withoutEdges(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  return Buffer.from(text.replace(/\/(MediaBox|CropBox)\s*\[[^\]]*\]/g, '/$1[-5000 -5000 9999 9999]'), 'latin1')
}

type Items = Awaited<ReturnType<PdfPage['getTextContent']>>['items']
type Item = Items[number]

/** Each run of text with the marked content it stands in. */
function placed(items: Items, tags: Tags): PageText[] {
  const open: (string | undefined)[] = []
  const texts: PageText[] = []
  for (const item of items) {
    if ('str' in item) {
      if (item.str.trim() === '') continue
      const place = open.map((id) => (id === undefined ? undefined : tags.places.get(id))).findLast((found) => found !== undefined)
      texts.push({
        text: item.str,
        box: boxOf(item),
        isArtifact: place === undefined,
        isHeading: place?.isHeading ?? false,
        figure: place?.figure,
        cell: place?.cell,
      })
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push(item.type === 'beginMarkedContentProps' && typeof item.id === 'string' ? item.id : undefined)
  }
  return texts
}

/** The corners of a run, turned as it is turned, and the upright rectangle around them. */
function boxOf(item: Extract<Item, { str: string }>): Box {
  const [a, b, c, d, x, y] = item.transform.map(Number) as [number, number, number, number, number, number]
  const size = Math.hypot(c, d)
  const along = Math.hypot(a, b) || 1
  const corners = [0, item.width].flatMap((width) =>
    [-0.1 * size, 0.6 * size].map((height) => ({
      x: x + (a / along) * width + (c / (size || 1)) * height,
      y: y + (b / along) * width + (d / (size || 1)) * height,
    })),
  )
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
}

interface Place {
  readonly isHeading: boolean
  readonly figure: number | undefined
  readonly cell: CellPlace | undefined
}

interface Tags {
  readonly places: Map<string, Place>
  readonly tables: PageTable[]
  readonly figures: (Box | undefined)[]
}

interface TagNode {
  readonly role?: string
  readonly type?: string
  readonly id?: string
  readonly structId?: string
  readonly colSpan?: number
  readonly bbox?: readonly number[]
  readonly children?: readonly TagNode[]
}

/** What the structure tree says of each piece of marked content. */
function readTags(tree: TagNode | null): Tags {
  const tags: Tags = { places: new Map(), tables: [], figures: [] }
  if (tree !== null) walk(tree, { isHeading: false, figure: undefined, cell: undefined }, tags)
  return tags
}

function walk(node: TagNode, place: Place, tags: Tags): void {
  if (node.type === 'content' && node.id !== undefined) tags.places.set(node.id, place)
  const inside = enter(node, place, tags)
  let column = 0
  for (const child of node.children ?? []) {
    const isCell = child.role === 'TH' || child.role === 'TD'
    const table = tags.tables.length - 1
    walk(child, isCell ? { ...inside, cell: { table, column, isHeader: child.role === 'TH' } } : inside, tags)
    if (isCell) column += child.colSpan ?? 1
  }
}

function enter(node: TagNode, place: Place, tags: Tags): Place {
  if (node.role === 'Table') tags.tables.push(tableOf(node))
  if (node.role === 'Figure' && holdsContent(node)) {
    tags.figures.push(areaOf(node.bbox))
    return { ...place, figure: tags.figures.length - 1 }
  }
  return node.role !== undefined && /^H\d?$/.test(node.role) ? { ...place, isHeading: true } : place
}

function tableOf(node: TagNode): PageTable {
  const header = firstHeader(node)
  return { key: header?.structId, hasHeader: header !== undefined }
}

function firstHeader(node: TagNode): TagNode | undefined {
  if (node.role === 'TH') return node
  for (const child of node.children ?? []) {
    const found = firstHeader(child)
    if (found !== undefined) return found
  }
  return undefined
}

/** The tree of a page holds whole elements, also those whose content is on other pages. */
function holdsContent(node: TagNode): boolean {
  return node.type === 'content' || (node.children ?? []).some(holdsContent)
}

function areaOf(bbox: readonly number[] | undefined): Box | undefined {
  const [left, bottom, right, top] = bbox ?? []
  return left === undefined || bottom === undefined || right === undefined || top === undefined ? undefined : { left, bottom, right, top }
}
