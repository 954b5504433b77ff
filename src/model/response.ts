import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { intervalSchema } from './interval.ts'
import { proseSchema } from './prose.ts'
import { workStatusSchema } from './vocabulary.ts'

/** Something done against the attack. */
export const actionTakenSchema = elementSchema({
  action: z.string().default('').meta({ title: 'Action' }),
  plain: line('In plain words', 'How the executive summary tells it'),
  stage: z.enum(['containment', 'eradication', 'recovery']).default('containment').meta({ title: 'Stage' }),
  date: intervalSchema.optional().meta({ title: 'Date' }),
  owner: line('Owner'),
  status: workStatusSchema.default('done'),
  highlight: z.boolean().optional().meta({ title: 'In the summary', description: 'Shown in the executive summary' }),
})
export type ActionTaken = z.infer<typeof actionTakenSchema>

export const shortTermActionSchema = elementSchema({
  action: z.string().default('').meta({ title: 'Action' }),
  due: z.iso.date().optional().meta({ title: 'Due date' }),
  owner: line('Owner'),
  status: workStatusSchema.default('not started'),
})
export type ShortTermAction = z.infer<typeof shortTermActionSchema>

/** One message to one audience. */
export const communicationSchema = elementSchema({
  audience: z.string().default('').meta({ title: 'Audience' }),
  direction: z.enum(['internal', 'external']).default('internal').meta({ title: 'Internal or external' }),
  at: intervalSchema.optional().meta({ title: 'When' }),
  channel: line('Channel'),
  by: line('By'),
  message: line('Message'),
})
export type Communication = z.infer<typeof communicationSchema>

export const responseSchema = z
  .object({
    actions: z.array(actionTakenSchema).default([]).meta({ title: 'Immediate actions' }),
    shortTerm: z.array(shortTermActionSchema).default([]).meta({ title: 'Short-term actions' }),
    evaluation: z
      .object({
        effectiveness: proseSchema.optional().meta({ title: 'Effectiveness of the response' }),
        proceduresFollowed: proseSchema.optional().meta({ title: 'Were procedures followed?' }),
        faster: proseSchema.optional().meta({ title: 'What could have been faster?' }),
        promptness: line('Promptness', 'Were alerts answered and impact and severity determined promptly?'),
        forensics: line('Forensic analysis', 'Quality and speed of the analysis'),
        escalation: line('Escalation', 'Was escalation effective?'),
        communication: line('Communication', 'Was internal and external communication effective?'),
        internalCommunication: proseSchema.optional().meta({ title: 'Internal communication, judged' }),
        externalCommunication: proseSchema.optional().meta({ title: 'External communication, judged' }),
        team: proseSchema.optional().meta({ title: 'Team performance' }),
        coordination: proseSchema.optional().meta({ title: 'Coordination with other departments' }),
      })
      .prefault({})
      .meta({ title: 'Evaluation' }),
    communications: z.array(communicationSchema).default([]).meta({ title: 'Communications' }),
  })
  .prefault({})
