import { hashJson } from '../../base/canonical-json.ts'
import { AppError } from '../../base/error.ts'
import type { SearchRequest } from '../../store/events/event-store.ts'
import { sameTextOf } from './read-query.ts'

/** The search that a page is of, as its cursors remember it. */
export type PageMark = string

const markLength = 10

/** What tells one search from another: incident, query, order, bounds, duplicates. `-2h` is the same on every page, though it means another time by then. */
export function markOf(q: string, { incident, from, before, withDuplicates = false }: SearchRequest, order: 'oldest' | 'newest'): PageMark {
  const bounds = [from, before].map((time) => (time === undefined ? '' : String(time)))
  return hashJson([incident, sameTextOf(q), order, withDuplicates, ...bounds]).slice(0, markLength)
}

/** A store's cursor as a page's `next`. */
export function writePageCursor(cursor: string, mark: PageMark): string {
  return `${mark}.${cursor}`
}

/** The store's cursor of a page of the same search. Throws AppError `invalid` for one of another search, and for what no page gave out. */
export function readPageCursor(text: string, mark: PageMark): string {
  const [, given, cursor] = /^([0-9a-f]{10})\.(.+)$/s.exec(text) ?? []
  if (given === undefined || cursor === undefined)
    throw new AppError('invalid', 'This cursor is none that a page gave out: take the one of the page before, or start again without one')
  if (given === mark) return cursor
  const why = 'its incident, query, order, bounds or duplicates are not these'
  throw new AppError('invalid', `This cursor belongs to another search: ${why}. Repeat that search, or start again without the cursor`)
}
