import { paragraph } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { standing } from './standing.ts'

/** What the incident meant, in people's words where there are any; else the draft's, and where it stands as the record computes it. */
export const executiveSummary: Section = (desk) => {
  const { text } = desk.document.summary
  if (text !== undefined && text.proposed !== true) return desk.prose(text)
  const told = text === undefined ? [desk.missing('/summary/text')] : desk.prose(text)
  const computed = standing(desk)
  return computed === '' ? told : [...told, paragraph(computed)]
}
