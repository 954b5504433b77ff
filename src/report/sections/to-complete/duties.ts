import type { Fact } from '../../../model/facts.ts'
import type { Notification } from '../../../model/notification.ts'
import { marginFactId } from '../../../model/fact-id.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, missingFields, type Point } from './ask.ts'

/** Duties to notify: whether each applies, since when the clock runs, and what was submitted. Only people decide. */
export function askDuties(asker: Asker): Asked[] {
  const { notifications } = asker.document
  return [
    ...askIf(notifications.length === 0, {
      role: 'Counsel and privacy officer',
      part: 'appendix-compliance',
      path: '/notifications',
      question: 'Which duties to notify authorities, customers or insurers were considered, and which apply?',
    }),
    ...askAll({
      role: 'Counsel and privacy officer',
      part: 'appendix-compliance',
      question: 'Do these duties to notify apply?',
      points: notifications.flatMap((item) => decision(asker, item)),
      alone: ({ text }) => `Does this duty to notify apply? ${text}`,
    }),
    ...askAll({
      role: 'Counsel and privacy officer',
      part: 'appendix-compliance',
      question: 'What was submitted, when, and under which reference?',
      points: notifications.flatMap((item) => submissions(asker, item)),
      alone: ({ text }) => `What was submitted, when, and under which reference? ${text}`,
    }),
  ]
}

function decision({ facts }: Asker, item: Notification): Point[] {
  const path = `/notifications/${item.id}`
  const name = nameOf(facts, item)
  if (item.decision !== 'undetermined') {
    return missingFields(path, `${name}, decided as “${item.decision}”`, [
      [isBlank(item.decidedBy), 'decidedBy', 'by whom'],
      [item.decidedAt === undefined, 'decidedAt', 'when'],
    ])
  }
  const due = deadlines(facts, item).find((fact) => fact.known !== 'unknown')
  const clock = due === undefined ? '' : ` If so, the first stage is due at ${due.text}.`
  return [{ path: `${path}/decision`, text: `${name}.${clock}` }]
}

/** Stages with a deadline only: the others are due without one, or not at all. */
function submissions({ facts }: Asker, item: Notification): Point[] {
  if (item.decision !== 'applies') return []
  const name = nameOf(facts, item)
  const open = deadlines(facts, item).flatMap((fact): Point[] => {
    const stage = fact.id.split('/')[2] ?? ''
    const filed = item.stages.find((one) => one.id === stage)
    const words = fact.label.split(': ').at(-1) ?? stage
    const due = fact.known === 'unknown' ? `; ${fact.text.replace(/^unknown: /, '')}` : `, due at ${fact.text}`
    const path = `/notifications/${item.id}/stages`
    if (filed?.submitted === undefined)
      return [{ path: fact.known === 'unknown' ? `/notifications/${item.id}/triggers` : path, text: `${name}: ${words}${due}.` }]
    if (isBlank(filed.reference)) return [{ path, text: `${name}: the reference of ${words}.` }]
    const isLate = (facts[marginFactId(item.id, stage)]?.value ?? 0) < 0
    return isLate && isBlank(filed.lateReason)
      ? [{ path, text: `${name}: why ${words} was ${facts[marginFactId(item.id, stage)]?.text ?? 'late'}.` }]
      : []
  })
  const unknown =
    Object.keys(facts).some((id) => id.startsWith(`notifications/${item.id}/`)) || item.stages.some((one) => one.submitted !== undefined)
  return unknown ? open : [{ path: `/notifications/${item.id}/stages`, text: `${name}: when, and under which reference.` }]
}

function deadlines(facts: Asker['facts'], item: Notification): Fact[] {
  return Object.values(facts).filter((fact) => fact.id.startsWith(`notifications/${item.id}/`) && fact.id.endsWith('/due') && fact.kind === 'instant')
}

/** "GDPR breach notification to supervisory authority", where the duty is one whose deadlines are computed. */
function nameOf(facts: Asker['facts'], item: Notification): string {
  const [first] = Object.values(facts).filter((fact) => fact.id.startsWith(`notifications/${item.id}/`))
  const known = first?.label.split(': ')[0]
  return known === undefined ? item.duty || 'A duty without a name' : `${known} (${item.duty})`
}
