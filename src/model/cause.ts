import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { proseSchema } from './prose.ts'

/** Why it could happen. Controls and recommendations point at causes by id. */
export const causeSchema = elementSchema({
  statement: z.string().default('').meta({ title: 'Statement' }),
  kind: z.enum(['technical cause', 'contributing factor']).default('contributing factor').meta({ title: 'Kind' }),
  category: z.enum(['technical', 'process', 'organisation', 'external', 'detection', 'response', 'human']).optional().meta({ title: 'Category' }),
})
export type Cause = z.infer<typeof causeSchema>

/** A piece of evidence, configuration or code shown word for word. */
export const snippetSchema = elementSchema({
  caption: line('Caption'),
  text: z.string().default('').meta({ title: 'Snippet', widget: 'code' }),
})

/** One step from one identity or system to another. */
export const movementStepSchema = elementSchema({
  from: z.string().default('').meta({ title: 'From' }),
  to: z.string().default('').meta({ title: 'To' }),
  at: z.string().optional().meta({ title: 'When', description: 'ISO 8601, UTC' }),
  method: line('Method'),
  credential: line('Credential'),
})
export type MovementStep = z.infer<typeof movementStepSchema>

/** A control that stood in the way, and what became of it. */
export const controlSchema = elementSchema({
  control: z.string().default('').meta({ title: 'Control' }),
  expected: line('Expected', 'What it was expected to do'),
  outcome: z.enum(['worked', 'failed', 'absent', 'bypassed', 'unknown']).default('unknown').meta({ title: 'Outcome' }),
  explanation: line('Explanation'),
  causes: z.array(z.string()).default([]).meta({ title: 'Causes', description: 'Ids of the causes this points at', from: 'causes' }),
})
export type Control = z.infer<typeof controlSchema>

export const rootCauseSchema = z
  .object({
    initialAccess: z
      .object({
        narrative: proseSchema.optional().meta({ title: 'How did they get in?' }),
        technicalDetails: z.array(snippetSchema).default([]).meta({ title: 'Technical details' }),
        factors: z.array(z.string()).default([]).meta({ title: 'Contributing factors', description: 'Ids of causes', from: 'causes' }),
      })
      .prefault({}),
    discovery: z
      .object({
        narrative: proseSchema.optional().meta({ title: 'What did they find?' }),
        information: z
          .array(elementSchema({ text: z.string().default('').meta({ title: 'Information' }) }))
          .default([])
          .meta({ title: 'Information gathered' }),
        evidence: z.array(snippetSchema).default([]).meta({ title: 'Evidence snippets' }),
      })
      .prefault({}),
    movement: z
      .object({
        narrative: proseSchema.optional().meta({ title: 'How did they move?' }),
        path: z.array(movementStepSchema).default([]).meta({ title: 'Movement path' }),
        access: z
          .array(elementSchema({ text: z.string().default('').meta({ title: 'Credential or access' }) }))
          .default([])
          .meta({ title: 'Credentials and access used' }),
      })
      .prefault({}),
    notPrevented: z
      .object({
        narrative: proseSchema.optional().meta({ title: 'Why was it not prevented?' }),
        controls: z.array(controlSchema).default([]).meta({ title: 'Controls' }),
      })
      .prefault({}),
  })
  .prefault({})
