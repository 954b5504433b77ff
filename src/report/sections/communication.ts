import { statementFactId } from '../../model/fact-id.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absentInline, labelled, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'
import { evaluationPath, toldIn } from './evaluation.ts'

/** 4.2: what was said to whom, and how well. */
export const communication: Section = (desk) => {
  const { communications, evaluation } = desk.document.response
  const optional = (value: string | undefined): Inline[] => (value === undefined ? absentInline('Not recorded') : text(value))
  return [
    tableOr(
      {
        caption: 'Communications',
        columns: [
          ['When', 22],
          ['Audience', 20],
          ['Channel', 14],
          ['By', 14],
          ['Message', 30],
        ],
        rows: communications.map((item) => [
          item.at === undefined ? absentInline('Not recorded') : desk.timeColumn(item.at),
          lines([desk.statement(item.audience, item), text(sentence(item.direction))]),
          optional(item.channel),
          optional(item.by),
          optional(item.message),
        ]),
      },
      desk.missing('/response/communications'),
    ),
    ...partsOf(desk, [
      { title: 'Internal Communication', paths: `${evaluationPath}/internalCommunication`, blocks: toldIn(desk, evaluation.internalCommunication) },
      { title: 'External Communication', paths: `${evaluationPath}/externalCommunication`, blocks: toldIn(desk, evaluation.externalCommunication) },
    ]),
    ...figuresGiven(desk),
  ]
}

/** Figures already told to someone, and whether the record still says so. */
function figuresGiven(desk: Desk): Block[] {
  const { statements } = desk.document
  if (statements.length === 0) return []
  return labelled(
    'Figures Already Given',
    tableOr(
      {
        caption: 'Figures already given to someone, and what the record says now',
        columns: [
          ['Figure', 22],
          ['Given', 18],
          ['To', 18],
          ['When', 20],
          ['The record now', 22],
        ],
        rows: statements.map((item) => [
          desk.statement(desk.fact(item.fact)?.label ?? item.fact, item),
          text(item.value),
          text(item.audience ?? 'Not recorded'),
          item.at === undefined ? absentInline('Not recorded') : desk.instant(item.at),
          desk.factText(statementFactId(item.id)),
        ]),
      },
      '',
    ),
  )
}
