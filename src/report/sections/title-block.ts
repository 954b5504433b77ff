import { absent, absentInline, note, properties } from '../blocks.ts'
import { code, strong, text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Who wrote this about what, for whom, and how far a person has looked at it. */
export const titleBlock: Section = ({ document, notice }) => {
  const { people, classification, title, type } = document
  return [
    { kind: 'paragraph', tone: 'lead', content: text(title === '' ? `Incident ${document.id}` : title) },
    ...(title === '' ? [absent('Not recorded: the incident lead has not given the incident a title yet.')] : []),
    properties([
      ['Incident ID', [code(document.id)]],
      ['Date', people.reportDate === undefined ? absentInline('Not recorded: the author has not dated the report yet.') : text(people.reportDate)],
      ['Author', people.authors.length === 0 ? absentInline('Not recorded: nobody has signed as author yet.') : text(people.authors.join(', '))],
      ['Classification', text(classification.level)],
      ['Marking', [strong(classification.tlp), ...(classification.privilege === undefined ? [] : text(` · ${classification.privilege}`))]],
      ...(type === undefined ? [] : [['Nature of the incident', text(type)] as const]),
    ]),
    ...(notice === undefined ? [] : [note([strong('Review: '), ...text(`${notice}.`)])]),
  ]
}
