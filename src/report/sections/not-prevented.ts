import { absent, absentInline, labelled, tableOr } from '../blocks.ts'
import { sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { causeStatements } from './causes.ts'

/** 3.6: what became of each control that stood in the way. */
export const notPrevented: Section = (desk) => {
  const { narrative, controls } = desk.document.rootCause.notPrevented
  return [
    ...(narrative === undefined
      ? [absent('Not recorded: the security architect has not reviewed yet why existing controls did not prevent the incident.')]
      : desk.prose(narrative)),
    ...labelled(
      'Controls',
      tableOr(
        {
          caption: 'Controls and what became of them',
          columns: [
            ['Control', 24],
            ['Expected', 28],
            ['Outcome', 14],
            ['Explanation', 34],
          ],
          rows: controls.map((item) => [
            desk.statement(item.control, item),
            item.expected === undefined ? absentInline('Not recorded') : text(item.expected),
            text(sentence(item.outcome)),
            lines([
              item.explanation === undefined ? absentInline('Not recorded') : text(item.explanation),
              ...causeStatements(desk, item.causes).map((cause) => text(`Cause: ${cause}`)),
            ]),
          ]),
        },
        'Not recorded: no control has been reviewed yet. That a control left no log does not mean that there was none.',
      ),
    ),
  ]
}
