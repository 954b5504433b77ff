import { compareInstantTexts } from '../../base/instant.ts'
import { absentInline, tableOr } from '../blocks.ts'
import { sentence } from '../desk.ts'
import { text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Appendix D: alerts, system activity, communications and actions in one sequence. */
export const incidentLog: Section = (desk) => {
  const sorted = [...desk.document.log].sort((a, b) => compareInstantTexts(a.at ?? '9999', b.at ?? '9999'))
  return [
    tableOr(
      {
        caption: 'Incident log',
        columns: [
          ['Date/Time', 25],
          ['Kind', 14],
          ['What', 41],
          ['Source', 20],
        ],
        rows: sorted.map((item) => [
          item.at === undefined ? absentInline('Not recorded') : desk.instantColumn(item.at),
          text(sentence(item.kind)),
          desk.statement(item.text, { ...item, citations: [] }),
          words(
            item.source === undefined ? (item.citations.length === 0 ? absentInline('Not recorded') : []) : text(item.source),
            desk.cite(item.citations),
          ),
        ]),
      },
      desk.missing('/log'),
    ),
  ]
}
