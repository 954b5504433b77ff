import { unreachable } from '../../../base/error.ts'
import type { Block, Inline } from '../../../model/report.ts'
import { figureXml } from './figures.ts'
import { inlines, runsRightToLeft } from './inlines.ts'
import { paragraph, type ParagraphLook, type ParagraphStyle } from './paragraph.ts'
import { marked, type Pen } from './pen.ts'
import { lines, words } from './runs.ts'
import { facts, type Place, table } from './tables.ts'

/** How far the words of a list stand in. */
const listStep = 360
const quoteStep = 280
/** Word knows nine levels of lists. */
const deepestLevel = 8

const outermost: Place = { indent: 0, depth: 0, isQuoted: false }

/** The blocks of a report as the body of a document. */
export function blocksXml(blocks: readonly Block[], pen: Pen, place: Place = outermost): string {
  let xml = ''
  for (const block of blocks) xml += blockXml(block, pen, place)
  return xml
}

function blockXml(block: Block, pen: Pen, place: Place): string {
  switch (block.kind) {
    case 'heading':
      return heading(block, pen)
    case 'paragraph':
      return paragraph({ ...lookOf(block.tone, place), isRtl: runsRightToLeft(block.content) }, inlines(block.content, pen))
    case 'list':
      return list(
        block.ordered,
        block.items.map((content) => [{ kind: 'paragraph', content }]),
        { pen, place },
      )
    case 'block-list':
      return list(block.ordered, block.items, { pen, place })
    case 'table':
      return table(block, pen, place)
    case 'properties':
      return facts(block, pen, place)
    case 'code':
      return paragraph({ style: 'Code', ...inset(place, codeInset) }, lines(block.text))
    case 'quote':
      return blocksXml(block.blocks, pen, { ...place, indent: place.indent + quoteStep, isQuoted: true })
    case 'figure':
      return figureXml(block.figure, pen, place)
    case 'source':
      return source(block, pen)
    default:
      return unreachable(block)
  }
}

const headingStyles: Readonly<Record<1 | 2 | 3 | 4, ParagraphStyle>> = { 1: 'Subtitle', 2: 'Heading1', 3: 'Heading2', 4: 'Heading3' }

/** The words of a heading with its number, as it is printed. */
export function headingText({ number, text }: Extract<Block, { kind: 'heading' }>): string {
  return number === undefined ? text : `${number} ${text}`
}

function heading(block: Extract<Block, { kind: 'heading' }>, pen: Pen): string {
  const isSection = block.level === 2
  // Parts of the outline begin on a page of their own, and whatever comes first does.
  const newPage = isSection && (block.number !== undefined || pen.sections === 0)
  if (isSection) pen.sections += 1
  return paragraph({ style: headingStyles[block.level], newPage }, marked(pen, block.id, words(headingText(block))))
}

type Tone = NonNullable<Extract<Block, { kind: 'paragraph' }>['tone']>
const toneStyles: Readonly<Record<Tone, ParagraphStyle | undefined>> = {
  note: 'Note',
  absent: 'Absent',
  label: 'Label',
  lead: 'Title',
  proposed: undefined,
}

function lookOf(tone: Tone | undefined, place: Place): ParagraphLook {
  const style = tone === undefined ? undefined : toneStyles[tone]
  return { style: style ?? (place.isQuoted ? 'Quote' : undefined), ...inset(place, style === 'Note' ? noteInset : 0) }
}

// Room for the line at the left of a style.
const codeInset = 160
const noteInset = 200

/** The left edge where a block does not stand at the margin: there its style knows it. */
function inset({ indent }: Place, own: number): { indent?: number } {
  return indent === 0 ? {} : { indent: indent + own }
}

function list(ordered: boolean, items: readonly (readonly Block[])[], { pen, place }: { pen: Pen; place: Place }): string {
  pen.lists.push(ordered)
  const number = pen.lists.length
  const level = Math.min(place.depth, deepestLevel)
  const inner: Place = { ...place, indent: place.indent + listStep, depth: place.depth + 1 }
  return items.map((blocks, index) => item(blocks, { number, level, isLast: level === 0 && index === items.length - 1 }, { pen, inner })).join('')
}

/** The item's first paragraph carries its number or bullet. */
function item(
  blocks: readonly Block[],
  { number, level, isLast }: { number: number; level: number; isLast: boolean },
  { pen, inner }: { pen: Pen; inner: Place },
): string {
  const [first, ...others] = blocks
  const opens = first?.kind === 'paragraph'
  const content: readonly Inline[] = opens ? first.content : []
  const look: ParagraphLook = {
    style: 'ListParagraph',
    item: { list: number, level },
    endsList: isLast && others.length === 0,
    isRtl: runsRightToLeft(content),
    indent: inner.indent,
    hanging: listStep,
  }
  return paragraph(look, inlines(content, pen)) + blocksXml(opens ? others : blocks, pen, inner)
}

function source({ id, label, content }: Extract<Block, { kind: 'source' }>, pen: Pen): string {
  return paragraph({ style: 'Source' }, `${marked(pen, id, words(label, { style: 'Strong' }))}<w:r><w:tab/></w:r>${inlines(content, pen)}`)
}
