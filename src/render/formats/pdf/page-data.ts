import { unreachable } from '../../../base/error.ts'
import { isSafeLink } from '../../../model/prose.ts'
import type { Block, Inline, Report } from '../../../model/report.ts'
import { markings, recordLine } from '../../marking.ts'
import { breakable, codeLine, type Part, replacement, type Room } from './printable.ts'

/** What `report.typ` reads: plain data, every text already fit for its fonts. */
export type PageData = { readonly [key: string]: unknown }
type Drawn = { readonly k: string; readonly [key: string]: unknown }

// TLP 2.0 colours (FIRST): ink on black.
const tlpInk: Record<Report['tlp'], string> = {
  'TLP:RED': '#ff2b2b',
  'TLP:AMBER+STRICT': '#ffc000',
  'TLP:AMBER': '#ffc000',
  'TLP:GREEN': '#33ff00',
  'TLP:CLEAR': '#ffffff',
}

/** Tables longer than this keep their first rows in print; the spreadsheet forms hold all. The engine needs about 150 KB of memory a row. */
const mostRows = 3_000

/** Characters of a row, as JSON, that surely fit on one page. */
const shortRow = 4_000
/** Between two columns, in millimetres. */
const columnGap = 2.6

// Millimetres for words: a line of the page, a value beside its name, the words of a source.
const rooms = { page: 168, value: 128, source: 140, code: 160 }

interface Press {
  /** Where the words will stand. */
  readonly room: Room
  printable(text: string): string
  /** Ids that may be linked to: a link to nowhere would stop the engine. */
  readonly targets: ReadonlySet<string>
}

/** The report as data for the template. */
export function pageData(report: Report, printable: (text: string) => string): PageData {
  const { incident, version, notice } = markings(report)
  const [first, ...rest] = report.blocks
  const kicker = first?.kind === 'heading' && first.level === 1 ? first.text : report.title
  const blocks = first?.kind === 'heading' && first.level === 1 ? rest : report.blocks
  // The document's own heading becomes words of the cover, which nothing can link to.
  const press: Press = { printable, room: rooms.page, targets: new Set(blocks.flatMap((block) => ('id' in block ? [block.id] : []))) }
  const begin = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2)
  const draw = (block: Block): Drawn[] => drawBlock(block, press)
  const body = blocks.slice(begin === -1 ? blocks.length : begin).flatMap(draw)
  const record = printable(recordLine(report))
  const data = {
    documentTitle: printable(`${report.incident}: ${report.title}`),
    authors: report.authors.map(printable),
    kicker: printable(kicker),
    tlp: report.tlp,
    tlpInk: tlpInk[report.tlp],
    running: printable([incident, version, report.classification, report.privilege ?? ''].filter((part) => part !== '').join(' · ')),
    footer: printable(notice === '' ? report.title : `${notice.slice(0, 1).toUpperCase()}${notice.slice(1)}`),
    cover: blocks.slice(0, begin === -1 ? blocks.length : begin).flatMap(draw),
    body,
    record: [words(record, {}, press)],
  }
  if (!JSON.stringify(data).includes(replacement)) return data
  const remark = `${record} Characters that the fonts of this form cannot draw stand as ${replacement}; the HTML and Markdown forms show them.`
  return { ...data, record: [words(remark, {}, press)] }
}

function drawBlock(block: Block, press: Press): Drawn[] {
  const content = (inlines: readonly Inline[], room = press.room): Drawn[] => inlines.map((one) => drawInline(one, { ...press, room }))
  switch (block.kind) {
    case 'heading':
      return [heading(block, press)]
    case 'paragraph':
      return [{ k: 'paragraph', tone: block.tone ?? '', content: content(block.content) }]
    case 'list':
      return [{ k: 'list', ordered: block.ordered, items: block.items.map((item) => [{ k: 'paragraph', tone: '', content: content(item) }]) }]
    case 'block-list':
      return [{ k: 'list', ordered: block.ordered, items: block.items.map((item) => item.flatMap((one) => drawBlock(one, press))) }]
    case 'table':
      return table(block, press)
    case 'properties':
      return [{ k: 'facts', items: block.items.map((item) => ({ term: press.printable(item.term), content: content(item.content, rooms.value) })) }]
    case 'code':
      return [{ k: 'code', lines: block.text.split(/\r\n?|\n/).map((line) => codeLine(press.printable(line), rooms.code)) }]
    case 'quote':
      return [{ k: 'quote', blocks: block.blocks.flatMap((one) => drawBlock(one, press)) }]
    case 'figure': {
      const { svg, alt, title } = block.figure
      return [{ k: 'figure', svg: fitFigure(svg, press), alt: press.printable(alt), title: press.printable(title) }]
    }
    case 'source':
      return [{ k: 'source', id: block.id, label: press.printable(block.label), content: content(block.content, rooms.source) }]
    default:
      return unreachable(block)
  }
}

function heading(block: Extract<Block, { kind: 'heading' }>, { printable }: Press): Drawn {
  const text = printable(block.number === undefined ? block.text : `${block.number} ${block.text}`)
  return { k: 'heading', level: Math.max(1, block.level - 1), id: block.id, newPage: block.level === 2 && block.number !== undefined, text }
}

function table(block: Extract<Block, { kind: 'table' }>, press: Press): Drawn[] {
  const columns = block.columns.map(({ title, width, align }) => ({ title: press.printable(title), width, right: align === 'right' }))
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const inColumn = columns.map(({ width }) => (width / total) * (rooms.page + 2) - columnGap)
  const rows = block.rows.slice(0, mostRows).map((row) => ({
    // A row may only be torn where it could be longer than a page.
    together: JSON.stringify(row).length < shortRow,
    cells: columns.map((_, index) => (row[index] ?? []).map((one) => drawInline(one, { ...press, room: inColumn[index] ?? press.room }))),
  }))
  const drawn: Drawn = { k: 'table', columns, rows }
  if (block.rows.length <= mostRows) return [drawn]
  const remark = `Only the first ${mostRows} of ${block.rows.length} rows are printed here; the spreadsheet and HTML forms hold all.`
  return [drawn, { k: 'paragraph', tone: 'note', content: [words(remark, {}, press)] }]
}

function drawInline(inline: Inline, press: Press): Drawn {
  switch (inline.kind) {
    case 'text':
      return words(inline.text, inline, press)
    case 'link': {
      const parts = breakable(press.printable(inline.text), press.room)
      if (inline.href.startsWith('#') && press.targets.has(inline.href.slice(1))) return { k: 'jump', target: inline.href.slice(1), parts }
      return isSafeLink(inline.href) ? { k: 'link', href: inline.href.toWellFormed(), parts } : words(inline.text, {}, press)
    }
    case 'citation':
      return press.targets.has(inline.target)
        ? { k: 'cite', target: inline.target, label: press.printable(inline.label) }
        : words(`[${inline.label}]`, {}, press)
    case 'badge':
      return { k: 'badge', text: press.printable(inline.text) }
    case 'break':
      return { k: 'break' }
    default:
      return unreachable(inline)
  }
}

function words(text: string, look: { strong?: boolean; emphasis?: boolean; code?: boolean }, { printable, room }: Press): Drawn {
  const { strong = false, emphasis = false, code = false } = look
  const parts: Part[] = breakable(printable(text), room, code)
  return { k: 'text', parts, strong, emphasis, code }
}

/** A figure's own words may hold characters the fonts lack, too; its markup is plain ASCII. */
function fitFigure(svg: string, { printable }: Press): string {
  return svg.replace(/(?<=>)[^<]+(?=<)/g, (text) => (text.trim() === '' ? text : printable(text)))
}
