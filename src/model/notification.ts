import { z } from 'zod'
import { elementSchema, line } from './element.ts'

/** One stage of a duty as it was met; when it was due is computed. */
export const notificationStageSchema = z.object({
  id: z.string().meta({ title: 'Stage', description: 'Id of the stage in the duty' }),
  submitted: z.iso.datetime({ offset: false }).optional().meta({ title: 'Submitted', description: 'UTC' }),
  reference: line('Reference number'),
  content: line('Content'),
  lateReason: line('Reason for delay'),
})

/** The decision on one notification duty. Applicability is decided by a person, never by the machine. */
export const notificationSchema = elementSchema({
  duty: z.string().default('').meta({ title: 'Duty', description: 'For instance eu-gdpr-33' }),
  decision: z.enum(['applies', 'does not apply', 'undetermined']).default('undetermined').meta({ title: 'Decision' }),
  decidedBy: line('Decided by'),
  decidedAt: z.iso.datetime({ offset: false }).optional().meta({ title: 'Decided at', description: 'UTC' }),
  reason: line('Reason', 'Legal reasons stay with counsel: the report prints the decision only'),
  triggers: z
    .record(z.string(), z.iso.datetime({ offset: false }))
    .default({})
    .meta({ title: 'Triggers', description: 'Trigger name -> instant, UTC' }),
  stages: z.array(notificationStageSchema).default([]).meta({ title: 'Stages' }),
})
export type Notification = z.infer<typeof notificationSchema>
