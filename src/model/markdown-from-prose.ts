import { type InlineMark, inlineMarkdown } from './inline-markdown.ts'
import type { CitationNode, InlineNode, List, Prose, ProseBlock, ReferenceNode } from './prose.ts'

/** A node that Markdown cannot hold; it stands there as a link that is counted from 1 in the order of the document. */
export type ProseAtom = CitationNode | ReferenceNode
export const atomScheme = 'hindcast:'

/** The citations and references of a prose in the order of the document: what `proseFromMarkdown` takes to put them back. */
export function atomsOf(prose: Prose): ProseAtom[] {
  return prose.content.flatMap(atomsIn)
}

function atomsIn(block: ProseBlock): ProseAtom[] {
  switch (block.type) {
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content.flatMap(atomsIn))
    case 'blockquote':
      return block.content.flatMap(atomsIn)
    case 'codeBlock':
      return []
    default:
      return (block.content ?? []).filter((node) => node.type === 'citation' || node.type === 'reference')
  }
}

/**
 * Writes prose as Markdown for editing, every text escaped so that it reads back as the same prose (`proseFromMarkdown(markdown, atomsOf(prose))`).
 * What Markdown has no form for is the exception: empty paragraphs are left out, a break inside a heading becomes a space.
 */
export function markdownFromProse(prose: Prose): string {
  const writer: Writer = { atoms: 0, depth: 0 }
  const text = blocksMarkdown(prose.content, writer).join('\n')
  return text === '' ? '' : `${text}\n`
}

interface Writer {
  atoms: number
  /** How many lists the current block stands in. */
  depth: number
}

/** Lines of blocks, a blank line between them. */
function blocksMarkdown(blocks: readonly ProseBlock[], writer: Writer): string[] {
  const out: string[] = []
  let previous: ProseBlock | undefined
  let alternate = false
  for (const block of blocks) {
    alternate = block.type === previous?.type && !alternate
    const lines = blockMarkdown(block, writer, alternate)
    if (lines.length === 0) continue
    if (out.length > 0) out.push('')
    for (const line of lines) out.push(line)
    previous = block
  }
  return out
}

/** `alternate` asks for the other marker, so that two lists in a row stay two. */
function blockMarkdown(block: ProseBlock, writer: Writer, alternate: boolean): string[] {
  switch (block.type) {
    case 'paragraph':
      return inlineLines(block.content, writer)
    case 'heading':
      return [`${'#'.repeat(block.attrs.level)} ${headingText(block.content, writer)}`.replace(/ $/, '')]
    case 'codeBlock': {
      const text = (block.content ?? []).map((node) => node.text).join('')
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
      const language = block.attrs?.language ?? ''
      return [fence + (isLanguage(language) ? language : ''), ...(text === '' ? [] : text.split('\n')), fence]
    }
    case 'blockquote':
      return prefixed(blocksMarkdown(block.content, writer), '> ', '> ')
    default:
      return listMarkdown(block, writer, alternate)
  }
}

function listMarkdown(list: List, writer: Writer, alternate: boolean): string[] {
  // The marker also changes with the depth: three empty items inside each other would be a rule (`- - -`).
  const isOther = alternate !== (writer.depth % 2 === 1)
  writer.depth += 1
  const lines = list.content.flatMap((item, at) => {
    const marker = list.type === 'bulletList' ? (isOther ? '* ' : '- ') : `${at + 1}${isOther ? ')' : '.'} `
    return prefixed(blocksMarkdown(item.content, writer), marker, ' '.repeat(marker.length))
  })
  writer.depth -= 1
  return lines
}

/** Lines behind a marker; a blank line carries none of the marker's trailing space. */
function prefixed(lines: readonly string[], first: string, next: string): string[] {
  const [head = '', ...rest] = lines
  return [withoutTail(first, head), ...rest.map((line) => withoutTail(next, line))]
}

function withoutTail(prefix: string, line: string): string {
  return line === '' ? prefix.trimEnd() : prefix + line
}

function inlineLines(content: readonly InlineNode[] | undefined, writer: Writer): string[] {
  const text = inlineMarkdown(marked(content ?? [], writer))
  return text === '' ? [] : text.split('\n')
}

function headingText(content: readonly InlineNode[] | undefined, writer: Writer): string {
  const inline = (content ?? []).map((node): InlineNode => (node.type === 'hardBreak' ? { type: 'text', text: ' ' } : node))
  const text = inlineMarkdown(marked(inline, writer))
  return text.replace(/\n/g, ' ').replace(/([ \t])(#+)$/, '$1\\$2')
}

/** Atoms become links to their number. */
function marked(content: readonly InlineNode[], writer: Writer): InlineMark[] {
  return content.map((node): InlineMark => {
    if (node.type === 'hardBreak') return { text: '\n', marks: [], href: undefined }
    if (node.type === 'text') {
      const link = node.marks?.find((mark) => mark.type === 'link')
      const marks = (['bold', 'italic', 'code'] as const).filter((type) => node.marks?.some((mark) => mark.type === type))
      return { text: node.text, marks, href: link?.attrs?.href }
    }
    writer.atoms += 1
    return { text: node.type === 'reference' ? node.attrs.label : `source ${writer.atoms}`, marks: [], href: `${atomScheme}${writer.atoms}` }
  })
}

/** True for a plain word: the language of a code block. */
export function isLanguage(text: string): boolean {
  return /^[\w+#.-]{1,50}$/.test(text)
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).slice(0, 10_000).map((run) => run.length))
}
