import { formatNumber } from '../../base/text.ts'
import type { Block } from '../../model/report.ts'
import { absentInline, labelled, listOr, tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** What was looked at, what was not, and what that allows to say: read before the findings. */
export const scope: Section = (desk) => {
  const { examined, notObtained, limits } = desk.document.scope
  return [
    ...labelled(
      'Examined',
      listOr(
        examined.map((item) => desk.statement(item.text, item)),
        'Not recorded: nobody has described yet what was examined.',
      ),
    ),
    ...labelled(
      'Not Obtained',
      tableOr(
        {
          caption: 'Sources that were not obtained',
          columns: [
            ['Source', 45],
            ['Why', 55],
          ],
          rows: notObtained.map((item) => [desk.statement(item.what, item), item.why === undefined ? absentInline('Not recorded') : text(item.why)]),
        },
        'Not recorded: nobody has stated yet which sources were asked for and not obtained.',
      ),
    ),
    ...labelled(
      'Limits',
      listOr(
        limits.map((item) => desk.statement(item.text, item)),
        'Not recorded: nobody has stated yet what these sources cannot show.',
      ),
    ),
    ...labelled('Log Coverage', coverage(desk)),
  ]
}

function coverage(desk: Desk): Block {
  return tableOr(
    {
      caption: 'What each log source covers',
      columns: [['Log source', 26], ['Begins', 20], ['Ends', 20], ['Silent', 24], { title: 'Events', width: 10, align: 'right' }],
      rows: desk.document.coverage.map((item) => [
        desk.statement(item.note === undefined ? text(item.source) : lines([text(item.source), text(item.note)]), item),
        item.begins === undefined ? absentInline('Unknown') : desk.instant(item.begins),
        item.ends === undefined ? absentInline('Unknown') : desk.instant(item.ends),
        item.silences.length === 0
          ? text('No silence found')
          : lines(item.silences.map(({ from, to }) => words(desk.instant(from), text('to'), desk.instant(to)))),
        item.events === undefined ? absentInline('Unknown') : text(formatNumber(item.events)),
      ]),
    },
    'Unknown: no log source has been read or described yet.',
  )
}
