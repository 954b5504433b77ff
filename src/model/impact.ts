import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { intervalSchema } from './interval.ts'
import { proseSchema } from './prose.ts'
import { sensitivitySchema, triStateSchema } from './vocabulary.ts'

/** Data of one kind and what happened to it. `accessed` never means taken. */
export const dataImpactSchema = elementSchema({
  type: z.string().default('').meta({ title: 'Data type' }),
  records: z.number().int().min(0).optional().meta({ title: 'Records affected' }),
  estimate: z.boolean().optional().meta({ title: 'Estimated' }),
  sensitivity: sensitivitySchema.default('unknown'),
  effect: z.enum(['accessed', 'acquired', 'altered', 'lost', 'unknown']).default('unknown').meta({ title: 'Effect' }),
  certainty: z.enum(['confirmed', 'likely', 'possible', 'unknown']).default('unknown').meta({ title: 'Certainty' }),
  note: line('Note'),
})
export type DataImpact = z.infer<typeof dataImpactSchema>

/** A time a service was down or slow; the duration is computed. */
export const interruptionSchema = elementSchema({
  service: z.string().default('').meta({ title: 'Service' }),
  kind: z.enum(['downtime', 'interruption', 'delay']).default('interruption').meta({ title: 'Kind' }),
  from: intervalSchema.optional().meta({ title: 'From' }),
  to: intervalSchema.optional().meta({ title: 'Until' }),
  note: line('Note'),
})
export type Interruption = z.infer<typeof interruptionSchema>

/** One row of the cost sheet, in minor-unit-free decimal amounts of one currency. Totals are computed. */
export const costSchema = elementSchema({
  label: z.string().default('').meta({ title: 'Cost' }),
  category: z
    .enum([
      'response labour',
      'external response',
      'legal',
      'notification',
      'redress',
      'communication',
      'downtime',
      'replacement',
      'theft and fraud',
      'penalties',
      'fines',
      'lost business',
      'competitive loss',
      'other',
      'improvement',
    ])
    .default('other')
    .meta({ title: 'Category' }),
  amount: z.number().optional().meta({ title: 'Amount', description: 'Most likely amount, gross' }),
  low: z.number().optional().meta({ title: 'Low' }),
  high: z.number().optional().meta({ title: 'High' }),
  recovered: z.number().optional().meta({ title: 'Recovered', description: 'Insurance, clawback, restitution' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR')
    .meta({ title: 'Currency', description: 'ISO 4217' }),
  status: z.enum(['estimate', 'accrued', 'paid', 'disputed']).default('estimate').meta({ title: 'Status' }),
  basis: line('Basis'),
})
export type Cost = z.infer<typeof costSchema>

export const partySchema = elementSchema({
  party: z.string().default('').meta({ title: 'Party' }),
  kind: z.enum(['users', 'customers', 'partners', 'networks', 'staff', 'other']).default('users').meta({ title: 'Kind' }),
  count: z.number().int().min(0).optional().meta({ title: 'Number' }),
  estimate: z.boolean().optional().meta({ title: 'Estimated' }),
  note: line('Note'),
})

export const impactSchema = z
  .object({
    narrative: proseSchema.optional().meta({ title: 'What did they take?' }),
    data: z.array(dataImpactSchema).default([]).meta({ title: 'Data impact' }),
    personalData: triStateSchema.default('unknown').meta({ title: 'Personal data', description: 'Was personal data affected?' }),
    systems: z
      .array(elementSchema({ system: z.string().default('').meta({ title: 'System' }), impact: z.string().default('').meta({ title: 'Impact' }) }))
      .default([])
      .meta({ title: 'System impact' }),
    operational: z
      .object({ narrative: proseSchema.optional(), interruptions: z.array(interruptionSchema).default([]).meta({ title: 'Interruptions' }) })
      .prefault({})
      .meta({ title: 'Operational impact' }),
    financial: z
      .object({ narrative: proseSchema.optional(), costs: z.array(costSchema).default([]).meta({ title: 'Costs' }) })
      .prefault({})
      .meta({ title: 'Financial impact' }),
    security: z.object({ narrative: proseSchema.optional() }).prefault({}).meta({ title: 'Data and security impact' }),
    business: z
      .object({ financial: line('Financial'), regulatory: line('Regulatory'), reputational: line('Reputational') })
      .prefault({})
      .meta({ title: 'Business impact' }),
    affectedParties: z.array(partySchema).default([]).meta({ title: 'Affected parties' }),
  })
  .prefault({})
export type Impact = z.infer<typeof impactSchema>
