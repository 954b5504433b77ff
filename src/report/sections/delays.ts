import type { Block } from '../../model/report.ts'
import { labelled, listOr, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** What the milestones show took long, where the record is silent, and what people found difficult. */
export const delays: Section = (desk) => [
  ...labelled('Between Milestones', computed(desk)),
  ...labelled(
    'Challenges',
    listOr(
      desk.document.challenges.map((item) => lines([desk.statement(item.text, item), text(item.explanation ?? '')])),
      'Not recorded: the response team has not named any delay or difficulty yet.',
    ),
  ),
]

function computed(desk: Desk): Block {
  const facts = Object.values(desk.facts).filter((fact) => fact.id.startsWith('gaps/'))
  return tableOr(
    {
      caption: 'Delays and gaps between milestones',
      columns: [
        ['Between', 40],
        ['Measured', 60],
      ],
      rows: facts.map((fact) => [text(fact.label), fact.known === 'unknown' ? desk.factText(fact.id) : text(`${sentence(fact.text)}.`)]),
    },
    'Unknown: no delay can be computed before two milestones of the response are recorded.',
  )
}
