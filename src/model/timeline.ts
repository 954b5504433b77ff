import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { intervalSchema } from './interval.ts'
import { basisSchema, confidenceSchema } from './vocabulary.ts'

export const entryKinds = ['attacker', 'response', 'communication', 'decision', 'system'] as const
export const responseStages = ['detection', 'notification', 'containment', 'mitigation', 'recovery'] as const

/** One entry of the timeline: attacker's acts and the response share it. */
export const timelineEntrySchema = elementSchema({
  occurred: intervalSchema.meta({ title: 'Occurred' }),
  until: intervalSchema.optional().meta({ title: 'Until', description: 'End of an act that lasted or was repeated' }),
  learned: z
    .object({ at: intervalSchema.optional(), by: z.string().optional() })
    .optional()
    .meta({ title: 'Learned', description: 'When and by whom this became known' }),
  phase: z.string().meta({ title: 'Phase', description: 'Id of a phase', from: 'phases' }),
  stage: z.enum(responseStages).optional().meta({ title: 'Response stage' }),
  text: z.string().meta({ title: 'Event' }),
  source: line('Evidence source', 'Log or system, where no evidence is cited'),
  kind: z.enum(entryKinds).default('attacker').meta({ title: 'Kind' }),
  milestone: z.boolean().optional().meta({ title: 'Milestone' }),
  techniques: z.array(z.string()).default([]).meta({ title: 'Techniques', description: 'ATT&CK technique ids', from: 'techniques' }),
  tactics: z.array(z.string()).default([]).meta({ title: 'Tactics', from: 'tactics' }),
  systems: z.array(z.string()).default([]).meta({ title: 'Systems', from: 'systems' }),
  accounts: z.array(z.string()).default([]).meta({ title: 'Accounts', from: 'accounts' }),
  indicators: z.array(z.string()).default([]).meta({ title: 'Indicators', from: 'indicators' }),
  basis: basisSchema.default('reported'),
  confidence: confidenceSchema.optional(),
  tier: z
    .enum(['stated', 'to review'])
    .optional()
    .meta({ title: 'Tier', description: 'Proposals stand in the timeline (stated) or in the list to review' }),
  reason: line('Why proposed'),
  rank: z.number().optional().meta({ title: 'Rank', description: 'Order in the list to review, highest first' }),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** A delay or difficulty of the response that the timeline shows or people felt. */
export const challengeSchema = elementSchema({
  text: z.string().default('').meta({ title: 'Delay, gap or challenge' }),
  explanation: line('Explanation'),
})
