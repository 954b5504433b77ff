import { unreachable } from '../../../base/error.ts'
import { clip } from '../../../base/text.ts'
import { isSafeLink } from '../../../model/prose.ts'
import type { Block, Inline, Report } from '../../../model/report.ts'
import { isolated, isRightToLeft } from '../../direction.ts'
import { markings, recordLine } from '../../marking.ts'
import { breakable, codeLine, type Part, type Room } from './line-breaks.ts'
import { type Printer, replacement } from './printable.ts'

/** What `report.typ` reads: plain data, every text already fit for its fonts. */
export type PageData = { readonly [key: string]: unknown }
type Drawn = { readonly k: string; readonly [key: string]: unknown }
/** Plain words are a string: most of a long report is. */
type DrawnInline = string | Drawn

// TLP 2.0 colours (FIRST): ink on black.
const tlpInk: Record<Report['tlp'], string> = {
  'TLP:RED': '#ff2b2b',
  'TLP:AMBER+STRICT': '#ffc000',
  'TLP:AMBER': '#ffc000',
  'TLP:GREEN': '#33ff00',
  'TLP:CLEAR': '#ffffff',
}

/** Lines of a row that surely fit on one page; a longer row may be torn. */
const mostLines = 40
/** Between two columns, in millimetres. */
const columnGap = 2.6
/** Millimetres of a character, on the average. */
const averageWidth = 1.6

// Millimetres for words: a line of the page, a value beside its name, the words of a source.
const rooms = { page: 168, name: 38, value: 128, source: 140, label: 24, code: 160 }

/** Characters of the one line above and below every page. */
const longestRunning = 110
/** A title longer than this is set smaller. */
const longTitle = 110

interface Press {
  /** Where the words will stand. */
  readonly room: Room
  printable(text: string): string
  printableInFigure(text: string): string
  /** Ids that may be linked to: a link to nowhere would stop the engine. */
  readonly targets: ReadonlySet<string>
}

/** The report as data for the template. */
export function pageData(report: Report, printer: Printer): PageData {
  const printable = (text: string): string => printer.printable(text)
  const press: Press = {
    printable,
    printableInFigure: (text) => printer.printableInFigure(text),
    room: rooms.page,
    targets: new Set(report.blocks.flatMap((block) => ('id' in block ? [block.id] : []))),
  }
  const { incident, version, notice } = markings(report)
  const [first, ...rest] = report.blocks
  const kicker = first?.kind === 'heading' && first.level === 1 ? first.text : report.title
  const blocks = first?.kind === 'heading' && first.level === 1 ? rest : report.blocks
  const begin = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2)
  const draw = (block: Block): Drawn[] => drawBlock(block, press)
  const running = (text: string): string => isolated(printable(clip(text.replace(/\s+/g, ' '), longestRunning)))
  const data = {
    documentTitle: printable(`${report.incident}: ${report.title}`),
    authors: report.authors.map(printable),
    keywords: [report.incident, report.tlp, report.classification].map(printable),
    kicker: { text: printable(kicker), ...(first?.kind === 'heading' && first.level === 1 ? { id: first.id } : {}) },
    tlp: report.tlp,
    tlpInk: tlpInk[report.tlp],
    running: running([incident, version, report.classification, report.privilege ?? ''].filter((part) => part !== '').join(' · ')),
    footer: running(notice === '' ? report.title : `${notice.slice(0, 1).toUpperCase()}${notice.slice(1)}`),
    cover: blocks.slice(0, begin === -1 ? blocks.length : begin).flatMap(draw),
    body: blocks.slice(begin === -1 ? blocks.length : begin).flatMap(draw),
    record: [words(recordLine(report), {}, press)],
  }
  if (!printer.hasReplaced) return data
  const remark = `What the fonts of this form cannot draw stands as ${replacement}; the HTML and Markdown forms show it.`
  return { ...data, remark: [words(remark, {}, press)] }
}

function drawBlock(block: Block, press: Press): Drawn[] {
  const content = (inlines: readonly Inline[], room = press.room): DrawnInline[] => inlines.map((one) => drawInline(one, { ...press, room }))
  switch (block.kind) {
    case 'heading':
      return [heading(block, press)]
    case 'paragraph':
      return [paragraph(block, press)]
    case 'list': {
      const items = block.items.map((item) => [{ k: 'paragraph', tone: '', content: content(item), rtl: runsRightToLeft(item) }])
      return [{ k: 'list', ordered: block.ordered, items }]
    }
    case 'block-list':
      return [{ k: 'list', ordered: block.ordered, items: block.items.map((item) => item.flatMap((one) => drawBlock(one, press))) }]
    case 'table':
      return [table(block, press)]
    case 'properties':
      return [
        {
          k: 'facts',
          items: block.items.map((item) => ({
            term: breakable(press.printable(item.term), rooms.name),
            content: content(item.content, rooms.value),
          })),
        },
      ]
    case 'code':
      return [{ k: 'code', lines: block.text.split(/\r\n?|\n/).map((line) => codeLine(press.printable(line), rooms.code)) }]
    case 'quote':
      return [{ k: 'quote', blocks: block.blocks.flatMap((one) => drawBlock(one, press)) }]
    case 'figure': {
      const { svg, alt, title } = block.figure
      return [{ k: 'figure', svg: fitFigure(svg, press), alt: press.printable(alt), title: press.printable(title) }]
    }
    case 'source':
      return [
        { k: 'source', id: block.id, label: breakable(press.printable(block.label), rooms.label), content: content(block.content, rooms.source) },
      ]
    default:
      return unreachable(block)
  }
}

function paragraph({ content, tone }: Extract<Block, { kind: 'paragraph' }>, press: Press): Drawn {
  const length = content.reduce((sum, one) => sum + ('text' in one ? one.text.length : 0), 0)
  const size = length > longTitle ? 14 : 25
  // Set larger, less of it fits on a line.
  const room = tone === 'lead' ? (press.room * 9.5) / size : press.room
  const drawn = content.map((one) => drawInline(one, { ...press, room }))
  return { k: 'paragraph', tone: tone ?? '', size, content: drawn, rtl: runsRightToLeft(content) }
}

/** Text of a record may hold what no line can: one break of a title would begin a new line of the contents. */
function heading(block: Extract<Block, { kind: 'heading' }>, { printable, room }: Press): Drawn {
  const text = printable(block.number === undefined ? block.text : `${block.number} ${block.text}`)
  // Sections follow each other; the appendices begin on a page of their own.
  const isApart = block.level === 2 && /^appendi/i.test(block.text)
  // Headings are set larger.
  return { k: 'heading', level: Math.max(1, block.level - 1), id: block.id, newPage: isApart, parts: breakable(text, room / 1.8) }
}

function table({ columns: titles, rows: all, caption }: Extract<Block, { kind: 'table' }>, press: Press): Drawn {
  const columns = titles.map(({ title, width, align }) => ({ title: press.printable(title), width, right: align === 'right' }))
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const inColumns = columns.map(({ width }) => (width / total) * (press.room + 2) - columnGap)
  const rows = all.map((row) => ({
    // A row may only be torn where it could be longer than a page.
    together: inColumns.every((room, index) => linesOf(row[index] ?? [], room) < mostLines),
    cells: inColumns.map((room, index) => (row[index] ?? []).map((one) => drawInline(one, { ...press, room }))),
  }))
  return { k: 'table', caption: press.printable(caption), columns, rows }
}

function linesOf(content: readonly Inline[], room: Room): number {
  const characters = content.reduce((sum, one) => sum + ('text' in one ? one.text.length : one.kind === 'citation' ? one.label.length + 3 : 0), 0)
  return (characters * averageWidth) / Math.max(1, room) + content.filter(({ kind }) => kind === 'break').length
}

function drawInline(inline: Inline, press: Press): DrawnInline {
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
        ? { k: 'cite', target: inline.target, parts: breakable(press.printable(`[${inline.label}]`), press.room) }
        : { k: 'uncited', parts: breakable(press.printable(`[${inline.label}]`), press.room) }
    case 'badge':
      return { k: 'badge', parts: breakable(press.printable(inline.text), press.room) }
    case 'break':
      return { k: 'break' }
    default:
      return unreachable(inline)
  }
}

function words(text: string, look: { strong?: boolean; emphasis?: boolean; code?: boolean }, { printable, room }: Press): DrawnInline {
  const { strong = false, emphasis = false, code = false } = look
  const parts: Part[] = breakable(printable(text), room, code)
  const [only] = parts
  if (!strong && !emphasis && !code && parts.length === 1 && typeof only === 'string') return only
  return { k: 'text', parts, strong, emphasis, code }
}

/** True for a paragraph whose first words run from right to left: so does it, and begins at the right. */
function runsRightToLeft(content: readonly Inline[]): boolean {
  const first = content.find((one) => 'text' in one && /[\p{L}]/u.test(one.text))
  return first !== undefined && 'text' in first && first.kind !== 'badge' && isRightToLeft(first.text)
}

// The engine of the figures finds no other font for a sequence of characters that becomes one sign.
const emojis =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f)*/gu

function inEmojiFont(emoji: string): string {
  return `<tspan font-family="'Noto Emoji', 'Noto Sans', 'Noto Sans Symbols 2'">${emoji}</tspan>`
}

/** A figure's own words may hold characters the fonts lack, too; its markup is plain ASCII. */
function fitFigure(svg: string, { printableInFigure }: Press): string {
  const fit = (text: string): string => (text.trim() === '' ? text : printableInFigure(text))
  return svg
    .replace(/(?<=>)[^<]+(?=<)/g, fit)
    .replace(/<text\b[^>]*>[\s\S]*?<\/text>/g, (drawn) => drawn.replace(/(?<=>)[^<]+(?=<)/g, (text) => text.replace(emojis, inEmojiFont)))
}
