import { showControls } from '../base/text.ts'
import { createDefanger } from '../model/defang.ts'
import type { Incident } from '../model/incident.ts'
import { indicatorTypes } from '../model/indicator-sighting.ts'
import type { Block, Inline } from '../model/report.ts'

/** Makes a value of the record fit to be shown: control characters made visible, indicators of the record defanged wherever they occur. */
export function cleaner(document: Incident): (value: string) => string {
  const known = document.indicators.flatMap(({ type, value }) => {
    const found = indicatorTypes.find((name) => name === type)
    return found === undefined || value === '' ? [] : [{ type: found, value }]
  })
  const defangAll = createDefanger(known)
  return (value) => defangAll(showControls(value))
}

/** Cleans every text of a block. A link to an indicator becomes its words: nobody shall click it. */
export function cleanBlock(block: Block, clean: (value: string) => string): Block {
  const inlines = (content: readonly Inline[]): Inline[] => content.map((inline) => cleanInline(inline, clean))
  switch (block.kind) {
    case 'heading':
      return { ...block, text: clean(block.text) }
    case 'paragraph':
    case 'source':
      return { ...block, content: inlines(block.content) }
    case 'list':
      return { ...block, items: block.items.map(inlines) }
    case 'block-list':
      return { ...block, items: block.items.map((blocks) => blocks.map((one) => cleanBlock(one, clean))) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(inlines)) }
    case 'properties':
      return { ...block, items: block.items.map((item) => ({ ...item, content: inlines(item.content) })) }
    case 'code':
      return { ...block, text: clean(block.text), ...(block.caption === undefined ? {} : { caption: clean(block.caption) }) }
    case 'quote':
      return { ...block, blocks: block.blocks.map((one) => cleanBlock(one, clean)) }
    case 'figure':
      return block
  }
}

function cleanInline(inline: Inline, clean: (value: string) => string): Inline {
  switch (inline.kind) {
    case 'text':
    case 'badge':
      return { ...inline, text: clean(inline.text) }
    case 'link':
      return clean(inline.href) === inline.href
        ? { ...inline, text: clean(inline.text) }
        : { kind: 'text', text: clean(inline.text === inline.href ? inline.text : `${inline.text} (${inline.href})`) }
    default:
      return inline
  }
}
