import { listOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { byNumber, recommendationAnchor, recommendationNumber } from './recommendations.ts'

/** Actions marked for the summary; where none is marked, all that are done. */
export const immediateActionsTaken: Section = (desk) => {
  const done = desk.document.response.actions.filter((action) => action.status === 'done' || action.status === 'verified')
  const marked = desk.document.response.actions.filter((action) => action.highlight === true)
  const shown = marked.length > 0 ? marked : done.slice(0, 5)
  const items = shown.map((action) =>
    desk.statement(words(text(action.action.replace(/\.$/, '')), action.date === undefined ? [] : [...text('· '), ...desk.time(action.date)]), {
      ...action,
      citations: [],
    }),
  )
  return [listOr(items, 'Not recorded: the response team has not recorded any completed action yet.', true)]
}

/** Recommendations marked for the summary; where none is marked, the first three. */
export const topRecommendations: Section = (desk) => {
  const ordered = byNumber(desk)
  const marked = ordered.filter((item) => item.highlight === true)
  const shown = marked.length > 0 ? marked : ordered.slice(0, 3)
  const items = shown.map((item) =>
    desk.statement(
      [{ kind: 'link', text: titleWithNumber(desk, item), href: `#${recommendationAnchor(item)}` }, ...text(`: ${sentence(item.priority)} priority`)],
      { ...item, citations: [] },
    ),
  )
  return [listOr(items, 'Not recorded: nobody has made a recommendation yet.', true)]
}

function titleWithNumber(desk: Desk, item: Desk['document']['recommendations'][number]): string {
  return [recommendationNumber(desk, item), item.title || 'Untitled recommendation'].filter((part) => part !== '').join(' ')
}
