import { absentInline, labelled, listOr, paragraph, tableOr } from '../blocks.ts'
import { text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Versions of this document. */
export const documentHistory: Section = (desk) => [
  tableOr(
    {
      caption: 'Document history',
      columns: [
        ['Version', 12],
        ['Date', 22],
        ['Author', 24],
        ['Changes', 42],
      ],
      rows: desk.document.history.map((item) => [
        desk.statement(item.edit === undefined ? item.version : `${item.version} (record version ${item.edit})`, item),
        item.at === undefined ? absentInline('Not recorded') : desk.instant(item.at),
        text(item.author ?? 'Not recorded'),
        text(item.changes ?? 'Not recorded'),
      ]),
    },
    'Not applicable: no version of this report has been published yet.',
  ),
]

/** Who may read this. */
export const distribution: Section = (desk) => {
  const { distribution: sent, classification } = desk.document
  return [
    paragraph(sent.statement ?? `This document is classified as ${classification.level} (${classification.tlp}).`),
    ...labelled(
      'Approved Recipients',
      listOr(
        sent.recipients.map((item) =>
          desk.statement(
            words(text(item.recipient), item.delivered === undefined ? [] : [...text('· delivered '), ...desk.instant(item.delivered)]),
            item,
          ),
        ),
        desk.missing('/distribution/recipients'),
      ),
    ),
  ]
}
