import { absentInline, tableIf } from '../blocks.ts'
import { sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'
import { causeStatements } from './causes.ts'

/** 3.6: what became of each control that stood in the way. */
export const notPrevented: Section = (desk) => {
  const { narrative, controls } = desk.document.rootCause.notPrevented
  return [
    ...narrated(desk, { prose: narrative, path: '/rootCause/notPrevented/narrative', name: 'why it was not prevented' }, [
      {
        title: 'Controls',
        name: 'what became of each control',
        paths: '/rootCause/notPrevented/controls',
        blocks: tableIf({
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
        }),
      },
    ]),
  ]
}
