import type { Citation } from '../../model/citation.ts'
import type { InlineNode, Paragraph, Prose } from '../../model/prose.ts'

/** A sentence of a draft, with what shows it. */
export interface Sentence {
  readonly text: string
  readonly citations?: readonly Citation[]
}

/** Drafted prose: a paragraph for each list of sentences that is not empty, marked as proposed. */
export function draftedProse(...paragraphs: readonly (readonly (Sentence | undefined)[])[]): Prose {
  const told = paragraphs.map((all) => all.filter((sentence) => sentence !== undefined)).filter((all) => all.length > 0)
  return { type: 'doc', proposed: true, content: told.map(paragraphOf) }
}

function paragraphOf(sentences: readonly Sentence[]): Paragraph {
  const content: InlineNode[] = []
  for (const [index, { text, citations = [] }] of sentences.entries()) {
    content.push({ type: 'text', text: index === 0 ? text : ` ${text}` })
    for (const citation of citations) content.push({ type: 'text', text: ' ' }, { type: 'citation', attrs: { citation } })
  }
  return { type: 'paragraph', content }
}
