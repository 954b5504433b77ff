import { isObject } from '../../base/json.ts'
import { reviewStates } from '../../model/vocabulary.ts'

/** Everything in a record that the machine proposed, and how much of it a person accepted or rejected. */
export function countReviews(document: unknown): { reviewed: number; total: number } {
  const counts = { reviewed: 0, total: 0 }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isObject(node)) return
    const review = reviewStates.find((state) => state === node['review'])
    if (review !== undefined) counts.total += 1
    if (review === 'accepted' || review === 'rejected') counts.reviewed += 1
    Object.values(node).forEach(visit)
  }
  visit(document)
  return counts
}
