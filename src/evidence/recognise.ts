import type { EvidenceFormat, Head } from './format.ts'
import { formats } from './formats/index.ts'

/** A format must be at least this sure. */
const threshold = 0.4

/** The format that is surest of a file, and how sure; undefined where none is sure enough. */
export function recogniseFormat(head: Head): { readonly format: EvidenceFormat; readonly score: number } | undefined {
  let best: { format: EvidenceFormat; score: number } | undefined
  for (const format of formats) {
    if (best !== undefined && best.score >= (format.surest ?? 1)) continue
    const score = format.recognise(head)
    if (score >= threshold && (best === undefined || score > best.score)) best = { format, score }
  }
  return best
}
