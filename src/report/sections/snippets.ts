import type { Block } from '../../model/report.ts'
import { paragraph } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { text, words } from '../inline.ts'

interface SnippetLike {
  readonly caption?: string | undefined
  readonly text: string
}

/** Evidence, configuration or code word for word, each with what it is and where it comes from. */
export function snippetBlocks(desk: Desk, snippets: readonly (SnippetLike & Parameters<Desk['statement']>[1])[]): Block[] {
  return snippets.flatMap((snippet): Block[] => {
    const about = desk.statement(words(text(snippet.caption ?? '')), snippet)
    return [
      ...(about.length === 0 ? [] : [paragraph(about)]),
      { kind: 'code', text: snippet.text, ...(snippet.caption === undefined ? {} : { caption: snippet.caption }) },
    ]
  })
}
