import type { Citation } from '../model/citation.ts'
import { citationKey, type CitedSource } from '../model/citation-label.ts'
import type { Fact, Facts } from '../model/facts.ts'
import type { Incident } from '../model/incident.ts'
import type { Interval } from '../model/interval.ts'
import type { Prose } from '../model/prose.ts'
import type { Block, Inline } from '../model/report.ts'
import type { Basis, Confidence, Review, Tlp } from '../model/vocabulary.ts'
import { badge, emphasis, joinInlines, lines as inLines, text, words } from './inline.ts'
import { missingValue, missingWords, type QuestionsByPath } from './missing.ts'
import { proseBlocks } from './prose.ts'
import { type OpenQuestion, questionsByPath } from './sections/to-complete/open-questions.ts'
import { numberEntries, type TimelineEntries } from './timeline-entries.ts'
import { type PrintedTime, printColumn, printInstantColumn, printInstantText, printInterval } from './time.ts'

/** What a section is written from: the record, its facts, and the hand that writes times, citations and marks alike everywhere. */
export interface Desk {
  /** Without what a person rejected. */
  readonly document: Incident
  /** The entries that stand in the timeline, numbered. */
  readonly entries: TimelineEntries
  readonly facts: Facts
  readonly outline: OutlineHead
  /** How far people have looked at it, where not at all of it. */
  readonly notice: string | undefined
  /** Proposals the record was made without, because nobody has reviewed them. */
  readonly leftOut: number
  /** Sources cited so far, filled while sections are written: the appendix of sources comes last. */
  readonly cited: ReadonlySet<string>
  readonly sources: readonly CitedSource[]
  /** A value of the record as it may be shown: indicators defanged. For figures; blocks are cleaned as a whole. */
  clean(value: string): string
  cite(citations: readonly Citation[]): Inline[]
  time(interval: Interval): Inline[]
  /** A time in a narrow column, UTC and the display zone on lines of their own; with `until` from one time to another. */
  timeColumn(interval: Interval, until?: Interval): Inline[]
  /** The same for a board: the month in words, to the minute. */
  written(interval: Interval): Inline[]
  /** An ISO instant of the record. */
  instant(value: string): Inline[]
  /** The same in a narrow column. */
  instantColumn(value: string): Inline[]
  fact(id: string): Fact | undefined
  /** The text of a fact, or why it cannot be told. */
  factText(id: string): Inline[]
  prose(prose: Prose): Block[]
  /** A statement with its basis, its review state and its evidence behind it. */
  statement(words: string | readonly Inline[], element: Stated): Inline[]
  /** What nobody has said yet, where this report lists it. */
  readonly openQuestions: readonly OpenQuestion[]
  readonly questions: QuestionsByPath
  /** Why there is nothing of these paths: the question that asks for them, else the reason in one short sentence (without its full stop). */
  missing(paths: string | readonly string[], reason?: string): Block
  /** The same inside a cell. */
  missingInline(paths: string | readonly string[], reason?: string): Inline[]
  /** A link to a heading of the outline, by its anchor: "B. Affected Systems". */
  see(part: string): Inline[]
  /** Anchors of elements that stand under a heading of their own, by path in the record. */
  readonly anchors: ReadonlyMap<string, string>
}

/** What a section may know of the outline it stands in. */
export interface OutlineHead {
  readonly recommendationPrefix: string
  readonly aliases: Readonly<Record<string, string>>
  readonly parts: readonly { readonly id: string; readonly number?: string; readonly title?: string }[]
}

/** What says how a statement is known and whether a person has looked at it. */
export interface Stated {
  readonly review?: Review | undefined
  readonly basis?: Basis | undefined
  readonly confidence?: Confidence | undefined
  readonly citations: readonly Citation[]
  /** Marking of its own, where it has one. */
  readonly tlp?: Tlp | undefined
  readonly privilege?: string | undefined
}

export interface DeskInput {
  readonly document: Incident
  readonly facts: Facts
  readonly outline: OutlineHead
  readonly notice: string | undefined
  readonly leftOut: number
  readonly sources: readonly CitedSource[]
  readonly anchors: ReadonlyMap<string, string>
  readonly openQuestions: readonly OpenQuestion[]
  clean(value: string): string
}

export function openDesk(input: DeskInput): Desk {
  const { document, facts, outline, sources, anchors, openQuestions } = input
  const questions = questionsByPath(openQuestions)
  const byKey = new Map(sources.map((source) => [citationKey(source.citation), source]))
  const cited = new Set<string>()
  const zone = document.people.displayZone

  const cite = (citations: readonly Citation[]): Inline[] =>
    [...new Set(citations.flatMap((citation) => byKey.get(citationKey(citation)) ?? []))].map((source) => {
      cited.add(source.id)
      return { kind: 'citation', label: source.label, target: source.id }
    })
  const fact = (id: string): Fact | undefined => facts[id]

  const desk: Desk = {
    document,
    entries: numberEntries(document.timeline),
    facts,
    outline,
    notice: input.notice,
    leftOut: input.leftOut,
    cited,
    sources,
    anchors,
    clean: (value) => input.clean(value),
    cite: (citations) =>
      joinInlines(
        cite(citations).map((one) => [one]),
        { kind: 'text', text: ' ' },
      ),
    ...timesIn(zone),
    instant: (value) => text(printInstantText(value, zone)),
    instantColumn: (value) => inLines(printInstantColumn(value, zone).map(text)),
    fact,
    factText(id) {
      const found = fact(id)
      if (found === undefined) return [emphasis('Unknown')]
      return found.known === 'unknown' ? [emphasis(sentence(found.text))] : text(found.text)
    },
    openQuestions,
    questions,
    missing: (paths, reason) => ({ kind: 'paragraph', tone: 'absent', content: missingWords(questions, paths, reason) }),
    missingInline: (paths, reason) => missingValue(questions, paths, reason),
    see: (part) => linkTo(outline, part),
    prose: (prose) => proseBlocks(prose, { cite, anchors }),
    statement: (content, element) =>
      words(typeof content === 'string' ? text(content) : content, marks(element), ownMarking(document, element), desk.cite(element.citations)),
  }
  return desk
}

/** A marking that differs from that of the whole report. */
function ownMarking({ classification }: Incident, { tlp, privilege }: Stated): Inline[] {
  const own = [tlp === classification.tlp ? undefined : tlp, privilege === classification.privilege ? undefined : privilege]
  return joinInlines(
    own.map((one) => (one === undefined || one === '' ? [] : [badge(one)])),
    { kind: 'text', text: ' ' },
  )
}

function linkTo({ aliases, parts }: OutlineHead, name: string): Inline[] {
  const id = aliases[name] ?? name
  const part = parts.find((one) => one.id === id)
  const title = [part?.number, part?.title].filter((word) => word !== undefined).join(' ')
  return title === '' ? [] : [{ kind: 'link', text: title, href: `#${id}` }]
}

/** How times are written: in tables, as spans, and for a board; `zone` is shown beside UTC. */
function timesIn(zone: string): Pick<Desk, 'time' | 'timeColumn' | 'written'> {
  const marked = ({ text: told, doubts }: PrintedTime): Inline[] => words(text(told), ...doubts.map((doubt) => [badge(doubt)]))
  return {
    time: (interval) => marked(printInterval(interval, zone)),
    timeColumn(interval, until) {
      const { lines, doubts } = printColumn(interval, until, zone)
      return words(inLines(lines.map(text)), ...doubts.map((doubt) => [badge(doubt)]))
    },
    written: (interval) => marked(printInterval(interval, zone, 'written')),
  }
}

/** "proposed", "inferred, moderate confidence", "reported": nothing for what was observed and looked at. */
export function marks({ review, basis, confidence }: Pick<Stated, 'review' | 'basis' | 'confidence'>): Inline[] {
  const known = basis === undefined || basis === 'observed' ? [] : [confidence === undefined ? basis : `${basis}, ${confidence} confidence`]
  const all = [...known, ...(review === 'proposed' ? ['proposed'] : [])]
  return joinInlines(
    all.map((one) => [badge(one)]),
    { kind: 'text', text: ' ' },
  )
}

/** The text with a capital first letter. */
export function sentence(value: string): string {
  return value.slice(0, 1).toUpperCase() + value.slice(1)
}
