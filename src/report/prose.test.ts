import { describe, expect, it } from 'vitest'
import type { EventCitation } from '../model/citation.ts'
import type { Prose, ProseBlock } from '../model/prose.ts'
import type { Inline } from '../model/report.ts'
import { proseBlocks } from './prose.ts'

const citation: EventCitation = { kind: 'event', event: 'e', evidence: 'h', record: 1, spans: [{ offset: 0, length: 1 }], sha256: 's' }
const cited: Inline = { kind: 'citation', label: 'E1:1', target: 'source-1' }
const tools = { cite: () => [cited], anchors: new Map([['/recommendations/r', 'recommendation-r']]) }
const paragraph = (text: string): ProseBlock => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const blocks = (...content: ProseBlock[]) => proseBlocks({ type: 'doc', content } satisfies Prose, tools)

describe('proseBlocks()', () => {
  it('keeps marks, breaks, citations and references', () => {
    const [block] = blocks({
      type: 'paragraph',
      content: [
        { type: 'text', text: 'bold', marks: [{ type: 'bold' }, { type: 'italic' }, { type: 'code' }] },
        { type: 'hardBreak' },
        { type: 'text', text: 'link', marks: [{ type: 'link', attrs: { href: 'https://example.org' } }] },
        { type: 'citation', attrs: { citation } },
        { type: 'reference', attrs: { path: '/recommendations/r', label: 'Rotate keys' } },
        { type: 'reference', attrs: { path: '/systems/s', label: 'web-1' } },
      ],
    })
    expect(block).toEqual({
      kind: 'paragraph',
      content: [
        { kind: 'text', text: 'bold', strong: true, emphasis: true, code: true },
        { kind: 'break' },
        { kind: 'link', text: 'link', href: 'https://example.org' },
        { kind: 'text', text: ' ' },
        cited,
        { kind: 'link', text: 'Rotate keys', href: '#recommendation-r' },
        { kind: 'text', text: 'web-1', strong: true },
      ],
    })
  })

  it('renders every kind of block; headings become bold lines, so that the outline alone numbers sections', () => {
    const made = blocks(
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Head' }] },
      {
        type: 'codeBlock',
        content: [
          { type: 'text', text: 'a\n' },
          { type: 'text', text: 'b' },
        ],
      },
      { type: 'blockquote', content: [paragraph('said')] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('one')] }] },
      { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph('one'), paragraph('more')] }] },
      { type: 'paragraph' },
    )
    expect(made).toMatchObject([
      { kind: 'paragraph', tone: 'label' },
      { kind: 'code', text: 'a\nb' },
      { kind: 'quote', blocks: [{ kind: 'paragraph' }] },
      { kind: 'list', ordered: false },
      { kind: 'block-list', ordered: true, items: [[{ kind: 'paragraph' }, { kind: 'paragraph' }]] },
    ])
  })
})
