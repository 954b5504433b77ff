import { z } from 'zod'
import { type Citation, citationSchema } from './citation.ts'

/*
 * Prose is one tree, in the JSON of ProseMirror: nodes with `type`, `attrs`, `content`, and text with `marks`.
 * `citation` (evidence) and `reference` (an element of the record) are inline nodes beside text.
 */
export interface Mark {
  type: 'bold' | 'italic' | 'code' | 'link'
  attrs?: { href: string }
}
export interface TextNode {
  type: 'text'
  text: string
  marks?: Mark[]
}
export interface CitationNode {
  type: 'citation'
  attrs: { citation: Citation }
}
export interface ReferenceNode {
  type: 'reference'
  attrs: { path: string; label: string }
}
export interface HardBreak {
  type: 'hardBreak'
}
export type InlineNode = TextNode | CitationNode | ReferenceNode | HardBreak
export interface Paragraph {
  type: 'paragraph'
  content?: InlineNode[]
}
export interface Heading {
  type: 'heading'
  attrs: { level: number }
  content?: InlineNode[]
}
export interface CodeBlock {
  type: 'codeBlock'
  attrs?: { language?: string }
  content?: TextNode[]
}
export interface ListItem {
  type: 'listItem'
  content: ProseBlock[]
}
export interface List {
  type: 'bulletList' | 'orderedList'
  content: ListItem[]
}
export interface Blockquote {
  type: 'blockquote'
  content: ProseBlock[]
}
export type ProseBlock = Paragraph | Heading | CodeBlock | List | Blockquote
export interface Prose {
  type: 'doc'
  content: ProseBlock[]
  /** Written by a draft and not worded by a person since: whoever writes it anew leaves this out. */
  proposed?: true
}

/** Only these schemes may be linked to; anything else is kept as text. */
export function isSafeLink(href: string): boolean {
  return /^(?:https?|mailto):/i.test(href)
}

const markSchema: z.ZodType<Mark> = z.object({
  type: z.enum(['bold', 'italic', 'code', 'link']),
  attrs: z.object({ href: z.string().max(2000).refine(isSafeLink, 'Only http, https and mailto links are allowed') }).optional(),
})
const textSchema = z.object({ type: z.literal('text'), text: z.string().min(1), marks: z.array(markSchema).optional() })
const inlineSchema: z.ZodType<InlineNode> = z.discriminatedUnion('type', [
  textSchema,
  z.object({ type: z.literal('citation'), attrs: z.object({ citation: citationSchema }) }),
  z.object({ type: z.literal('reference'), attrs: z.object({ path: z.string(), label: z.string() }) }),
  z.object({ type: z.literal('hardBreak') }),
])
const blockSchema: z.ZodType<ProseBlock> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), content: z.array(inlineSchema).optional() }),
    z.object({ type: z.literal('heading'), attrs: z.object({ level: z.number().int().min(1).max(6) }), content: z.array(inlineSchema).optional() }),
    z.object({
      type: z.literal('codeBlock'),
      attrs: z.object({ language: z.string().optional() }).optional(),
      content: z.array(textSchema).optional(),
    }),
    z.object({
      type: z.enum(['bulletList', 'orderedList']),
      content: z.array(z.object({ type: z.literal('listItem'), content: z.array(blockSchema) })),
    }),
    z.object({ type: z.literal('blockquote'), content: z.array(blockSchema) }),
  ]),
)

/** Prose as one tree (ProseMirror JSON); citations and references are nodes. */
export const proseSchema: z.ZodType<Prose> = z
  .object({ type: z.literal('doc'), content: z.array(blockSchema), proposed: z.literal(true).optional() })
  .meta({ id: 'Prose', description: 'Text as a ProseMirror document; Markdown is read into it' })

/** A one-paragraph prose, with its citations behind the text. */
export function proseOf(text: string, citations: readonly Citation[] = []): Prose {
  const content: InlineNode[] = [{ type: 'text', text }, ...citations.map((citation): CitationNode => ({ type: 'citation', attrs: { citation } }))]
  return { type: 'doc', content: [{ type: 'paragraph', content }] }
}

/** All text of a prose, blocks separated by newlines, citations left out. */
export function plainText(prose: Prose): string {
  return prose.content.map(blockText).join('\n')
}

function blockText(block: ProseBlock): string {
  switch (block.type) {
    case 'bulletList':
    case 'orderedList':
      return block.content.map((item) => item.content.map(blockText).join('\n')).join('\n')
    case 'blockquote':
      return block.content.map(blockText).join('\n')
    default:
      return (block.content ?? []).map(inlineText).join('')
  }
}

function inlineText(node: InlineNode): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'reference':
      return node.attrs.label
    case 'hardBreak':
      return '\n'
    case 'citation':
      return ''
  }
}
