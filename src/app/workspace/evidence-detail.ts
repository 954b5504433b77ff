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

/** Nothing before an item was read, and where another version of the program wrote it in another shape: drafting again tells it anew. */
export function readDetail(text: string): EvidenceDetail {
  const read = detailSchema.safeParse(text === '' ? {} : JSON.parse(text))
  return read.success ? read.data : { problems: [] }
}
