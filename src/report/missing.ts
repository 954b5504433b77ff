import { sha256Hex } from '../base/canonical-json.ts'
import { listOf } from '../base/text.ts'
import type { Inline } from '../model/report.ts'
import { emphasis, text } from './inline.ts'
import type { OpenQuestion } from './sections/to-complete/open-questions.ts'

/** Anchor of the list "to complete". */
export const toCompleteAnchor = 'to-complete'

/** Anchor of one role's questions in it: its words, and where they are not all of it, what tells it from every other role. */
export function roleAnchor(role: string): string {
  const words = role
    .toLowerCase()
    .slice(0, 60)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const isPlain = role.length <= 60 && /^[A-Z][a-z0-9]*(?: [a-z0-9]+)*$/.test(role)
  return [toCompleteAnchor, ...(words === '' ? [] : [words]), ...(isPlain ? [] : [sha256Hex(role).slice(0, 8)])].join('-')
}

/** Path of the record -> the question that asks for it; nothing where a report does not print the list. */
export type QuestionsByPath = ReadonlyMap<string, OpenQuestion>

/** "Not recorded yet (question 4).": a link to it; one short sentence where no question asks for it. `reason` says more, without its full stop. */
export function missingWords(questions: QuestionsByPath, paths: string | readonly string[], reason?: string): Inline[] {
  const asked = askedFor(questions, paths)
  if (asked.length === 0) return text(`${reason ?? 'Not recorded'}.`)
  return [...text(reason ?? 'Not recorded yet'), ...inBrackets(asked), ...text('.')]
}

/** The same inside a cell, where it has to look different from a value. */
export function missingValue(questions: QuestionsByPath, paths: string | readonly string[], reason?: string): Inline[] {
  const asked = askedFor(questions, paths)
  if (asked.length === 0) return [emphasis(reason ?? 'Not recorded')]
  return [emphasis(reason ?? 'Not recorded yet'), ...inBrackets(asked)]
}

/** " (question 4)": nothing where none asks. */
export function inBrackets(asked: readonly OpenQuestion[]): Inline[] {
  return asked.length === 0 ? [] : [...text(' ('), ...questionLinks(asked), ...text(')')]
}

/** The questions that ask for any of these paths, each once. */
export function askedFor(questions: QuestionsByPath, paths: string | readonly string[]): OpenQuestion[] {
  const found = [paths].flat().flatMap((path) => questions.get(path) ?? [])
  return [...new Set(found)].sort((a, b) => a.number - b.number)
}

/** "question 4", "questions 4 and 7": each number leads to the list. */
export function questionLinks(asked: readonly OpenQuestion[]): Inline[] {
  if (asked.length === 1) return asked.map((one) => link(`question ${one.number}`, one))
  const separators = listOf(asked.map(() => '0'))
    .split('0')
    .slice(1)
  return [
    ...text('questions '),
    ...asked.flatMap((one, index) => [link(String(one.number), one), ...(separators[index] ? text(separators[index]) : [])]),
  ]
}

function link(label: string, { role }: OpenQuestion): Inline {
  return { kind: 'link', text: label, href: `#${roleAnchor(role)}` }
}
