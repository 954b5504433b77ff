import { sha256Hex } from '../../../base/canonical-json.ts'
import type { Block } from '../../../model/report.ts'

/** The longest name of a bookmark that Word takes. */
const longest = 40

/** Names of bookmarks by the ids of headings and sources. */
export type Anchors = ReadonlyMap<string, string>

/** A bookmark for everything in the report that may be linked to. Names are unique whatever the case, as Word compares them. */
export function anchorsOf(blocks: readonly Block[]): Anchors {
  const anchors = new Map<string, string>()
  const taken = new Set<string>()
  for (const id of idsIn(blocks)) {
    if (anchors.has(id)) continue
    const legal = `h_${id.replace(/[^A-Za-z0-9]+/g, '_')}`
    const isFree = legal.length <= longest && !taken.has(legal.toLowerCase())
    const name = isFree ? legal : `${legal.slice(0, longest - 17)}_${sha256Hex(id).slice(0, 16)}`
    taken.add(name.toLowerCase())
    anchors.set(id, name)
  }
  return anchors
}

function idsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading' || block.kind === 'source') return [block.id]
    if (block.kind === 'quote') return idsIn(block.blocks)
    return block.kind === 'block-list' ? block.items.flatMap(idsIn) : []
  })
}
