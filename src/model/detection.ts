import { z } from 'zod'
import { elementSchema, line, statementItemSchema } from './element.ts'
import { intervalSchema } from './interval.ts'
import { proseSchema } from './prose.ts'

/** A point of the attack that something could have shown. The lead time before the real detection is computed. */
export const opportunitySchema = elementSchema({
  at: intervalSchema.optional().meta({ title: 'When' }),
  point: z.string().default('').meta({ title: 'Point in the attack' }),
  potential: z.string().default('').meta({ title: 'Potential detection' }),
  whyMissed: line('Why missed'),
  phase: z.string().optional().meta({ title: 'Phase', from: 'phases' }),
})
export type Opportunity = z.infer<typeof opportunitySchema>

export const detectionSchema = z
  .object({
    narrative: proseSchema.optional().meta({ title: 'When could we have detected it?' }),
    opportunities: z.array(opportunitySchema).default([]).meta({ title: 'Detection opportunities' }),
    loggingGaps: z.array(statementItemSchema).default([]).meta({ title: 'Logging gaps' }),
    alertingGaps: z.array(statementItemSchema).default([]).meta({ title: 'Alerting gaps' }),
  })
  .prefault({})
