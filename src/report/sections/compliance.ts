import { dueFactId, marginFactId } from '../../model/fact-id.ts'
import type { Notification } from '../../model/notification.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absentInline, labelled, note, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { code, lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Appendix E: what was decided and when it was due and done. Why is counsel's and is never printed. */
export const compliance: Section = (desk) => {
  const { notifications } = desk.document
  const stages = notifications.flatMap((item) => stageRows(desk, item))
  return [
    ...(notifications.length === 0
      ? []
      : [note('Whether a duty applies is decided by people. The reasons for a decision are kept with counsel and are not part of a report.')]),
    tableOr(
      {
        caption: 'Notification duties',
        columns: [
          ['Duty', 34],
          ['Decision', 22],
          ['Decided by', 22],
          ['Decided', 22],
        ],
        rows: notifications.map((item) => [
          lines([desk.statement([code(item.duty)], item), ...triggers(desk, item)]),
          text(sentence(item.decision)),
          text(item.decidedBy ?? 'Nobody yet'),
          item.decidedAt === undefined ? absentInline('Not decided') : desk.instant(item.decidedAt),
        ]),
      },
      desk.missing('/notifications'),
    ),
    ...(stages.length === 0 ? [] : labelled('Stages', stageTable(stages))),
  ]
}

/** Since when a clock runs: "Awareness: 2026-03-05 08:00 UTC". */
function triggers(desk: Desk, item: Notification): Inline[][] {
  return Object.entries(item.triggers).map(([name, at]) => words(text(`${sentence(name.replaceAll('_', ' '))}:`), desk.instant(at)))
}

function stageTable(rows: Inline[][][]): Block {
  return tableOr(
    {
      caption: 'Stages of notification: due and submitted',
      columns: [
        ['Duty', 22],
        ['Stage', 16],
        ['Due', 22],
        ['Submitted', 22],
        ['Reference', 18],
      ],
      rows,
    },
    '',
  )
}

function stageRows(desk: Desk, item: Notification): Inline[][][] {
  if (item.decision === 'does not apply') return []
  return item.stages.map((stage) => [
    [code(item.duty)],
    lines([text(sentence(stage.id)), stage.content === undefined ? [] : text(stage.content)]),
    desk.factText(dueFactId(item.id, stage.id)),
    stage.submitted === undefined
      ? absentInline('Not submitted')
      : lines([
          desk.instant(stage.submitted),
          text(desk.fact(marginFactId(item.id, stage.id))?.text ?? ''),
          stage.lateReason === undefined ? [] : text(`Reason for the delay: ${stage.lateReason}`),
        ]),
    stage.reference === undefined ? absentInline('None recorded') : text(stage.reference),
  ])
}
