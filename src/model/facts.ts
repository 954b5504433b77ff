import { z } from 'zod'

/** One computed number or date and what it was computed from. */
export const factSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['duration', 'count', 'money', 'instant', 'text']),
  /** Milliseconds, a count, an amount; for a range the lower end. Absent where it cannot be known. */
  value: z.number().optional(),
  /** Upper end of a range; absent where it is one value. */
  high: z.number().optional(),
  unit: z.string().optional().meta({ description: 'ms, an ISO 4217 currency, or what is counted' }),
  text: z.string().meta({ description: 'As printed: "3 days 4 hours", "at least 2 hours", "unknown: the moment of detection is not recorded"' }),
  known: z.enum(['exact', 'range', 'at least', 'at most', 'unknown']),
  basis: z.array(z.string()).meta({ description: 'Paths in the record it was computed from' }),
  formula: z.string().meta({ description: 'In words: "detected minus first malicious activity"' }),
})
export type Fact = z.infer<typeof factSchema>

/** All computed facts of a record, by id. */
export const factsSchema = z.record(z.string(), factSchema)
export type Facts = z.infer<typeof factsSchema>
