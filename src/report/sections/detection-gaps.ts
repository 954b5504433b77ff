import { leadTimeFactId } from '../../model/fact-id.ts'
import type { Inline } from '../../model/report.ts'
import { absent, absentInline, labelled, listOr, tableOr } from '../blocks.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** 3.5: where the attack could have been seen earlier. */
export const detectionGaps: Section = (desk) => {
  const { narrative, opportunities, loggingGaps, alertingGaps } = desk.document.detection
  const phaseTitle = (id: string | undefined): Inline[] => {
    const index = desk.document.phases.findIndex((phase) => phase.id === id)
    return index === -1 ? [] : text(`Phase ${index + 1}`)
  }
  return [
    ...(narrative === undefined
      ? [absent('Not recorded: the detection team has not described yet which opportunities to detect the attack earlier were missed.')]
      : desk.prose(narrative)),
    ...labelled(
      'Detection Opportunities',
      tableOr(
        {
          caption: 'Detection opportunities',
          columns: [
            ['Point in Attack', 28],
            ['Potential Detection', 28],
            ['Why Missed', 24],
            ['Lead Time', 20],
          ],
          rows: opportunities.map((item) => [
            lines([text(item.point), phaseTitle(item.phase), item.at === undefined ? [] : desk.time(item.at)]),
            desk.statement(item.potential, item),
            item.whyMissed === undefined ? absentInline('Not recorded: the detection team has not said yet') : text(item.whyMissed),
            desk.factText(leadTimeFactId(item.id)),
          ]),
        },
        'Not recorded: nobody has named an opportunity to detect the attack earlier yet.',
      ),
    ),
    ...labelled(
      'Logging Gaps',
      listOr(
        loggingGaps.map((item) => desk.statement(item.text, item)),
        'Not recorded: nobody has stated yet what was not logged.',
      ),
    ),
    ...labelled(
      'Alerting Gaps',
      listOr(
        alertingGaps.map((item) => desk.statement(item.text, item)),
        'Not recorded: nobody has stated yet what was logged but raised no alert.',
      ),
    ),
  ]
}
