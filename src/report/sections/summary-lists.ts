import { closed, opened } from '../../base/sentence.ts'
import { listOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { byNumber, recommendationAnchor, recommendationNumber } from './recommendations.ts'

/** Actions marked for the summary; where none is marked, all that are done. */
export const immediateActionsTaken: Section = (desk) => {
  const done = desk.document.response.actions.filter((action) => action.status === 'done' || action.status === 'verified')
  const marked = desk.document.response.actions.filter((action) => action.highlight === true)
  const shown = marked.length > 0 ? marked : done.slice(0, 5)
  const items = shown.map((action) =>
    desk.statement(
      words(text(opened(action.plain ?? action.action)), action.date === undefined ? [] : [...text('· '), ...desk.written(action.date)]),
      {
        ...action,
        citations: [],
      },
    ),
  )
  return [
    listOr(
      items,
      desk.missing('/response/actions', desk.document.response.actions.length === 0 ? undefined : 'Not recorded: no action is complete'),
      true,
    ),
  ]
}

/** Recommendations marked for the summary, each with what it is for; where none is marked, the first three. */
export const topRecommendations: Section = (desk) => {
  const ordered = byNumber(desk)
  const marked = ordered.filter((item) => item.highlight === true)
  const shown = marked.length > 0 ? marked : ordered.slice(0, 3)
  const items = shown.map((item) =>
    desk.statement(
      [
        { kind: 'link', text: titleWithNumber(desk, item), href: `#${recommendationAnchor(item)}` },
        ...text(` (${item.priority} priority)${item.risk === undefined || item.risk === '' ? '' : `: ${closed(item.risk)}`}`),
      ],
      { ...item, citations: [] },
    ),
  )
  return [listOr(items, desk.missing('/recommendations'), true)]
}

function titleWithNumber(desk: Desk, item: Desk['document']['recommendations'][number]): string {
  return [recommendationNumber(desk, item), item.title || 'Untitled recommendation'].filter((part) => part !== '').join(' ')
}
