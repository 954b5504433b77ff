import { unreachable } from '../../base/error.ts'
import { isSafeLink } from '../../model/prose.ts'
import type { Block, Inline, Report } from '../../model/report.ts'
import { markings, recordLine } from '../marking.ts'
import type { ReportFormat } from '../report-format.ts'
import { destination, escapeLineStart, escapeMarkdown, fencedCode, inlineCode } from './markdown-escape.ts'

/** CommonMark with GitHub's tables. Text of the record prints as text; figures are linked as files of the report's folder. */
export const markdown: ReportFormat = {
  name: 'md',
  title: 'Markdown',
  fileName: 'report.md',
  extension: 'md',
  mediaType: 'text/markdown; charset=utf-8',
  render: (report) => Promise.resolve(new TextEncoder().encode(renderMarkdown(report))),
}

export function renderMarkdown(report: Report): string {
  const targets = linkTargets(report.blocks)
  const { tlp, incident, notice } = markings(report)
  const footer = [tlp, incident, notice]
    .filter((part) => part !== '')
    .map(escapeMarkdown)
    .join(' · ')
  const parts = [...report.blocks.map((block) => blockText(block, targets)), '---', `**${footer}**`, escapeMarkdown(recordLine(report))]
  // Half of a surrogate pair cannot be written as UTF-8.
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.toWellFormed()
}

/** Ids of headings something links to; only these get an anchor, so that the text stays readable as it is. */
function linkTargets(blocks: readonly Block[]): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && value.kind === 'link' && 'href' in value && typeof value.href === 'string' && value.href.startsWith('#')) {
        found.add(value.href.slice(1))
      }
      Object.values(value).forEach(visit)
    }
  }
  visit(blocks)
  return found
}

function blockText(block: Block, targets: ReadonlySet<string>): string {
  switch (block.kind) {
    case 'heading':
      return heading(block, targets)
    case 'paragraph':
      return paragraph(block)
    case 'list':
      return block.items.map((item, index) => `${marker(block.ordered, index)}${indent(line(item), block.ordered)}`).join('\n')
    case 'block-list':
      return block.items
        .map((blocks, index) => `${marker(block.ordered, index)}${indent(blocks.map((one) => blockText(one, targets)).join('\n\n'), block.ordered)}`)
        .join('\n')
    case 'table':
      return table(block)
    case 'properties':
      return block.items.map(({ term, content }) => `**${escapeMarkdown(term)}:** ${inlines(content)}`).join('\n\n')
    case 'code':
      return fencedCode(block.text)
    case 'quote':
      return quoted(block.blocks.map((one) => blockText(one, targets)).join('\n\n'))
    case 'figure':
      return figure(block)
    case 'source':
      return `- ${anchor(block.id)}**${escapeMarkdown(block.label)}** ${indent(inlines(block.content), false)}`
    default:
      return unreachable(block)
  }
}

/** The picture under its title; what it says in words can be opened below it. No word of the record may stand inside a tag. */
function figure({ figure: { id, title, alt } }: Extract<Block, { kind: 'figure' }>): string {
  return `![${escapeMarkdown(title)}](figures/${id}.svg)\n\n<details>\n<summary>In words</summary>\n\n${escapeLineStart(escapeMarkdown(alt))}\n\n</details>`
}

function heading(block: Extract<Block, { kind: 'heading' }>, targets: ReadonlySet<string>): string {
  const words = escapeMarkdown(block.number === undefined ? block.text : `${block.number} ${block.text}`).replace(/#+$/, '\\$&')
  const rule = block.level === 2 ? '---\n\n' : ''
  return `${rule}${targets.has(block.id) ? `${anchor(block.id)}\n\n` : ''}${'#'.repeat(block.level)} ${words}`
}

function anchor(id: string): string {
  return `<a id="${id}"></a>`
}

function paragraph({ content, tone }: Extract<Block, { kind: 'paragraph' }>): string {
  const told = line(content)
  if (told === '') return ''
  if (tone === 'label' || tone === 'lead') return `**${inlines(content, { isPlain: true })}${tone === 'label' && !/[?:]$/.test(told) ? ':' : ''}**`
  if (tone === 'note') return quoted(told)
  if (tone === 'absent') return `*${inlines(content, { isPlain: true })}*`
  return told
}

function marker(ordered: boolean, index: number): string {
  return ordered ? `${index + 1}. ` : '- '
}

function indent(text: string, ordered: boolean): string {
  return text.replaceAll('\n', ordered ? '\n   ' : '\n  ')
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((one) => (one === '' ? '>' : `> ${one}`))
    .join('\n')
}

function table({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const cell = (content: readonly Inline[]): string => inlines(content, { isInTable: true })
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    row(columns.map((column) => escapeMarkdown(column.title))),
    `|${columns.map((column) => (column.align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map((cells) => row(columns.map((_, index) => cell(cells[index] ?? [])))),
  ].join('\n')
}

function line(content: readonly Inline[]): string {
  return inlines(content).split('\n').map(escapeLineStart).join('\n')
}

interface Place {
  readonly isInTable?: boolean
  /** Inside emphasis: no emphasis of its own. */
  readonly isPlain?: boolean
}

function inlines(content: readonly Inline[], place: Place = {}): string {
  return content.map((inline) => inlineText(inline, place)).join('')
}

function inlineText(inline: Inline, place: Place): string {
  const { isInTable = false, isPlain = false } = place
  switch (inline.kind) {
    case 'text': {
      if (inline.code === true) return inlineCode(inline.text, isInTable)
      const flat = inline.text.replace(/[\r\n]+/g, ' ')
      const words = escapeMarkdown(flat)
      if (isPlain) return words
      if (inline.strong === true) return wrapped(words, '**')
      return inline.emphasis === true ? wrapped(words, '*') : words
    }
    case 'link':
      if (inline.href.startsWith('#')) return `[${escapeMarkdown(inline.text)}](${inline.href})`
      return isSafeLink(inline.href) ? `[${escapeMarkdown(inline.text)}](${destination(inline.href)})` : escapeMarkdown(inline.text)
    case 'citation':
      return `[${escapeMarkdown(inline.label)}](#${inline.target})`
    case 'badge':
      return isPlain ? `(${escapeMarkdown(inline.text)})` : `*(${escapeMarkdown(inline.text)})*`
    case 'break':
      return isInTable ? '<br>' : '\\\n'
    default:
      return unreachable(inline)
  }
}

/** Emphasis does not hold around spaces: they go outside. */
function wrapped(words: string, mark: string): string {
  const inner = words.trim()
  if (inner === '') return words
  const start = words.indexOf(inner)
  return `${words.slice(0, start)}${mark}${inner}${mark}${words.slice(start + inner.length)}`
}
