import { absentInline, labelled, tableOr } from '../blocks.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { judged } from './evaluation.ts'

/** 4.3: who worked on it, and how well together. */
export const teamPerformance: Section = (desk) => {
  const { people, response } = desk.document
  const lead = people.lead === undefined ? [] : [[text('Incident lead'), text(people.lead)]]
  return [
    ...labelled(
      'Response Team',
      tableOr(
        {
          caption: 'Response team',
          columns: [
            ['Role', 40],
            ['Name', 60],
          ],
          rows: [
            ...lead,
            ...people.roles.map((item) => [
              desk.statement(item.role, item),
              item.alias !== undefined ? text(item.alias) : item.name === undefined ? absentInline('Not recorded') : text(item.name),
            ]),
          ],
        },
        'Not recorded: the incident lead has not recorded the roles of the response yet.',
      ),
    ),
    ...judged(desk, 'Team Performance', response.evaluation.team, 'the incident lead has not judged yet how well the response team worked'),
    ...judged(
      desk,
      'Coordination With Other Departments',
      response.evaluation.coordination,
      'the incident lead has not judged the coordination with other departments yet',
    ),
  ]
}
