import type { Block, Inline, Report } from '../../../model/report.ts'

/** Characters beyond the Latin ones that a report holds anywhere: what its fonts are chosen by. */
export function textOf({ blocks, title, authors, privilege, reviewNotice, classification }: Report): string {
  const found = new Set<string>()
  const see = (text: string | undefined): void => {
    if (text === undefined || plain.test(text)) return
    for (const character of text) if (character > '\u024f') found.add(character)
  }
  for (const text of [title, privilege, reviewNotice, classification, ...authors]) see(text)
  for (const block of blocks) seeBlock(block, see)
  return [...found].join('')
}

// oxlint-disable-next-line no-control-regex
const plain = /^[\u0000-\u024f]*$/

function seeBlock(block: Block, see: (text: string | undefined) => void): void {
  const inlines = (content: readonly Inline[]): void => {
    for (const one of content) see('text' in one ? one.text : one.kind === 'citation' ? one.label : undefined)
  }
  switch (block.kind) {
    case 'heading':
      return see(block.text)
    case 'paragraph':
      return inlines(block.content)
    case 'list':
      return block.items.forEach(inlines)
    case 'block-list':
      return block.items.flat().forEach((one) => seeBlock(one, see))
    case 'table':
      block.columns.forEach(({ title }) => see(title))
      return block.rows.forEach((row) => row.forEach(inlines))
    case 'properties':
      block.items.forEach(({ term }) => see(term))
      return block.items.forEach(({ content }) => inlines(content))
    case 'code':
      return see(block.text)
    case 'quote':
      return block.blocks.forEach((one) => seeBlock(one, see))
    case 'figure':
      return [block.figure.svg, block.figure.alt, block.figure.title].forEach(see)
    case 'source':
      see(block.label)
      return inlines(block.content)
  }
}
