import type { MovementStep } from '../../model/cause.ts'
import type { Inline } from '../../model/report.ts'
import { absentInline, listIf, tableIf } from '../blocks.ts'
import { movementFigure } from '../figures/movement.ts'
import { code, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'
import { stepEntryFinder } from '../step-entries.ts'
import { entryNumbers } from './entry-references.ts'

const place = '/rootCause/movement'

/** 3.3: how they moved, as a picture, as steps, and by which access. */
export const movement: Section = (desk) => {
  const { narrative, path, access } = desk.document.rootCause.movement
  const figure = movementFigure(desk)
  const entriesOf = stepEntryFinder(desk.document, desk.entries)
  const toldBy = (step: MovementStep): Inline[] => {
    const numbers = entryNumbers(desk, entriesOf(step))
    return numbers.length === 0 ? absentInline('None') : numbers
  }
  const optional = (value: string | undefined, reason: string): Inline[] => (value === undefined || value === '' ? absentInline(reason) : text(value))
  return [
    ...narrated(desk, { prose: narrative, path: `${place}/narrative`, name: 'how the attacker moved' }, [
      {
        title: 'Movement Path',
        paths: `${place}/path`,
        blocks: [
          ...tableIf({
            caption: 'Movement path, step by step',
            columns: [
              { title: 'Step', width: 6, align: 'right' },
              { title: 'Entry', width: 7, align: 'right' },
              ['From', 17],
              ['To', 18],
              ['When', 22],
              ['Method', 17],
              ['Credential', 13],
            ],
            rows: path.map((step, index) => [
              text(String(index + 1)),
              toldBy(step),
              [code(step.from)],
              desk.statement([code(step.to)], step),
              step.at === undefined ? absentInline('Unknown') : desk.instantColumn(step.at),
              optional(step.method, 'Unknown'),
              optional(step.credential, 'Unknown'),
            ]),
          }),
          ...(figure === undefined ? [] : [{ kind: 'figure', figure } as const]),
        ],
      },
      {
        title: 'Credentials/Access Used',
        name: 'credentials and access used',
        paths: `${place}/access`,
        blocks: listIf(access.map((item) => desk.statement(item.text, item))),
      },
    ]),
  ]
}
