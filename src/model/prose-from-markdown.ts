import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { atomScheme, isLanguage, type ProseAtom } from './markdown-from-prose.ts'
import type { InlineNode, ListItem, Mark, Paragraph, Prose, ProseBlock } from './prose.ts'
import { isSafeLink } from './prose.ts'

/** Markdown beyond this many characters is kept as plain text. */
const longest = 100_000
/** Blocks nested deeper than this are kept as the plain text they hold. */
const deepest = 16
const longestLink = 2_000

/**
 * Reads Markdown (CommonMark) as prose. Links keep their target only for http, https and mailto; other targets follow their text in brackets.
 * HTML stays as the text it is written in, an image becomes its alternative text, a rule is left out. Citations and references that
 * `markdownFromProse` wrote come back from `atoms`. Text that would take the parser unreasonably long, or lies beyond its limit, is kept as it is.
 */
export function proseFromMarkdown(text: string, atoms: readonly ProseAtom[] = []): Prose {
  const cut = text.length <= longest ? text.length : text.lastIndexOf('\n', longest) + 1 || longest
  const head = text.slice(0, cut)
  if (isCostly(head)) return { type: 'doc', content: plainBlocks(text) }
  const tree = fromMarkdown(head)
  const reader: Reader = { atoms, targets: new Map() }
  collectTargets(tree, reader)
  return { type: 'doc', content: [...blocksOf(tree.children, reader, 0), ...plainBlocks(text.slice(cut))] }
}

interface Reader {
  readonly atoms: readonly ProseAtom[]
  /** Link definitions by identifier. */
  readonly targets: Map<string, string>
}

/** More delimiters than this in one block are no writing. */
const mostDelimiters = 2_000

/** The parser takes time in the square of nested containers, and of the brackets, stars and underscores of one block. */
function isCostly(text: string): boolean {
  let delimiters = 0
  for (const line of text.split('\n')) {
    if (/^(?:[ \t]{0,20}(?:[>*+-]|\d{1,9}[.)])){24}/.test(line) || /^[ \t]{80,}(?:[>*+-]|\d{1,9}[.)])/.test(line)) return true
    delimiters = line.trim() === '' ? 0 : delimiters + (line.match(/[[*_]{1,100}/g)?.length ?? 0) + 2 * (line.split('[').length - 1)
    if (delimiters > mostDelimiters) return true
  }
  return false
}

/** Paragraphs at blank lines, with a hard break at every other line end. */
function plainBlocks(text: string): ProseBlock[] {
  return text
    .split(/\r?\n(?:[ \t]{0,1000}\r?\n)+/)
    .map((part) => part.split(/\r?\n/).filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines): Paragraph => ({ type: 'paragraph', content: lines.flatMap(brokenLine) }))
}

function brokenLine(text: string, at: number): InlineNode[] {
  return at === 0 ? [{ type: 'text', text }] : [{ type: 'hardBreak' }, { type: 'text', text }]
}

function collectTargets(node: Nodes, reader: Reader): void {
  if (node.type === 'definition' && !reader.targets.has(node.identifier)) reader.targets.set(node.identifier, node.url)
  if ('children' in node) for (const child of node.children) collectTargets(child, reader)
}

function blocksOf(nodes: readonly RootContent[], reader: Reader, depth: number): ProseBlock[] {
  return nodes.flatMap((node) => blockOf(node, reader, depth))
}

function blockOf(node: RootContent, reader: Reader, depth: number): ProseBlock[] {
  switch (node.type) {
    case 'paragraph':
      return [paragraph(inlineOf(node.children, reader, []))]
    case 'heading': {
      const content = joined(inlineOf(node.children, reader, []))
      return [{ type: 'heading', attrs: { level: node.depth }, ...(content.length === 0 ? {} : { content }) }]
    }
    case 'code': {
      const language = node.lang ?? ''
      return [
        {
          type: 'codeBlock',
          ...(!isLanguage(language) ? {} : { attrs: { language } }),
          ...(node.value === '' ? {} : { content: [{ type: 'text', text: node.value }] }),
        },
      ]
    }
    case 'html':
      return plainBlocks(node.value)
    case 'blockquote':
      if (depth >= deepest) return plainBlocks(wordsOf(node))
      return [{ type: 'blockquote', content: blocksOf(node.children, reader, depth + 1) }]
    case 'list': {
      if (depth >= deepest) return plainBlocks(wordsOf(node))
      const content = node.children.map((item): ListItem => ({ type: 'listItem', content: blocksOf(item.children, reader, depth + 1) }))
      return [{ type: node.ordered === true ? 'orderedList' : 'bulletList', content }]
    }
    default:
      return []
  }
}

function paragraph(inline: readonly InlineNode[]): Paragraph {
  const content = joined(inline)
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

function inlineOf(nodes: readonly PhrasingContent[], reader: Reader, marks: readonly Mark[]): InlineNode[] {
  return nodes.flatMap((node) => inlineNodes(node, reader, marks))
}

function inlineNodes(node: PhrasingContent, reader: Reader, marks: readonly Mark[]): InlineNode[] {
  switch (node.type) {
    case 'text':
      return textNodes(node.value.replaceAll('\n', ' '), marks)
    case 'html':
      return textNodes(node.value.replaceAll('\n', ' '), marks)
    case 'inlineCode':
      return textNodes(node.value.replaceAll('\n', ' '), withMark(marks, { type: 'code' }))
    case 'strong':
      return inlineOf(node.children, reader, withMark(marks, { type: 'bold' }))
    case 'emphasis':
      return inlineOf(node.children, reader, withMark(marks, { type: 'italic' }))
    case 'break':
      return [{ type: 'hardBreak' }]
    case 'image':
    case 'imageReference':
      return textNodes(node.alt ?? '', marks)
    case 'link':
      return linkNodes({ children: node.children, target: node.url, reader, marks })
    case 'linkReference':
      return linkNodes({ children: node.children, target: reader.targets.get(node.identifier) ?? '', reader, marks })
    default:
      return textNodes(wordsOf(node), marks)
  }
}

function linkNodes(link: { children: readonly PhrasingContent[]; target: string; reader: Reader; marks: readonly Mark[] }): InlineNode[] {
  const { children, target, reader, marks } = link
  const atom = target.startsWith(atomScheme) ? reader.atoms[Number(target.slice(atomScheme.length)) - 1] : undefined
  if (atom !== undefined) return [atom]
  if (isSafeLink(target) && target.length <= longestLink) {
    const content = inlineOf(children, reader, withMark(marks, { type: 'link', attrs: { href: target } }))
    return content.length > 0 ? content : textNodes(target, withMark(marks, { type: 'link', attrs: { href: target } }))
  }
  const content = inlineOf(children, reader, marks)
  return target === '' || target.startsWith(atomScheme) ? content : [...content, ...textNodes(` (${target})`, marks)]
}

function textNodes(text: string, marks: readonly Mark[]): InlineNode[] {
  if (text === '') return []
  return [marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks: [...marks] }]
}

const order: readonly Mark['type'][] = ['link', 'bold', 'italic', 'code']

/** Marks in one order and each once, so that equal prose is equal JSON. */
function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  if (marks.some((each) => each.type === mark.type)) return marks
  return [...marks, mark].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
}

/** Joins neighbouring texts with the same marks. */
function joined(nodes: readonly InlineNode[]): InlineNode[] {
  const out: InlineNode[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (node.type === 'text' && last?.type === 'text' && JSON.stringify(node.marks) === JSON.stringify(last.marks)) {
      out[out.length - 1] = { ...last, text: last.text + node.text }
    } else out.push(node)
  }
  return out
}

/** All text below a node. */
function wordsOf(node: Nodes): string {
  if ('value' in node) return node.value
  if ('alt' in node) return node.alt ?? ''
  if (!('children' in node)) return node.type === 'break' ? '\n' : ''
  const isInline = node.type === 'paragraph' || node.type === 'heading'
  return node.children.map((child: Nodes) => wordsOf(child)).join(isInline ? '' : '\n')
}
