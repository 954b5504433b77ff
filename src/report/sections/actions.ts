import { absentInline, tableOr } from '../blocks.ts'
import { sentence } from '../desk.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** 4: what was done against the attack. */
export const immediateActions: Section = (desk) => [
  tableOr(
    {
      caption: 'Immediate actions',
      sheet: 'actions',
      columns: [
        ['Action', 40],
        ['Stage', 14],
        ['Date', 22],
        ['Owner', 14],
        ['Status', 10],
      ],
      rows: desk.document.response.actions.map((item) => [
        desk.statement(item.action, item),
        text(sentence(item.stage)),
        item.date === undefined ? absentInline('Not recorded') : desk.time(item.date),
        text(item.owner ?? 'Not recorded'),
        text(workStatus(item.status)),
      ]),
    },
    desk.missing('/response/actions'),
  ),
]

/** 4: what was begun and is not finished. */
export const shortTermActions: Section = (desk) => [
  tableOr(
    {
      caption: 'Short-term actions',
      sheet: 'actions',
      columns: [
        ['Action', 48],
        ['Due Date', 16],
        ['Owner', 20],
        ['Status', 16],
      ],
      rows: desk.document.response.shortTerm.map((item) => [
        desk.statement(item.action, item),
        item.due === undefined ? absentInline('Not set') : text(item.due),
        text(item.owner ?? 'Not assigned'),
        text(workStatus(item.status)),
      ]),
    },
    desk.missing('/response/shortTerm'),
  ),
]

/** The words of the report for the state of a piece of work. */
export function workStatus(status: string): string {
  return status === 'done' ? 'Complete' : sentence(status)
}
