import { z } from 'zod'
import { elementSchema, line } from './element.ts'

/** What one log source covers: when it begins, ends and is silent. */
export const coverageSchema = elementSchema({
  source: z.string().default('').meta({ title: 'Log source' }),
  evidence: z.array(z.string()).default([]).meta({ title: 'Evidence items', description: 'SHA-256' }),
  begins: z.string().optional().meta({ title: 'Begins', description: 'UTC' }),
  ends: z.string().optional().meta({ title: 'Ends', description: 'UTC' }),
  silences: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .default([])
    .meta({ title: 'Silent' }),
  events: z.number().int().optional().meta({ title: 'Events' }),
  note: line('Note'),
})
export type Coverage = z.infer<typeof coverageSchema>
