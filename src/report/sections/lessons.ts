import type { Incident } from '../../model/incident.ts'
import { listOr, paragraph } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'

/** 6: one list of lessons. */
export function lessonsOf(name: keyof Incident['lessons']): Section {
  return (desk) => [
    listOr(
      desk.document.lessons[name].map((item) => desk.statement(item.text, item)),
      desk.missing(`/lessons/${name}`),
    ),
  ]
}

/** What remains to be said, and what the organisation commits itself to. */
export const conclusion: Section = (desk) => {
  const { reflection, commitment } = desk.document.conclusion
  return [
    ...narrated(desk, { prose: reflection, path: '/conclusion/reflection', name: 'closing reflection' }, [
      { title: 'Commitment', paths: '/conclusion/commitment', blocks: commitment === undefined ? [] : [paragraph(commitment)] },
    ]),
  ]
}
