import type { Block } from '../../model/report.ts'
import { listIf, tableIf } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'

/** What the milestones show took long, where the record is silent, and what people found difficult. */
export const delays: Section = (desk) => [
  ...partsOf(desk, [
    {
      title: 'Between Milestones',
      name: 'what lies between milestones',
      paths: ['/moments/detected', '/moments/contained', '/moments/recovered'],
      blocks: computed(desk),
    },
    {
      title: 'Challenges',
      paths: '/challenges',
      blocks: listIf(desk.document.challenges.map((item) => lines([desk.statement(item.text, item), text(item.explanation ?? '')]))),
    },
  ]),
]

function computed(desk: Desk): Block[] {
  const facts = Object.values(desk.facts).filter((fact) => fact.id.startsWith('gaps/'))
  return tableIf({
    caption: 'Delays and gaps between milestones',
    columns: [
      ['Between', 40],
      ['Measured', 60],
    ],
    rows: facts.map((fact) => [text(fact.label), fact.known === 'unknown' ? desk.factText(fact.id) : text(`${sentence(fact.text)}.`)]),
  })
}
