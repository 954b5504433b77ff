import { recommendationDueFactId, recommendationNumberFactId } from '../../model/fact-id.ts'
import type { Recommendation } from '../../model/recommendation.ts'
import type { Block, Inline } from '../../model/report.ts'
import type { Priority } from '../../model/vocabulary.ts'
import { absent, absentInline, properties, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { badge, lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { workStatus } from './actions.ts'
import { causeStatements } from './causes.ts'

/** Anchor of a recommendation's heading. */
export function recommendationAnchor({ id }: Pick<Recommendation, 'id'>): string {
  return `recommendation-${id.replace(/[^A-Za-z0-9-]/g, (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}`)}`
}

/** "5.2": its number in the facts, which no outline changes, behind the mark of the outline. */
export function recommendationNumber(desk: Desk, { id }: Pick<Recommendation, 'id'>): string {
  const number = desk.fact(recommendationNumberFactId(id))?.value
  return number === undefined ? '' : `${desk.outline.recommendationPrefix}${number}`
}

/** In the order of their numbers. */
export function byNumber(desk: Desk): Recommendation[] {
  const place = (item: Recommendation): number => desk.fact(recommendationNumberFactId(item.id))?.value ?? Number.MAX_SAFE_INTEGER
  return [...desk.document.recommendations].sort((a, b) => place(a) - place(b))
}

/** The due date a person set, else the one proposed from the priority, marked as such. */
export function dueDate(desk: Desk, item: Recommendation): Inline[] {
  if (item.due !== undefined) return text(item.due)
  const proposed = desk.fact(recommendationDueFactId(item.id))
  if (proposed === undefined) return absentInline('Not set: it runs from the day the owner accepts the recommendation.')
  return proposed.known === 'unknown'
    ? absentInline(`Not set: ${proposed.text.replace(/^unknown: /, '')}`)
    : words(text(proposed.text.replace(' (proposed)', '')), [badge('proposed from the priority')])
}

/** 5: the recommendations of one priority, each with its seven fields. */
export function recommendationsOf(priority: Priority): Section {
  return (desk) => {
    const items = byNumber(desk).filter((item) => item.priority === priority)
    if (items.length === 0) return [noneOf(desk, `no recommendation has ${priority} priority`)]
    return items.flatMap((item) => recommendation(desk, item))
  }
}

/** Without any recommendation it is asked for them; else this kind is not needed. */
function noneOf(desk: Desk, reason: string): Block {
  return desk.document.recommendations.length === 0 ? desk.missing('/recommendations') : absent(`Not applicable: ${reason}.`)
}

const categoryReasons = {
  security: 'no recommendation strengthens a technical control',
  process: 'no recommendation changes how the organisation responds',
  training: 'no recommendation asks for training or awareness',
  'long-term': 'no recommendation reaches beyond the next months',
} as const

/** The recommendations of one category, each with its seven fields and its priority. */
export function recommendationsIn(category: Recommendation['category']): Section {
  return (desk) => {
    const items = byNumber(desk).filter((item) => item.category === category)
    if (items.length === 0) return [noneOf(desk, categoryReasons[category])]
    return items.flatMap((item) => recommendation(desk, item, ['Priority', text(sentence(item.priority))]))
  }
}

type Row = readonly [term: string, content: readonly Inline[]]

/** `first` says what the heading above does not. */
function recommendation(desk: Desk, item: Recommendation, first?: Row): Block[] {
  const number = recommendationNumber(desk, item)
  const optional = (value: string | undefined): Inline[] => (value === undefined || value === '' ? absentInline('Not recorded') : text(value))
  const causes = causeStatements(desk, item.causes)
  const title = item.title === '' ? 'Untitled recommendation' : item.title
  return [
    { kind: 'heading', level: 4, text: title, id: recommendationAnchor(item), ...(number === '' ? {} : { number }) },
    properties([
      ...(first === undefined ? [] : [first]),
      ['Category', desk.statement(sentence(item.category), item)],
      ['Risk Addressed', optional(item.risk)],
      ['Specific Action', optional(item.action)],
      ['Owner', item.owner === undefined || item.owner === '' ? absentInline('Not assigned') : text(item.owner)],
      ...(item.acceptedOn === undefined ? [] : [['Accepted On', text(item.acceptedOn)] as const]),
      ['Due Date', dueDate(desk, item)],
      ['Success Criteria', optional(item.successCriteria)],
      ['Estimated Effort', optional(item.effort)],
      ...(causes.length === 0 ? [] : [['Causes It Answers', lines(causes.map((cause) => text(cause)))] as const]),
      ...(item.verification === undefined ? [] : [['Verification', text(item.verification)] as const]),
      ['Status', text(workStatus(item.status))],
    ]),
  ]
}

/** 5: who does what by when, in one table. */
export const implementation: Section = (desk) => [
  tableOr(
    {
      caption: 'Implementation timeline and ownership',
      columns: [
        ['No.', 8],
        ['Recommendation', 38],
        ['Owner', 18],
        ['Due Date', 20],
        ['Status', 16],
      ],
      rows: byNumber(desk).map((item) => [
        text(recommendationNumber(desk, item)),
        [{ kind: 'link', text: item.title || 'Untitled recommendation', href: `#${recommendationAnchor(item)}` }],
        item.owner === undefined ? absentInline('Not assigned') : text(item.owner),
        dueDate(desk, item),
        text(workStatus(item.status)),
      ]),
    },
    desk.missing('/recommendations'),
  ),
]

/** 5: exercises that show whether the improvements hold. */
export const futureTesting: Section = (desk) => [
  tableOr(
    {
      caption: 'Future testing',
      columns: [
        ['Date', 16],
        ['Scenario', 30],
        ['Objectives', 30],
        ['Result', 24],
      ],
      rows: desk.document.followUp.exercises.map((item) => [
        item.date === undefined ? absentInline('Not set') : text(item.date),
        desk.statement(item.scenario, item),
        item.objectives === undefined ? absentInline('Not recorded') : text(item.objectives),
        item.result === undefined ? absentInline('Not held yet, or not recorded') : text(item.result),
      ]),
    },
    desk.missing('/followUp/exercises'),
  ),
]
