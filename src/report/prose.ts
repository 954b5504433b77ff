import type { Citation } from '../model/citation.ts'
import { type InlineNode, isSafeLink, type List, type Mark, type Prose, type ProseBlock, type TextNode } from '../model/prose.ts'
import type { Block, Inline } from '../model/report.ts'
import { badge, strong, text } from './inline.ts'

interface ProseTools {
  cite(citations: readonly Citation[]): Inline[]
  /** Path of an element -> id of the heading it stands under. */
  readonly anchors: ReadonlyMap<string, string>
}

/** Prose of the record as blocks. Its headings become bold lines: the outline alone numbers and nests sections. */
export function proseBlocks(prose: Prose, tools: ProseTools): Block[] {
  const blocks = prose.content.flatMap((block) => blockOf(block, tools))
  const last = blocks.at(-1)
  if (prose.proposed !== true || last?.kind !== 'paragraph') return blocks
  // Nobody has worded it yet: said once, where it ends.
  return [...blocks.slice(0, -1), { ...last, content: [...last.content, ...text(' '), badge('proposed')] }]
}

function blockOf(block: ProseBlock, tools: ProseTools): Block[] {
  switch (block.type) {
    case 'paragraph':
      return block.content === undefined ? [] : [{ kind: 'paragraph', content: inlines(block.content, tools) }]
    case 'heading':
      return [{ kind: 'paragraph', tone: 'label', content: inlines(block.content ?? [], tools) }]
    case 'codeBlock':
      return [{ kind: 'code', text: (block.content ?? []).map((node) => node.text).join('') }]
    case 'blockquote':
      return [{ kind: 'quote', blocks: proseBlocks({ type: 'doc', content: block.content }, tools) }]
    default:
      return [listBlock(block, tools)]
  }
}

/** A list of single paragraphs is a plain list; anything deeper keeps its blocks. */
function listBlock(list: List, tools: ProseTools): Block {
  const ordered = list.type === 'orderedList'
  const items = list.content.map((item) => item.content.flatMap((block) => blockOf(block, tools)))
  const simple = items.map((blocks) => (blocks.length === 1 && blocks[0]?.kind === 'paragraph' ? blocks[0].content : undefined))
  const plain = simple.filter((item) => item !== undefined)
  return plain.length === items.length ? { kind: 'list', ordered, items: plain } : { kind: 'block-list', ordered, items }
}

function inlines(nodes: readonly InlineNode[], tools: ProseTools): Inline[] {
  return nodes.flatMap((node, index): Inline[] => {
    switch (node.type) {
      case 'text':
        return textNode(node)
      case 'hardBreak':
        return [{ kind: 'break' }]
      case 'citation':
        return [...(index > 0 && needsSpace(nodes[index - 1]) ? text(' ') : []), ...tools.cite([node.attrs.citation])]
      case 'reference': {
        const anchor = tools.anchors.get(node.attrs.path)
        return anchor === undefined ? [strong(node.attrs.label)] : [{ kind: 'link', text: node.attrs.label, href: `#${anchor}` }]
      }
    }
  })
}

function needsSpace(before: InlineNode | undefined): boolean {
  return before?.type !== 'text' || !/\s$/.test(before.text)
}

function textNode({ text: value, marks = [] }: TextNode): Inline[] {
  const link = marks.find((mark) => mark.type === 'link')
  const href = link?.attrs?.href
  if (href !== undefined && isSafeLink(href)) return [{ kind: 'link', text: value, href }]
  const has = (type: Mark['type']): boolean => marks.some((mark) => mark.type === type)
  return text(value).map((inline) =>
    inline.kind === 'text'
      ? { ...inline, ...(has('bold') ? { strong: true } : {}), ...(has('italic') ? { emphasis: true } : {}), ...(has('code') ? { code: true } : {}) }
      : inline,
  )
}
