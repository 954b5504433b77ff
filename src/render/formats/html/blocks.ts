import { unreachable } from '../../../base/error.ts'
import { showControls } from '../../../base/text.ts'
import { isSafeLink } from '../../../model/prose.ts'
import type { Block, Inline } from '../../../model/report.ts'
import { directedPieces, hasRightToLeft, isRightToLeft } from '../../direction.ts'

/** How many places a source names that cite it; a source cited everywhere must not fill a page with numbers. */
const mostBackLinks = 20
/** From this many columns on a narrow window scrolls the table instead of squeezing it. */
const wideTable = 5

/** Counts citations, so that a source can link back to each place that cites it. */
interface Pen {
  readonly places: Map<string, number[]>
  citations: number
}

/** The blocks of a report as HTML. Every text is escaped; headings open sections. */
export function blocksHtml(blocks: readonly Block[]): string {
  const pen: Pen = { places: new Map(), citations: 0 }
  const parts: string[] = []
  let isSource = false
  for (const block of blocks) {
    const opens = block.kind === 'source' && !isSource
    const closes = block.kind !== 'source' && isSource
    if (closes) parts.push('</ul>')
    if (opens) parts.push('<ul class="sources">')
    isSource = block.kind === 'source'
    parts.push(blockHtml(block, pen))
  }
  if (isSource) parts.push('</ul>')
  return parts.filter((part) => part !== '').join('\n')
}

function blockHtml(block: Block, pen: Pen): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${escapeHtml(block.id)}">${block.number === undefined ? '' : `<span class="number">${escapeHtml(block.number)}</span> `}${escapeHtml(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p${block.tone === undefined ? '' : ` class="${block.tone}"`}>${inlinesHtml(block.content, pen)}</p>`
    case 'list':
      return list(
        block.ordered,
        block.items.map((item) => inlinesHtml(item, pen)),
      )
    case 'block-list':
      return list(
        block.ordered,
        block.items.map((blocks) => blocks.map((one) => blockHtml(one, pen)).join('\n')),
      )
    case 'table':
      return table(block, pen)
    case 'properties':
      return `<dl>\n${block.items.map(({ term, content }) => `<div><dt>${escapeHtml(term)}</dt><dd>${inlinesHtml(content, pen)}</dd></div>`).join('\n')}\n</dl>`
    case 'code':
      return `<pre tabindex="0"${block.caption === undefined ? '' : ` aria-label="${escapeHtml(block.caption)}"`}><code>${escapeHtml(block.text)}</code></pre>`
    case 'quote':
      return `<blockquote>\n${block.blocks.map((one) => blockHtml(one, pen)).join('\n')}\n</blockquote>`
    case 'figure':
      return figure(block)
    case 'source':
      return source(block, pen)
    default:
      return unreachable(block)
  }
}

function list(ordered: boolean, items: readonly string[]): string {
  const tag = ordered ? 'ol' : 'ul'
  return `<${tag}>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</${tag}>`
}

function table({ caption, columns, rows }: Extract<Block, { kind: 'table' }>, pen: Pen): string {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const isWide = columns.length >= wideTable
  const right = (index: number): string => (columns[index]?.align === 'right' ? ' class="right"' : '')
  const body = rows.map(
    (cells) => `<tr>${columns.map((_, index) => `<td${right(index)}>${inlinesHtml(cells[index] ?? [], pen)}</td>`).join('')}</tr>`,
  )
  return [
    isWide ? `<div class="table wide" role="region" aria-label="${escapeHtml(caption)}" tabindex="0">` : '<div class="table">',
    `<table><caption>${escapeHtml(caption)}</caption>`,
    `<colgroup>${columns.map((column) => `<col style="width:${Math.round((column.width / total) * 1000) / 10}%">`).join('')}</colgroup>`,
    `<thead><tr>${columns.map((column, index) => `<th scope="col"${right(index)}>${escapeHtml(column.title)}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody></table></div>`,
  ].join('\n')
}

function figure({ figure: { id, title, svg, alt } }: Extract<Block, { kind: 'figure' }>): string {
  const drawing = `<div class="drawing" role="region" aria-label="${escapeHtml(title)}" tabindex="0">\n${svg.trim()}\n</div>`
  return `<figure id="figure-${escapeHtml(id)}">\n${drawing}\n<figcaption><p>${escapeHtml(title)}</p><details><summary>In words</summary><p>${escapeHtml(alt)}</p></details></figcaption>\n</figure>`
}

function source({ id, label, content }: Extract<Block, { kind: 'source' }>, pen: Pen): string {
  const places = pen.places.get(id) ?? []
  const links = places.slice(0, mostBackLinks).map((place) => `<a href="#c${place}">${place}</a>`)
  const more = places.length > mostBackLinks ? ' and more places' : ''
  const back = links.length === 0 ? '' : `<br><span class="back">Cited at ${links.join(' ')}${more}</span>`
  return `<li id="${escapeHtml(id)}"><span class="label">${escapeHtml(label)}</span> <span class="words">${inlinesHtml(content, pen)}${back}</span></li>`
}

function inlinesHtml(content: readonly Inline[], pen: Pen): string {
  return content.map((inline) => inlineHtml(inline, pen)).join('')
}

function inlineHtml(inline: Inline, pen: Pen): string {
  switch (inline.kind) {
    case 'text':
      return textHtml(inline)
    case 'link':
      return linkHtml(inline)
    case 'citation': {
      pen.citations += 1
      const places = pen.places.get(inline.target)
      if (places === undefined) pen.places.set(inline.target, [pen.citations])
      else places.push(pen.citations)
      return `<a class="cite" id="c${pen.citations}" href="#${escapeHtml(inline.target)}">[${escapeHtml(inline.label)}]</a>`
    }
    case 'badge':
      // The brackets are for text browsers and for what is copied: on the screen a border stands for them.
      return `<span class="badge"><i>(</i>${escapeHtml(inline.text)}<i>)</i></span>`
    case 'break':
      return '<br>'
    default:
      return unreachable(inline)
  }
}

// A time keeps its zone on the same line.
const zoned = /(?<=\d) (?=UTC\b|[+-]\d\d:\d\d\))/g

function textHtml({ text, strong, emphasis, code }: Extract<Inline, { kind: 'text' }>): string {
  let words = directedHtml(text).replace(zoned, '&nbsp;')
  if (code === true) words = `<code>${words}</code>`
  if (emphasis === true) words = `<em>${words}</em>`
  return strong === true ? `<strong>${words}</strong>` : words
}

function linkHtml({ text, href }: Extract<Inline, { kind: 'link' }>): string {
  const words = directedHtml(text)
  if (href.startsWith('#')) return `<a href="${escapeHtml(href)}">${words}</a>`
  return isSafeLink(href) ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${words}</a>` : words
}

/** A text in which runs of the other direction do not move what stands around them. */
function directedHtml(text: string): string {
  if (!hasRightToLeft(text)) return escapeHtml(text)
  const words = directedPieces(text).map((piece) => {
    const inner = escapeHtml(piece.text)
    return piece.direction === undefined ? inner : piece.direction === 'ltr' ? `<bdi dir="ltr">${inner}</bdi>` : `<bdi>${inner}</bdi>`
  })
  return isRightToLeft(text) ? `<bdi dir="rtl">${words.join('')}</bdi>` : words.join('')
}

// A NUL would end the text for some readers; lone surrogates cannot be written as UTF-8.
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text as HTML that prints as this text, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return showControls(text)
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
