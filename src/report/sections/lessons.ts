import type { Incident } from '../../model/incident.ts'
import { absent, listOr } from '../blocks.ts'
import type { Section } from '../outline.ts'

const reasons: Record<keyof Incident['lessons'], string> = {
  wentWell: 'Not recorded: the team has not said yet which tools, strategies or actions helped.',
  couldImprove: 'Not recorded: the team has not said yet what could be improved.',
  luck: 'Not recorded: the team has not said yet where chance helped.',
  gaps: 'Not recorded: the team has not summarised yet which weaknesses the incident revealed.',
  improvements: 'Not recorded: the team has not said yet what will make detection, prevention and response better.',
  processChanges: 'Not recorded: the team has not said yet which processes will change.',
}

/** 6: one list of lessons. */
export function lessonsOf(name: keyof Incident['lessons']): Section {
  return (desk) => [
    listOr(
      desk.document.lessons[name].map((item) => desk.statement(item.text, item)),
      reasons[name],
    ),
  ]
}

/** What remains to be said, and what the organisation commits itself to. */
export const conclusion: Section = (desk) => {
  const { reflection, commitment } = desk.document.conclusion
  return [
    ...(reflection === undefined ? [absent('Not recorded: the incident lead has not written the closing reflection yet.')] : desk.prose(reflection)),
    commitment === undefined
      ? absent('Not recorded: management has not stated yet what the organisation commits itself to.')
      : {
          kind: 'paragraph',
          content: [
            { kind: 'text', text: 'Commitment: ', strong: true },
            { kind: 'text', text: commitment },
          ],
        },
  ]
}
