import type { Block } from '../../model/report.ts'
import { paragraph, picture } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { glanceFigure } from '../figures/glance.ts'
import type { Section } from '../outline.ts'
import { standing } from './standing.ts'

/** What the incident meant, and the incident at a glance. */
export const executiveSummary: Section = (desk) => [...told(desk), ...picture(glanceFigure(desk))]

/** What the incident meant, in people's words where there are any; else the draft's, and where it stands as the record computes it. */
function told(desk: Desk): readonly Block[] {
  const { text } = desk.document.summary
  if (text !== undefined && text.proposed !== true) return desk.prose(text)
  const words = text === undefined ? [desk.missing('/summary/text')] : desk.prose(text)
  const computed = standing(desk)
  return computed === '' ? words : [...words, paragraph(computed)]
}
