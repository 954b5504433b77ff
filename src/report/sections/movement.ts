import type { Inline } from '../../model/report.ts'
import { absent, absentInline, labelled, listOr, tableOr } from '../blocks.ts'
import { movementFigure } from '../figures/movement.ts'
import { code, text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** 3.3: how they moved, as a picture, as steps, and by which access. */
export const movement: Section = (desk) => {
  const { narrative, path, access } = desk.document.rootCause.movement
  const figure = movementFigure(desk)
  const optional = (value: string | undefined, reason: string): Inline[] => (value === undefined || value === '' ? absentInline(reason) : text(value))
  return [
    ...(narrative === undefined
      ? [absent('Not recorded: the forensic analyst has not described yet whether and how the attacker went beyond the first foothold.')]
      : desk.prose(narrative)),
    ...labelled(
      'Movement Path',
      tableOr(
        {
          caption: 'Movement path, step by step',
          columns: [{ title: 'Step', width: 7, align: 'right' }, ['From', 20], ['To', 20], ['When', 20], ['Method', 20], ['Credential', 13]],
          rows: path.map((step, index) => [
            text(String(index + 1)),
            [code(step.from)],
            desk.statement([code(step.to)], step),
            step.at === undefined ? absentInline('Unknown') : desk.instant(step.at),
            optional(step.method, 'Unknown'),
            optional(step.credential, 'Unknown'),
          ]),
        },
        'Unknown: no step from one identity or system to another is recorded.',
      ),
    ),
    ...(figure === undefined ? [] : [{ kind: 'figure', figure } as const]),
    ...labelled(
      'Credentials/Access Used',
      listOr(
        access.map((item) => desk.statement(item.text, item)),
        'Unknown: no credential or access used for moving has been recorded yet.',
      ),
    ),
  ]
}
