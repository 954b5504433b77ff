import type { Question } from '../../model/question.ts'
import type { Block } from '../../model/report.ts'
import { plural } from '../../base/text.ts'
import { absent, absentInline, labelled, paragraph, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { text } from '../inline.ts'
import { askedFor, questionLinks } from '../missing.ts'
import type { Section } from '../outline.ts'

/** What is still asked, by the role that can answer; then what was answered or ruled out. */
export const questions: Section = (desk) => {
  const { questions: all } = desk.document
  const open = all.filter((item) => item.state === 'open')
  const settled = all.filter((item) => item.state !== 'open')
  if (all.length === 0) return [absent('Not applicable: no question has been written down.')]
  return [
    open.length === 0 ? absent('Not applicable: every recorded question has been answered or ruled out.') : stillOpen(desk, open),
    ...(settled.length === 0 ? [] : labelled('Answered or Ruled Out', settledTable(desk, settled))),
  ]
}

/** In the list "to complete" where this report has one, else here. */
function stillOpen(desk: Desk, open: readonly Question[]): Block {
  const asked = askedFor(
    desk.questions,
    open.map((item) => `/questions/${item.id}/answer`),
  )
  if (asked.length === 0) return openTable(desk, open)
  return paragraph([...text(`${plural(asked.length, 'question')} still open: `), ...questionLinks(asked), ...text('.')])
}

function openTable(desk: Desk, items: readonly Question[]): Block {
  return tableOr(
    {
      caption: 'Open questions',
      columns: [
        ['Question', 50],
        ['For', 18],
        ['Examined so far', 32],
      ],
      rows: items.map((item) => [
        desk.statement(item.question, item),
        text(item.role ?? 'Incident lead'),
        item.examined === undefined ? absentInline('Nothing recorded') : text(item.examined),
      ]),
    },
    '',
  )
}

function settledTable(desk: Desk, items: readonly Question[]): Block {
  return tableOr(
    {
      caption: 'Questions answered or ruled out',
      columns: [
        ['Question', 28],
        ['State', 12],
        ['Answer', 28],
        ['Examined', 18],
        ['Holds for', 14],
      ],
      rows: items.map((item) => [
        desk.statement(item.question, item),
        text(sentence(item.state)),
        item.answer === undefined ? absentInline('Not recorded') : text(item.answer),
        item.examined === undefined ? absentInline('Not recorded') : text(item.examined),
        item.coverage === undefined ? absentInline('Not recorded') : text(item.coverage),
      ]),
    },
    '',
  )
}
