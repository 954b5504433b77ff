import { plural } from '../../base/text.ts'
import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { Recommendation } from '../../model/recommendation.ts'
import { type Priority, priorities } from '../../model/vocabulary.ts'
import { countFact, textFact, unknownFact } from './fact.ts'
import { momentAt } from './metrics.ts'
import { addDays } from './calendar.ts'
import { standing } from './counts.ts'

/** Days from acceptance to the proposed due date: the end of the window each priority stands for. */
const dueAfterDays: Record<Priority, number> = { critical: 2, high: 14, medium: 90, low: 180 }

/** A recommendation with its place in the report's section 5. */
export interface NumberedRecommendation {
  readonly recommendation: Recommendation
  readonly number: number
}

/**
 * Recommendations in the order of their numbers. Frozen numbers stay; the others take the free numbers in order of priority, then of the list.
 * Of two with the same frozen number the first in the list keeps it.
 */
export function numberedRecommendations(document: Incident): NumberedRecommendation[] {
  const items = standing(document.recommendations)
  const taken = new Map<number, Recommendation>()
  for (const item of items) if (item.number !== undefined && item.number > 0 && !taken.has(item.number)) taken.set(item.number, item)
  const frozen = new Set(taken.values())
  const rest = items.filter((item) => !frozen.has(item)).toSorted((a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority))
  let next = 1
  const numbered = [...taken].map(([number, recommendation]) => ({ number, recommendation }))
  for (const recommendation of rest) {
    while (taken.has(next)) next += 1
    numbered.push({ number: next, recommendation })
    next += 1
  }
  return numbered.toSorted((a, b) => a.number - b.number)
}

/** How many recommendations of each priority there are, the number of each, and when each is due. */
export function recommendationFacts(document: Incident): Fact[] {
  const numbered = numberedRecommendations(document)
  const counts = priorities.map((priority) => {
    const value = numbered.filter(({ recommendation }) => recommendation.priority === priority).length
    const head = {
      id: `recommendations/${priority}`,
      label: `Recommendations, ${priority}`,
      basis: ['/recommendations'],
      formula: `Recommendations of priority ${priority} that are not rejected`,
    }
    return countFact(head, { value, one: 'recommendation' })
  })
  return [...counts, ...numbered.flatMap(({ recommendation, number }) => [numberFact(recommendation, number), dueFact(document, recommendation)])]
}

function numberFact(recommendation: Recommendation, number: number): Fact {
  const frozen = recommendation.number === number
  const head = {
    id: `recommendations/${recommendation.id}/number`,
    label: 'Number',
    basis: [`/recommendations/${recommendation.id}`],
    formula: frozen ? 'Frozen at publication' : 'Place in order of priority',
  }
  return { ...textFact(head, `5.${number}`), value: number }
}

function dueFact(document: Incident, recommendation: Recommendation): Fact {
  const path = `/recommendations/${recommendation.id}`
  const head = { id: `recommendations/${recommendation.id}/due`, label: 'Due', basis: [`${path}/due`], formula: 'As set by a person' }
  if (recommendation.due !== undefined) return dateFact(head, recommendation.due, '')
  const start = startOf(document, recommendation)
  const formula = `${plural(dueAfterDays[recommendation.priority], 'day')} (priority ${recommendation.priority}) after ${start?.name ?? 'the acceptance by the owner'}`
  const basis = [`${path}/priority`, start?.path ?? `${path}/acceptedOn`]
  if (start === undefined) return unknownFact('instant', { ...head, basis, formula }, 'no day to count from is recorded')
  return dateFact({ ...head, basis, formula }, addDays(start.date, dueAfterDays[recommendation.priority]), ' (proposed)')
}

function startOf(document: Incident, recommendation: Recommendation): { name: string; date: string; path: string } | undefined {
  const { acceptedOn } = recommendation
  if (acceptedOn !== undefined)
    return { name: 'the acceptance by the owner', date: acceptedOn, path: `/recommendations/${recommendation.id}/acceptedOn` }
  const { reportDate } = document.people
  if (reportDate !== undefined) return { name: 'the date of the report', date: reportDate, path: '/people/reportDate' }
  const declared = momentAt(document, 'declared')
  return declared === undefined ? undefined : { name: 'the declaration', date: declared.latest.slice(0, 10), path: '/moments/declared' }
}

function dateFact(head: { id: string; label: string; basis: readonly string[]; formula: string }, date: string, note: string): Fact {
  return {
    ...head,
    basis: [...head.basis],
    kind: 'instant',
    value: Date.parse(`${date}T00:00:00Z`),
    unit: 'day',
    text: `${date}${note}`,
    known: 'exact',
  }
}
