import type { Block } from '../../model/report.ts'
import { absent, labelled, note, tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { code, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { isInTimeline } from '../timeline-entries.ts'
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
        rows: ranked.map((entry) => [
          when(desk, entry),
          words(text(actOf(entry)), ...entry.techniques.map((id) => [code(id)])),
          words(text(entry.reason ?? 'No reason recorded.'), desk.cite(entry.citations)),
        ]),
      },
      '',
    ),
    ...verdicts(desk),
  ]
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
