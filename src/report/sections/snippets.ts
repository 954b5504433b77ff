import { lowerFirst } from '../../base/sentence.ts'
import type { Citation } from '../../model/citation.ts'
import type { Block } from '../../model/report.ts'
import { paragraph } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { badge, joinInlines, text, words } from '../inline.ts'

interface SnippetLike {
  readonly caption?: string | undefined
  readonly text: string
}

type Snippet = SnippetLike & Parameters<Desk['statement']>[1]

/**
 * Evidence, configuration or code word for word, each with what it is and where it comes from. Single lines of proposed evidence that follow each other
 * stand in one block, each behind the label of its source.
 */
export function snippetBlocks(desk: Desk, snippets: readonly Snippet[]): Block[] {
  const blocks: Block[] = []
  let run: Snippet[] = []
  for (const snippet of snippets) {
    if (isLine(snippet)) {
      run.push(snippet)
      continue
    }
    blocks.push(...together(desk, run), ...alone(desk, snippet))
    run = []
  }
  return [...blocks, ...together(desk, run)]
}

/** A line that a draft took from one record. */
function isLine({ text: line, review, citations }: Snippet): boolean {
  return review === 'proposed' && citations.length === 1 && !line.trimEnd().includes('\n')
}

function alone(desk: Desk, snippet: Snippet): Block[] {
  const about = desk.statement(words(text(snippet.caption ?? '')), snippet)
  return [
    ...(about.length === 0 ? [] : [paragraph(about)]),
    { kind: 'code', text: snippet.text, ...(snippet.caption === undefined ? {} : { caption: snippet.caption }) },
  ]
}

function together(desk: Desk, run: readonly Snippet[]): Block[] {
  const [only] = run
  if (only === undefined) return []
  if (run.length === 1) return alone(desk, only)
  const groups = [...Map.groupBy(run, (snippet) => `${labelOf(desk, snippet)} ${snippet.text}`).values()]
  const about = groups.map((group, index) => {
    const captions = [...new Set(group.flatMap(({ caption }) => (caption === undefined || caption === '' ? [] : [caption])))]
    const told = captions.map((caption, place) => (index + place === 0 ? caption : lowerFirst(caption))).join(', ')
    return words(text(told), desk.cite(group[0]?.citations ?? []))
  })
  const width = Math.max(...run.map((snippet) => labelOf(desk, snippet).length))
  const lines = groups.flatMap(([first]) => (first === undefined ? [] : [`${labelOf(desk, first).padEnd(width)}  ${first.text.trimEnd()}`]))
  return [
    paragraph([...joinInlines(about, { kind: 'text', text: '; ' }), ...text('. '), badge('all proposed')]),
    { kind: 'code', text: lines.join('\n'), caption: 'Lines of the evidence' },
  ]
}

/** The label as it is printed beside the evidence. */
function labelOf(desk: Desk, { citations }: { readonly citations: readonly Citation[] }): string {
  const [first] = desk.cite(citations)
  return first?.kind === 'citation' ? first.label : ''
}
