import type { Block, Inline } from '../../model/report.ts'

/** Every inline piece of text in blocks, at any depth; headings, code and figures not among them. */
export function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): readonly Inline[] => {
    switch (block.kind) {
      case 'paragraph':
      case 'source':
        return block.content
      case 'list':
        return block.items.flat()
      case 'block-list':
        return inlinesOf(block.items.flat())
      case 'quote':
        return inlinesOf(block.blocks)
      case 'table':
        return block.rows.flat(2)
      case 'properties':
        return block.items.flatMap((item) => item.content)
      default:
        return []
    }
  })
}

/** Every text a reader sees in blocks. */
export function textsOf(blocks: readonly Block[]): string[] {
  const own = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : block.kind === 'code' ? [block.text] : []))
  return [...own, ...inlinesOf(blocks).map((inline) => ('text' in inline ? inline.text : 'label' in inline ? inline.label : ''))]
}
