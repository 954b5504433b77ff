import { label, paragraph } from '../blocks.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { distribution, documentHistory } from './history.ts'

/** This document as the incident report: where it says what, its versions, and who receives it. */
export const finalReport: Section = (desk, place) => [
  paragraph([
    ...text('This document is the incident report. The findings stand in '),
    ...desk.see('root-cause'),
    ...text(', the response in '),
    ...desk.see('response'),
    ...text(', what it meant in '),
    ...desk.see('impact'),
    ...text(' and what has to change in '),
    ...desk.see('recommendations'),
    ...text('.'),
  ]),
  label('Document History'),
  ...documentHistory(desk, place),
  label('Distribution'),
  ...distribution(desk, place),
]
