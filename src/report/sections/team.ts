import { absentInline, tableIf } from '../blocks.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'
import { evaluationPath, toldIn } from './evaluation.ts'

/** 4.3: who worked on it, and how well together. */
export const teamPerformance: Section = (desk) => {
  const { people, response } = desk.document
  const lead = people.lead === undefined ? [] : [[text('Incident lead'), text(people.lead)]]
  return [
    ...partsOf(desk, [
      {
        title: 'Response Team',
        name: 'who was in the response team',
        paths: ['/people/lead', '/people/roles'],
        blocks: tableIf({
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
        }),
      },
      { title: 'Team Performance', name: 'how the team worked', paths: `${evaluationPath}/team`, blocks: toldIn(desk, response.evaluation.team) },
      {
        title: 'Coordination With Other Departments',
        name: 'coordination with other departments',
        paths: `${evaluationPath}/coordination`,
        blocks: toldIn(desk, response.evaluation.coordination),
      },
    ]),
  ]
}
