import { recommendationDueFactId } from '../../model/fact-id.ts'
import type { Recommendation } from '../../model/recommendation.ts'
import type { Inline } from '../../model/report.ts'
import { absentInline, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { workStatus } from './actions.ts'
import { byNumber, dueDate, recommendationAnchor, recommendationNumber } from './recommendations.ts'

/** Every recommendation by the day it is due; what has no day comes last. */
export const implementationTimeline: Section = (desk) => [
  tableOr(
    {
      caption: 'Timeline for implementation',
      columns: [
        ['Due Date', 24],
        ['Recommendation', 44],
        ['Priority', 14],
        ['Status', 18],
      ],
      rows: byDue(desk).map((item) => [dueDate(desk, item), named(desk, item), text(sentence(item.priority)), text(workStatus(item.status))]),
    },
    desk.missing('/recommendations'),
  ),
]

/** Who answers for what: recommendations and the work already begun, by owner. */
export const ownership: Section = (desk) => [
  tableOr(
    {
      caption: 'Ownership of the follow-up',
      columns: [
        ['Owner', 28],
        ['Responsible for', 72],
      ],
      rows: [...duties(desk)].map(([owner, items]) => [owner === '' ? absentInline('Not assigned') : text(owner), lines(items)]),
    },
    desk.missing(['/recommendations', '/response/shortTerm']),
  ),
]

function byDue(desk: Desk): Recommendation[] {
  const day = (item: Recommendation): number => {
    const fact = desk.fact(recommendationDueFactId(item.id))
    return fact?.value ?? Number.MAX_SAFE_INTEGER
  }
  return byNumber(desk).toSorted((a, b) => day(a) - day(b))
}

/** Owner -> what they answer for; those without an owner last, under "". */
function duties(desk: Desk): Map<string, Inline[][]> {
  const pairs: [owner: string, item: Inline[]][] = [
    ...byNumber(desk).map((item): [string, Inline[]] => [item.owner ?? '', named(desk, item)]),
    ...desk.document.response.shortTerm.map((item): [string, Inline[]] => [item.owner ?? '', text(`Short-term action: ${item.action}`)]),
  ]
  const owners = [...new Set(pairs.map(([owner]) => owner))].sort((a, b) => Number(a === '') - Number(b === ''))
  return new Map(owners.map((owner) => [owner, pairs.filter(([one]) => one === owner).map(([, item]) => item)]))
}

function named(desk: Desk, item: Recommendation): Inline[] {
  const name = [recommendationNumber(desk, item), item.title || 'Untitled recommendation'].filter((part) => part !== '').join(' ')
  return [{ kind: 'link', text: name, href: `#${recommendationAnchor(item)}` }]
}
