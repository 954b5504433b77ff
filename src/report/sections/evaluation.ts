import type { Prose } from '../../model/prose.ts'
import type { Block } from '../../model/report.ts'
import { paragraph } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'

/** Where judgements on the response stand in the record. */
export const evaluationPath = '/response/evaluation'

/** 4.1: how well the response went. */
export const responseEvaluation: Section = (desk) => {
  const { evaluation: given } = desk.document.response
  const at = (key: keyof typeof given): string => `${evaluationPath}/${key}`
  return partsOf(desk, [
    { title: 'Effectiveness of Response', paths: at('effectiveness'), blocks: toldIn(desk, given.effectiveness) },
    { title: 'Procedures Followed', paths: at('proceduresFollowed'), blocks: toldIn(desk, given.proceduresFollowed) },
    { title: 'What Could Have Been Faster', paths: at('faster'), blocks: toldIn(desk, given.faster) },
    {
      title: 'Were alerts answered, and impact and severity determined, promptly?',
      name: 'promptness',
      paths: at('promptness'),
      blocks: answered(given.promptness),
    },
    {
      title: 'How good and how fast was the forensic analysis?',
      name: 'forensic analysis',
      paths: at('forensics'),
      blocks: answered(given.forensics),
    },
    { title: 'Was escalation effective?', name: 'escalation', paths: at('escalation'), blocks: answered(given.escalation) },
    {
      title: 'Was internal and external communication effective?',
      name: 'communication',
      paths: at('communication'),
      blocks: answered(given.communication),
    },
  ])
}

/** Prose of the record, or nothing. */
export function toldIn(desk: Desk, prose: Prose | undefined): Block[] {
  return prose === undefined ? [] : desk.prose(prose)
}

function answered(answer: string | undefined): Block[] {
  return answer === undefined || answer === '' ? [] : [paragraph(answer)]
}
