import { recommendationDueFactId, recommendationNumberFactId } from '../../model/fact-id.ts'
import type { Incident } from '../../model/incident.ts'
import type { Recommendation } from '../../model/recommendation.ts'
import type { Sheet } from '../../model/report.ts'
import type { ActionTaken, ShortTermAction } from '../../model/response.ts'
import type { Desk } from '../desk.ts'
import { causeStatements } from '../sections/causes.ts'
import { byNumber } from '../sections/recommendations.ts'
import { citationLabels, sheetOf, tlpOf } from './sheet.ts'

type Exercise = Incident['followUp']['exercises'][number]
type Action =
  | { readonly kind: 'immediate action'; readonly item: ActionTaken }
  | { readonly kind: 'short-term action'; readonly item: ShortTermAction }
  | { readonly kind: 'recommendation'; readonly item: Recommendation }
  | { readonly kind: 'exercise'; readonly item: Exercise }

interface Due {
  readonly date: string
  readonly setBy: 'the team' | 'proposed from the priority'
}

/** What was done, what is under way and what is to follow, in one list that a team can work through. */
export function actionsSheet(desk: Desk): Sheet {
  const { response, followUp } = desk.document
  const recommended = (action: Action): Recommendation | undefined => (action.kind === 'recommendation' ? action.item : undefined)
  const taken = (action: Action): ActionTaken | undefined => (action.kind === 'immediate action' ? action.item : undefined)
  return sheetOf<Action>(desk, {
    name: 'actions',
    title: 'Actions',
    about: 'One action: taken at once, begun, recommended, or an exercise that tests whether it holds.',
    items: [
      ...response.actions.map((item) => ({ kind: 'immediate action', item }) as const),
      ...response.shortTerm.map((item) => ({ kind: 'short-term action', item }) as const),
      ...byNumber(desk).map((item) => ({ kind: 'recommendation', item }) as const),
      ...followUp.exercises.map((item) => ({ kind: 'exercise', item }) as const),
    ],
    columns: [
      ['kind', ({ kind }) => kind],
      ['number', (action) => (action.kind === 'recommendation' ? desk.fact(recommendationNumberFactId(action.item.id))?.text : undefined)],
      ['title', titleOf],
      ['action', (action) => recommended(action)?.action],
      ['priority', (action) => recommended(action)?.priority],
      ['category', (action) => recommended(action)?.category],
      ['risk', (action) => recommended(action)?.risk],
      ['stage', (action) => taken(action)?.stage],
      ['owner', (action) => (action.kind === 'exercise' ? undefined : action.item.owner)],
      ['status', statusOf],
      ['done_earliest_utc', (action) => taken(action)?.date?.earliest],
      ['done_latest_utc', (action) => taken(action)?.date?.latest],
      ['accepted_on', (action) => recommended(action)?.acceptedOn],
      ['due', (action) => dueOf(desk, action)?.date],
      ['due_set_by', (action) => dueOf(desk, action)?.setBy],
      ['success_criteria', (action) => (action.kind === 'exercise' ? action.item.objectives : recommended(action)?.successCriteria)],
      ['effort', (action) => recommended(action)?.effort],
      ['answers_causes', (action) => causeStatements(desk, recommended(action)?.causes ?? []).join('\n')],
      ['verification', (action) => (action.kind === 'exercise' ? action.item.result : recommended(action)?.verification)],
      ['review', ({ item }) => item.review],
      ['tlp', ({ item }) => tlpOf(desk, item)],
      ['citations', ({ item }) => citationLabels(desk, item.citations)],
      ['id', ({ item }) => item.id],
    ],
  })
}

function titleOf(action: Action): string {
  switch (action.kind) {
    case 'recommendation':
      return action.item.title
    case 'exercise':
      return action.item.scenario
    default:
      return action.item.action
  }
}

/** In the words of the record; an exercise is done once it has a result. */
function statusOf(action: Action): string {
  if (action.kind !== 'exercise') return action.item.status
  return action.item.result === undefined ? 'not started' : 'done'
}

function dueOf(desk: Desk, action: Action): Due | undefined {
  switch (action.kind) {
    case 'immediate action':
      return undefined
    case 'short-term action':
      return action.item.due === undefined ? undefined : { date: action.item.due, setBy: 'the team' }
    case 'exercise':
      return action.item.date === undefined ? undefined : { date: action.item.date, setBy: 'the team' }
    case 'recommendation':
      return action.item.due === undefined ? proposedDue(desk, action.item) : { date: action.item.due, setBy: 'the team' }
  }
}

function proposedDue(desk: Desk, item: Recommendation): Due | undefined {
  const date = desk.fact(recommendationDueFactId(item.id))?.text.match(/^\d{4}-\d{2}-\d{2}/)?.[0]
  return date === undefined ? undefined : { date, setBy: 'proposed from the priority' }
}
