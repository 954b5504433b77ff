import type { Block } from '../../model/report.ts'
import type { Prose } from '../../model/prose.ts'
import { absent, labelled, paragraph } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import type { Section } from '../outline.ts'

/** 4.1: how well the response went. */
export const responseEvaluation: Section = (desk) => {
  const { evaluation } = desk.document.response
  return [
    ...judged(desk, 'Effectiveness of Response', evaluation.effectiveness, 'the incident lead has not judged yet how effective the response was'),
    ...judged(
      desk,
      'Procedures Followed',
      evaluation.proceduresFollowed,
      'the incident lead has not said yet whether the response followed its procedures',
    ),
    ...judged(
      desk,
      'What Could Have Been Faster',
      evaluation.faster,
      'the response team has not said yet what could have been faster or more efficient',
    ),
    ...answered(
      'Were alerts answered, and impact and severity determined, promptly?',
      evaluation.promptness,
      'the duty officer has not answered yet',
    ),
    ...answered('How good and how fast was the forensic analysis?', evaluation.forensics, 'the forensic analyst has not answered yet'),
    ...answered('Was escalation effective?', evaluation.escalation, 'the incident lead has not answered yet'),
    ...answered('Was internal and external communication effective?', evaluation.communication, 'communications has not answered yet'),
  ]
}

/** A judgement in prose, or who still owes it. */
export function judged(desk: Desk, title: string, prose: Prose | undefined, reason: string): Block[] {
  return labelled(title, prose === undefined ? absent(`Not recorded: ${reason}.`) : desk.prose(prose))
}

function answered(question: string, answer: string | undefined, reason: string): Block[] {
  return labelled(question, answer === undefined ? absent(`Not recorded: ${reason}.`) : paragraph(answer))
}
