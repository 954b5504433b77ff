import { z } from 'zod'
import { evidenceReadingSchema } from '../../model/evidence-item.ts'
import { problemSchema } from '../../model/problem.ts'

/** What the store keeps of an item as JSON once it was read. */
const detailSchema = z.object({ reading: evidenceReadingSchema.optional(), problems: z.array(problemSchema).default([]) })
export type EvidenceDetail = z.infer<typeof detailSchema>

export const mostProblems = 100

export function detailText({
  reading,
  problems,
}: {
  reading?: EvidenceDetail['reading']
  problems: readonly EvidenceDetail['problems'][number][]
}): string {
  return JSON.stringify({ reading, problems: problems.slice(0, mostProblems) })
}

/** "" before an item was read. */
export function readDetail(text: string): EvidenceDetail {
  return detailSchema.parse(text === '' ? {} : JSON.parse(text))
}
