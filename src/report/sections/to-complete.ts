import { formatNumber, plural } from '../../base/text.ts'
import type { Block, Inline } from '../../model/report.ts'
import { note, tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { lines, text } from '../inline.ts'
import { roleAnchor, toCompleteAnchor } from '../missing.ts'
import type { HeadingLevel, Section } from '../outline.ts'
import { mostPoints } from './to-complete/ask.ts'
import { type OpenQuestion, rolesOf } from './to-complete/open-questions.ts'
import { holdersOf } from './to-complete/roles.ts'

/** The list of what nobody has said yet, by the role that can; absent, with its heading, where nothing is open. */
export function toComplete(number?: string): Section {
  return (desk, { level }) => {
    const questions = desk.openQuestions
    if (questions.length === 0) return []
    const heading: Block = { kind: 'heading', level, text: 'To Complete', id: toCompleteAnchor, ...(number === undefined ? {} : { number }) }
    return [
      heading,
      note(
        `${plural(questions.length, 'question')} that the record leaves open, by who can answer. A question is gone once the record answers it; what cannot be known is answered by saying so.`,
      ),
      ...rolesOf(questions).flatMap((role) => ofRole(desk, role, level)),
    ]
  }
}

function ofRole(desk: Desk, role: string, level: HeadingLevel): Block[] {
  const holders = holdersOf(role, desk.document)
  const title = holders.length === 0 ? role : `${role} (${holders.join(', ')})`
  const below = level === 1 ? 2 : level === 2 ? 3 : 4
  return [
    { kind: 'heading', level: below, text: title, id: roleAnchor(role) },
    tableOr(
      {
        caption: `Open questions for ${role}`,
        columns: [{ title: 'No.', width: 7, align: 'right' }, ['Question', 69], ['Section', 24]],
        rows: desk.openQuestions.filter((one) => one.role === role).map((one) => row(desk, one)),
      },
      '',
    ),
  ]
}

function row(desk: Desk, { number, question, points, part }: OpenQuestion): Inline[][] {
  const shown = points.slice(0, mostPoints).map((point) => text(`– ${point.text}`))
  const more = points.length - shown.length
  return [text(String(number)), lines([text(question), ...shown, more > 0 ? text(`– and ${formatNumber(more)} more`) : []]), desk.see(part)]
}

/** "14 questions are open: 5 for the incident lead, 3 for finance", leading to the list; nothing where none is open. */
export function openWords(desk: Desk): Inline[] {
  const questions = desk.openQuestions
  if (questions.length === 0) return []
  const counts = rolesOf(questions).map((role) => `${role} ${formatNumber(questions.filter((one) => one.role === role).length)}`)
  return [{ kind: 'link', text: `${plural(questions.length, 'question')} open`, href: `#${toCompleteAnchor}` }, ...text(`: ${counts.join(', ')}`)]
}
