import { absent } from '../blocks.ts'
import type { Section } from '../outline.ts'

export const executiveSummary: Section = ({ document, prose }) =>
  document.summary.text === undefined
    ? [absent('Not recorded: the incident lead has not described yet, in one to three paragraphs, what the incident meant for the business.')]
    : prose(document.summary.text)
