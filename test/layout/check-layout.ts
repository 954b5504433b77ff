import type { Box, Page, PageText } from './pdf-pages.ts'

/** What somebody would send back: where, and which words show it. */
export interface Defect {
  readonly page: number
  readonly kind:
    | 'outside the page'
    | 'outside the margins'
    | 'overprinted'
    | 'lost table header'
    | 'into the next column'
    | 'outside its figure'
    | 'over a figure'
    | 'stranded heading'
    | 'empty page'
  readonly detail: string
}

/** Distances in points from the edges of the page. Running header and footer stand in the upper and lower margin. */
export interface Margins {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

/** What is too small to be seen, in points. */
const slack = 1

/** Everything that is wrong with where the texts of these pages stand. */
export function checkLayout(pages: readonly Page[], margins: Margins): Defect[] {
  return [
    ...pages.flatMap((page) => [
      ...outside(page, margins),
      ...overprinted(page),
      ...intoNextColumn(page),
      ...aroundFigures(page),
      ...strandedHeading(page),
      ...empty(page),
    ]),
    ...lostHeaders(pages),
  ].toSorted((a, b) => a.page - b.page)
}

/** Text beyond the edges of the paper; text of the body beyond its margins. Repeated parts only keep to the side margins. */
function outside({ number, box, texts }: Page, { x, top, bottom }: Margins): Defect[] {
  const paper = grown(box, slack)
  const body = grown({ left: box.left + x, right: box.right - x, bottom: box.bottom + bottom, top: box.top - top }, slack)
  return texts.flatMap((one): Defect[] => {
    if (!contains(paper, one.box)) return [{ page: number, kind: 'outside the page', detail: told(one) }]
    const area = one.isArtifact ? { ...body, bottom: paper.bottom, top: paper.top } : body
    return contains(area, one.box) ? [] : [{ page: number, kind: 'outside the margins', detail: told(one) }]
  })
}

/** Two runs that cover one another so far that neither can be read. */
function overprinted({ number, texts }: Page): Defect[] {
  const sorted = texts.toSorted((a, b) => a.box.left - b.box.left)
  const found: Defect[] = []
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next]
      if (other === undefined || other.box.left > one.box.right) break
      if (cover(one.box, other.box) && !isOneLine(one, other))
        found.push({ page: number, kind: 'overprinted', detail: `${told(one)} and ${told(other)}` })
    }
  }
  return found
}

// Letters of these scripts join, stack and change places: a file sets one word as several runs that reach into one another.
const joining = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{M}]/u

function isOneLine(a: PageText, b: PageText): boolean {
  return Math.abs(a.box.bottom - b.box.bottom) < 0.1 && (joining.test(a.text) || joining.test(b.text))
}

function cover(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom)
  return width > slack && height > 0.2 * Math.min(a.top - a.bottom, b.top - b.bottom)
}

/** A cell whose text runs into the next column: past where that column's texts begin on this page, or up to the text beside it. */
function intoNextColumn({ number, texts, tables }: Page): Defect[] {
  return tables.flatMap((_, table): Defect[] => {
    const columns = Map.groupBy(
      texts.filter(({ cell }) => cell?.table === table),
      ({ cell }) => cell?.column ?? 0,
    )
    return [...columns].flatMap(([column, own]) => {
      const next = columns.get(column + 1) ?? []
      const left = Math.min(...next.map(({ box }) => box.left))
      const meets = (one: PageText): boolean => next.some(({ box }) => isBeside(one.box, box) && box.left - one.box.right < leastGap)
      return own.flatMap((one): Defect[] =>
        one.box.right > left + slack || meets(one) ? [{ page: number, kind: 'into the next column', detail: told(one) }] : [],
      )
    })
  })
}

/** Points between two columns, below which their words read as one. */
const leastGap = 2

function isBeside(a: Box, b: Box): boolean {
  return b.left >= a.left && Math.min(a.top, b.top) > Math.max(a.bottom, b.bottom)
}

/** Words of a figure outside of its area, and other words inside of it. */
function aroundFigures({ number, texts, figures }: Page): Defect[] {
  return texts.flatMap((one): Defect[] => {
    const own = one.figure === undefined ? undefined : figures[one.figure]
    if (own !== undefined && !contains(grown(own, slack), one.box)) return [{ page: number, kind: 'outside its figure', detail: told(one) }]
    const isOver = one.figure === undefined && figures.some((area) => area !== undefined && cover(area, one.box))
    return isOver ? [{ page: number, kind: 'over a figure', detail: told(one) }] : []
  })
}

/** A heading that is the last of its page: what it announces stands on the next one. */
function strandedHeading({ number, texts }: Page): Defect[] {
  const body = texts.filter(({ isArtifact }) => !isArtifact)
  const last = body.toSorted((a, b) => a.box.bottom - b.box.bottom)[0]
  return last?.isHeading === true ? [{ page: number, kind: 'stranded heading', detail: told(last) }] : []
}

function empty({ number, texts, figures }: Page): Defect[] {
  return texts.some(({ isArtifact }) => !isArtifact) || figures.length > 0
    ? []
    : [{ page: number, kind: 'empty page', detail: 'nothing but header and footer' }]
}

/**
 * A table that goes on without its header row. The header is tagged where the table begins; where it goes on, its words stand again above the first row,
 * in the same columns.
 */
function lostHeaders(pages: readonly Page[]): Defect[] {
  const headers = new Map<string, PageText[]>()
  let latest: PageText[] = []
  return pages.flatMap((page) =>
    page.tables.flatMap(({ key, hasHeader }, table): Defect[] => {
      const cells = page.texts.filter(({ cell }) => cell?.table === table)
      if (!hasHeader || cells.length === 0) return []
      const own = cells.filter(({ cell }) => cell?.isHeader === true)
      const rows = cells.filter(({ cell }) => cell?.isHeader !== true)
      if (own.length > 0) {
        latest = own
        if (key !== undefined) headers.set(key, own)
        return []
      }
      const wanted = key === undefined ? latest : (headers.get(key) ?? [])
      const top = Math.max(...rows.map(({ box }) => box.top))
      const missing = wanted.filter((header) => !page.texts.some((one) => repeats(one, header) && one.box.bottom >= top - slack))
      if (wanted.length > 0 && missing.length === 0) return []
      return [{ page: page.number, kind: 'lost table header', detail: `${missing.map(told).join(', ') || 'no header'} above ${told(rows[0])}` }]
    }),
  )
}

function repeats(one: PageText, header: PageText): boolean {
  return one.text === header.text && Math.abs(one.box.left - header.box.left) < 2
}

function contains(area: Box, box: Box): boolean {
  return box.left >= area.left && box.right <= area.right && box.bottom >= area.bottom && box.top <= area.top
}

function grown({ left, bottom, right, top }: Box, by: number): Box {
  return { left: left - by, bottom: bottom - by, right: right + by, top: top + by }
}

function told(one: PageText | undefined): string {
  if (one === undefined) return 'nothing'
  const { left, bottom, right, top } = one.box
  return `"${one.text.slice(0, 60)}" (${[left, bottom, right, top].map((edge) => edge.toFixed(0)).join(' ')})`
}
