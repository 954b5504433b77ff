import { plural } from '../../base/text.ts'
import type { Block, Inline } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { absent, labelled, note, tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { code, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { inOrder, isInTimeline } from '../timeline-entries.ts'
import { actOf, when } from './timeline-rows.ts'

/** What the machine saw but would not state: one list, most telling first, each with its reason. */
export const toReview: Section = (desk) => {
  const waiting = desk.document.timeline.filter((entry) => !isInTimeline(entry))
  const ranked = [...waiting].sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))
  if (ranked.length === 0) return [absent(nothingWaiting(desk.leftOut)), ...verdicts(desk)]
  return [
    note('Proposed by the machine and not part of the account above until a person accepts it. The most telling come first.'),
    tableOr(
      {
        caption: 'Proposals to review',
        sheet: 'timeline',
        columns: [
          ['Date/Time', 27],
          ['Event', 37],
          ['Why it is proposed', 36],
        ],
        rows: alike(ranked).map((entries) => row(desk, entries)),
      },
      '',
    ),
    ...verdicts(desk),
  ]
}

/** Fewer entries that are alike are told one by one. */
const fewestAlike = 4
const mostCited = 3

/** Entries that differ in nothing but names, numbers and times are one thing to look at; the most telling comes first. */
function alike(ranked: readonly TimelineEntry[]): TimelineEntry[][] {
  const groups = Map.groupBy(ranked, ({ text: told, reason = '', techniques }) => JSON.stringify([shapeOf(told), reason, techniques]))
  return [...groups.values()].flatMap((group) => (group.length < fewestAlike ? group.map((entry) => [entry]) : [group]))
}

/** A sentence without what tells one act from the next: every word that holds a digit, a slash, a dot inside or another sign. */
function shapeOf(told: string): string {
  return told.replace(/[^\s]*[^\s\p{L},.;()][^\s]*/gu, '#').replace(/#(?:[\s,;]+#)+/g, '#')
}

function row(desk: Desk, entries: readonly TimelineEntry[]): Inline[][] {
  const [first] = entries
  if (first === undefined) return []
  const ordered = inOrder(entries)
  const [begun = first, ended = first] = [ordered[0], ordered.at(-1)]
  const techniques = first.techniques.map((id) => [code(id)])
  const cited = desk.cite(entries.slice(0, mostCited).flatMap(({ citations }) => citations))
  const reason = words(text(first.reason ?? 'No reason recorded.'), cited)
  if (entries.length === 1) return [when(desk, first), words(text(actOf(first)), ...techniques), reason]
  const told = `${actOf(first)} And ${plural(entries.length - 1, 'more entry', 'more entries')} alike: timeline.csv and the spreadsheet hold each.`
  return [desk.timeColumn(begun.occurred, ended.until ?? ended.occurred), words(text(told), ...techniques), reason]
}

function verdicts(desk: Desk): Block[] {
  const { verdicts: all } = desk.document
  if (all.length === 0) return []
  return labelled(
    'What people said of findings',
    tableOr(
      {
        caption: 'Verdicts on findings',
        columns: [
          ['Finding', 34],
          ['Verdict', 16],
          ['By', 20],
          ['Note', 30],
        ],
        rows: all.map((item) => [
          [code(item.finding ?? item.id)],
          desk.statement(item.verdict, item),
          text(item.by ?? 'Not recorded'),
          text(item.note ?? 'None'),
        ]),
      },
      '',
    ),
  )
}

function nothingWaiting(leftOut: number): string {
  if (leftOut > 0) return 'Not part of this report: it tells only what people wrote or reviewed.'
  return 'Not applicable: no proposal is waiting for a person to look at it.'
}
