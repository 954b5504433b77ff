import { formatNumber, listOf } from '../../base/text.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absentInline, listIf, tableIf } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'

/** What was looked at, what was not, and what that allows to say: read before the findings. */
export const scope: Section = (desk) => {
  const { examined, notObtained, limits } = desk.document.scope
  return [
    ...partsOf(desk, [
      {
        title: 'Examined',
        name: 'what was examined',
        paths: '/scope/examined',
        blocks: listIf(examined.map((item) => desk.statement(item.text, item))),
      },
      {
        title: 'Not Obtained',
        name: 'what was not obtained',
        paths: '/scope/notObtained',
        blocks: tableIf({
          caption: 'Sources that were not obtained',
          columns: [
            ['Source', 45],
            ['Why', 55],
          ],
          rows: notObtained.map((item) => [desk.statement(item.what, item), item.why === undefined ? absentInline('Not recorded') : text(item.why)]),
        }),
      },
      {
        title: 'Limits',
        name: 'what the sources cannot show',
        paths: '/scope/limits',
        blocks: listIf(limits.map((item) => desk.statement(item.text, item))),
      },
      { title: 'Log Coverage', paths: '/coverage', blocks: coverage(desk) },
    ]),
  ]
}

/** Labels of evidence items by their hashes: "E1, E3". */
function labels({ document }: Desk, hashes: readonly string[]): Inline[] {
  const found = document.evidence.filter((item) => hashes.includes(item.sha256)).map((item) => item.label)
  return text(listOf(found, 8))
}

function coverage(desk: Desk): Block[] {
  return tableIf({
    caption: 'What each log source covers',
    columns: [['Log source', 24], ['Begins', 23], ['Ends', 23], ['Silent', 20], { title: 'Events', width: 10, align: 'right' }],
    rows: desk.document.coverage.map((item) => [
      desk.statement(lines([text(item.source), labels(desk, item.evidence), text(item.note ?? '')]), item),
      item.begins === undefined ? absentInline('Unknown') : desk.instantColumn(item.begins),
      item.ends === undefined ? absentInline('Unknown') : desk.instantColumn(item.ends),
      item.silences.length === 0
        ? text('No silence found')
        : lines(item.silences.map(({ from, to }) => words(desk.instant(from), text('to'), desk.instant(to)))),
      item.events === undefined ? absentInline('Unknown') : text(formatNumber(item.events)),
    ]),
  })
}
