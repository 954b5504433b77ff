import { leadTimeFactId } from '../../model/fact-id.ts'
import type { Inline } from '../../model/report.ts'
import { absentInline, listIf, picture, tableIf } from '../blocks.ts'
import { opportunitiesFigure } from '../figures/opportunities.ts'
import { joinInlines, lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'
import { entryWords } from './entry-references.ts'

const comma: Inline = { kind: 'text', text: ', ' }

/** 3.5: where the attack could have been seen earlier. */
export const detectionGaps: Section = (desk) => {
  const { narrative, opportunities, loggingGaps, alertingGaps } = desk.document.detection
  const phaseTitle = (id: string | undefined): Inline[] => {
    const index = desk.document.phases.findIndex((phase) => phase.id === id)
    return index === -1 ? [] : text(`Phase ${index + 1}`)
  }
  return [
    ...narrated(desk, { prose: narrative, path: '/detection/narrative', name: 'when it could have been detected' }, [
      {
        title: 'Detection Opportunities',
        paths: '/detection/opportunities',
        blocks: [
          ...tableIf({
            caption: 'Detection opportunities',
            columns: [
              ['Point in Attack', 28],
              ['Potential Detection', 28],
              ['Why Missed', 24],
              ['Lead Time', 20],
            ],
            rows: opportunities.map((item) => [
              lines([
                text(item.point),
                joinInlines([phaseTitle(item.phase), entryWords(desk, desk.entries.citing(item.citations))], comma),
                item.at === undefined ? [] : desk.timeColumn(item.at),
              ]),
              desk.statement(item.potential, item),
              item.whyMissed === undefined ? absentInline('Not recorded') : text(item.whyMissed),
              desk.factText(leadTimeFactId(item.id)),
            ]),
          }),
          ...picture(opportunitiesFigure(desk)),
        ],
      },
      { title: 'Logging Gaps', paths: '/detection/loggingGaps', blocks: listIf(loggingGaps.map((item) => desk.statement(item.text, item))) },
      { title: 'Alerting Gaps', paths: '/detection/alertingGaps', blocks: listIf(alertingGaps.map((item) => desk.statement(item.text, item))) },
    ]),
  ]
}
