import { formatNumber } from '../base/text.ts'
import type { Block, Inline } from '../model/report.ts'
import { note } from './blocks.ts'
import { badge, text } from './inline.ts'

const mark = 'proposed'

/**
 * Says once what every row of a table or every point of a list says of itself: that nobody has reviewed it. Where only some are proposed, each keeps its
 * own mark. A label above carries the words; without one a remark does.
 */
export function sayProposedOnce(blocks: readonly Block[]): Block[] {
  const told: Block[] = []
  for (const block of blocks) {
    const count = block.kind === 'table' ? block.rows.length : block.kind === 'list' ? block.items.length : 0
    if (count < 2 || !isProposedThroughout(block)) {
      told.push(block)
      continue
    }
    const above = told.at(-1)
    if (above?.kind === 'paragraph' && above.tone === 'label')
      told.splice(-1, 1, { ...above, content: [...above.content, ...text(' '), badge('all proposed')] })
    else told.push(note(`Proposed from the evidence, all ${formatNumber(count)}; nobody has reviewed them yet.`))
    told.push(withoutMark(block))
  }
  return told
}

function isProposedThroughout(block: Block): boolean {
  const isMarked = (inline: Inline): boolean => inline.kind === 'badge' && inline.text === mark
  if (block.kind === 'table') return block.rows.every((row) => row.some((cell) => cell.some(isMarked)))
  return block.kind === 'list' && block.items.every((item) => item.some(isMarked))
}

function withoutMark(block: Block): Block {
  if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => row.map(unmarked)) }
  return block.kind === 'list' ? { ...block, items: block.items.map(unmarked) } : block
}

/** Without the mark and the space before it. */
function unmarked(content: readonly Inline[]): Inline[] {
  const kept: Inline[] = []
  for (const inline of content) {
    if (inline.kind !== 'badge' || inline.text !== mark) {
      kept.push(inline)
      continue
    }
    const before = kept.at(-1)
    if (before?.kind === 'text' && before.text === ' ') kept.pop()
  }
  return kept
}
