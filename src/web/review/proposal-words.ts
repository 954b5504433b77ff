import { itemTitle } from '../forms/item-words.ts'
import { momentMeanings, momentNames } from '../../model/moment.ts'
import { fieldsAt } from './fields-at.ts'
import type { Reviewable } from './reviewables.ts'

/** A proposal in one sentence: its own text, or what tells it from its neighbours. */
export function proposalWords({ path, item }: Reviewable): string {
  const title = itemTitle(fieldsAt(path), item)
  const moment = momentNames.find((name) => path === `/moments/${name}`)
  if (moment !== undefined) return `${momentMeanings[moment].title}: ${title}`
  return typeof item['text'] === 'string' && item['text'] !== '' ? item['text'] : title
}
