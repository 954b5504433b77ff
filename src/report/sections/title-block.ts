import { note, properties } from '../blocks.ts'
import { code, strong, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { openWords } from './to-complete.ts'

/** Who wrote this about what, for whom, and how far a person has looked at it. */
export const titleBlock: Section = (desk) => {
  const { document, notice } = desk
  const open = openWords(desk)
  const { people, classification, title, type } = document
  return [
    { kind: 'paragraph', tone: 'lead', content: text(title === '' ? `Incident ${document.id}` : title) },
    properties([
      ['Incident ID', [code(document.id)]],
      ['Date', people.reportDate === undefined ? desk.missingInline('/people/reportDate') : text(people.reportDate)],
      ['Author', people.authors.length === 0 ? desk.missingInline('/people/authors') : text(people.authors.join(', '))],
      ['Classification', text(classification.level)],
      ['Marking', [strong(classification.tlp), ...(classification.privilege === undefined ? [] : text(` · ${classification.privilege}`))]],
      ...(type === undefined ? [] : [['Nature of the incident', text(type)] as const]),
      ...(open.length === 0 ? [] : [['To complete', open] as const]),
    ]),
    ...(notice === undefined ? [] : [note([strong('Review: '), ...text(`${notice}.`)])]),
  ]
}
