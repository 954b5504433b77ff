import { z } from 'zod'
import { problemSchema } from '../../model/problem.ts'
import type { FileHarvest } from '../drafting/harvest-file.ts'

/** What became of one item, in numbers. */
export interface ItemSummary {
  readonly state: 'done' | 'unrecognised' | 'unreadable'
  readonly format?: string
  readonly records: number
  readonly events: number
  readonly problems: number
  readonly findings: number
}

export function summaryOf({ readings, problemCount, findings }: FileHarvest): ItemSummary {
  const reading = readings.at(-1)
  return {
    state: reading === undefined ? 'unreadable' : reading.format === undefined ? 'unrecognised' : 'done',
    ...(reading?.format === undefined ? {} : { format: reading.format }),
    records: reading?.records ?? 0,
    events: reading?.events ?? 0,
    problems: problemCount,
    findings: findings.parts.length,
  }
}

const summarySchema = z.object({
  state: z.enum(['done', 'unrecognised', 'unreadable']),
  format: z.string().optional(),
  records: z.number(),
  events: z.number(),
  problems: z.number(),
  findings: z.number(),
})
/** `items`: SHA-256 of what the events were read from; a compressed file and its member are two. */
const detailSchema = z.object({ summary: summarySchema, items: z.array(z.string()), problems: z.array(problemSchema) })
export type ItemDetail = z.infer<typeof detailSchema>

/** Kept in every row: what a page shows of an item, not all that is wrong with it. */
const mostProblems = 100

/** The text of `ItemReadingRow.detail`. */
export function itemDetail(harvest: FileHarvest): string {
  const items = harvest.readings.map(({ sha256 }) => sha256)
  const detail: ItemDetail = { summary: summaryOf(harvest), items, problems: harvest.problems.slice(0, mostProblems) }
  return JSON.stringify(detail)
}

/** Undefined where another version of the program wrote it in another shape. */
export function readItemDetail(text: string): ItemDetail | undefined {
  try {
    const read = detailSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined // no JSON: as good as another shape
  }
}
