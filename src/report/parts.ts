import type { Prose } from '../model/prose.ts'
import type { Block, Inline } from '../model/report.ts'
import { labelled } from './blocks.ts'
import type { Desk } from './desk.ts'
import { joinInlines, text } from './inline.ts'
import { askedFor, inBrackets } from './missing.ts'

/** A part of a section under a label of its own. */
export interface LabelledPart {
  readonly title: string
  /** What it is called inside a sentence, where that is not its title with a small letter. */
  readonly name?: string
  /** Where its content stands in the record. */
  readonly paths: string | readonly string[]
  /** Nothing where the record says nothing of it. */
  readonly blocks: readonly Block[]
}

/** Parts with their labels; those of which nothing is recorded share one line at the end, so that a young report has no pages of nothing. */
export function partsOf(desk: Desk, parts: readonly LabelledPart[]): Block[] {
  const empty = parts.filter(({ blocks }) => blocks.length === 0)
  const told = parts.filter(({ blocks }) => blocks.length > 0).flatMap(({ title, blocks }) => labelled(title, blocks))
  return empty.length === 0 ? told : [...told, { kind: 'paragraph', tone: 'absent', content: emptyLine(desk, empty) }]
}

/** A narrative of the record and what it is called where it is missing: "how the attacker got in". */
export interface Narrative {
  readonly prose: Prose | undefined
  readonly path: string
  readonly name: string
}

/** A narrative, then the parts of its section. */
export function narrated(desk: Desk, { prose, path, name }: Narrative, parts: readonly LabelledPart[]): Block[] {
  const told = prose === undefined ? [] : desk.prose(prose)
  return told.length > 0 ? [...told, ...partsOf(desk, parts)] : partsOf(desk, [{ title: name, paths: path, blocks: [] }, ...parts])
}

/** "Not recorded yet: technical details, contributing factors (question 12), the closing reflection (question 14)." */
function emptyLine(desk: Desk, parts: readonly LabelledPart[]): Inline[] {
  const named = parts.map((part) => ({ name: part.name ?? part.title.toLowerCase(), asked: askedFor(desk.questions, part.paths) }))
  const groups = Map.groupBy(named, ({ asked }) => asked.map(({ number }) => number).join())
  const items = [...groups.values()].map((group) => [...text(group.map(({ name }) => name).join(', ')), ...inBrackets(group[0]?.asked ?? [])])
  const lead = desk.questions.size === 0 ? 'Not recorded: ' : 'Not recorded yet: '
  return [...text(lead), ...joinInlines(items, { kind: 'text', text: ', ' }), ...text('.')]
}
