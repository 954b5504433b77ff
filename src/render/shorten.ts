import { plural } from '../base/text.ts'
import type { Block, Inline, Report, SheetName } from '../model/report.ts'

type Table = Extract<Block, { kind: 'table' }>
type Row = Table['rows'][number]

/** How much a form holds. Weights count characters; a cell and a source weigh something of their own. */
export interface Limits {
  /** Weight of all long tables together. */
  readonly tables: number
  /** Weight of the appendix of sources. */
  readonly sources: number
}

const cellWeight = 40
const sourceWeight = 60
/** Tables with no more rows than this are never cut. */
const shortTable = 60

/**
 * A report that fits a form with limits: long tables keep their decisive rows, then their first, and say how many are left out and which file holds
 * all; the appendix keeps the sources of what is printed.
 */
export function shorten(report: Report, limits: Limits): Report {
  if (report.isShortened === true) return report
  const tables = report.blocks.flatMap((block) => (block.kind === 'table' && block.rows.length > shortTable ? [block] : []))
  const shares = shareOut(tables.map(weightOf), limits.tables)
  const shareOf = new Map<Block, number>(tables.map((block, index) => [block, shares[index] ?? 0]))
  const blocks = report.blocks.flatMap((block) => {
    const share = shareOf.get(block)
    return block.kind === 'table' && share !== undefined ? shortenTable(block, share) : [block]
  })
  const kept = shortenSources(blocks, limits.sources)
  return { ...report, blocks: kept, isShortened: true }
}

/** Each asks for a weight: what one does not need the others get. */
function shareOut(wanted: readonly number[], total: number): number[] {
  const shares = wanted.map(() => 0)
  let left = total
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  for (const [done, index] of order.entries()) {
    const share = Math.min(wanted[index] ?? 0, left / (order.length - done))
    shares[index] = share
    left -= share
  }
  return shares
}

function shortenTable(table: Table, share: number): Block[] {
  const { rows, decisive = [] } = table
  if (weightOf(table) <= share) return [table]
  const kept = new Set<number>()
  let weight = 0
  const keep = (index: number): void => {
    const row = rows[index]
    if (row === undefined || kept.has(index)) return
    weight += rowWeight(row)
    kept.add(index)
  }
  for (const index of [...decisive, ...rows.keys()]) {
    if (weight > share && kept.size >= shortTable) break
    keep(index)
    // A line that says "1 row left out" takes the room of the row.
    if (kept.has(index - 2)) keep(index - 1)
    if (kept.has(index + 2)) keep(index + 1)
  }
  const chosen = decisive.length === 0 ? 'The first' : 'The decisive'
  const remark = `${chosen} ${kept.size.toLocaleString('en-US')} of ${plural(rows.length, 'row')} of this table are printed here. ${whereAll(table.sheet)}.`
  const left = withGaps(table, kept)
  return [
    { kind: 'paragraph', tone: 'note', content: [{ kind: 'text', text: remark }] },
    { kind: 'table', caption: table.caption, columns: table.columns, rows: left },
  ]
}

/** The rows that stay; where some are left out between them, a line says how many. */
function withGaps({ columns, rows }: Table, kept: ReadonlySet<number>): Row[] {
  const widest = columns.reduce((best, column, index) => (column.width > (columns[best]?.width ?? 0) ? index : best), 0)
  const gap = (count: number): Row =>
    columns.map((_, index) => {
      if (index === widest) return [{ kind: 'text', text: `${plural(count, 'row')} left out`, emphasis: true }]
      return index === 0 ? [{ kind: 'text', text: '…', emphasis: true }] : []
    })
  const printed: Row[] = []
  let missing = 0
  for (const [index, row] of rows.entries()) {
    if (!kept.has(index)) {
      missing += 1
      continue
    }
    if (missing > 0) printed.push(gap(missing))
    missing = 0
    printed.push(row)
  }
  return missing > 0 ? [...printed, gap(missing)] : printed
}

function whereAll(sheet: SheetName | undefined): string {
  return sheet === undefined ? 'report.html holds all of them' : `report.xlsx (sheet “${sheet}”) and ${sheet}.csv hold all of them`
}

/** Keeps the sources of what is printed, those of the text before those of tables, as far as the limit goes. Headings of items without sources go. */
function shortenSources(blocks: readonly Block[], limit: number): readonly Block[] {
  const sources = blocks.filter((block) => block.kind === 'source')
  if (sources.length <= shortTable) return blocks
  const weights = new Map(sources.map((source) => [source.id, inlinesWeight(source.content) + sourceWeight]))
  const cited = new Set([...citedIn(blocks.filter(({ kind }) => kind !== 'table')), ...citedIn(blocks.filter(({ kind }) => kind === 'table'))])
  const kept = new Set<string>()
  let weight = 0
  for (const id of cited) {
    weight += weights.get(id) ?? 0
    if (weight > limit && kept.size >= shortTable) break
    if (weights.has(id)) kept.add(id)
  }
  if (kept.size === sources.length) return blocks
  const remark = `${plural(kept.size, 'source')} of ${sources.length.toLocaleString('en-US')} are printed here: those of what this form prints, as far as they fit. ${whereAll('sources')}.`
  return withoutSources(blocks, kept, { kind: 'paragraph', tone: 'note', content: [{ kind: 'text', text: remark }] })
}

function withoutSources(blocks: readonly Block[], kept: ReadonlySet<string>, remark: Block): Block[] {
  const left: Block[] = []
  // Names of evidence items wait until one of their sources stays.
  let title: Block | undefined
  let isTold = false
  for (const [index, block] of blocks.entries()) {
    const isTitle = block.kind === 'paragraph' && block.tone === 'label' && blocks[index + 1]?.kind === 'source'
    if ((isTitle || block.kind === 'source') && !isTold) {
      left.push(remark)
      isTold = true
    }
    if (isTitle) title = block
    else if (block.kind !== 'source') left.push(block)
    else if (kept.has(block.id)) {
      if (title !== undefined) left.push(title)
      title = undefined
      left.push(block)
    }
  }
  return left
}

/** Ids of sources cited in these blocks, at any depth, in their order. */
function citedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citedIn)
  if (typeof value !== 'object' || value === null) return []
  if ('kind' in value && value.kind === 'citation' && 'target' in value && typeof value.target === 'string') return [value.target]
  return Object.values(value).flatMap(citedIn)
}

function weightOf(table: Table): number {
  return table.rows.reduce((sum, row) => sum + rowWeight(row), 0)
}

function rowWeight(row: Row): number {
  return row.reduce((sum, cell) => sum + cellWeight + inlinesWeight(cell), 0)
}

function inlinesWeight(content: readonly Inline[]): number {
  return content.reduce((sum, one) => sum + ('text' in one ? one.text.length : one.kind === 'citation' ? one.label.length + 12 : 0), 0)
}
