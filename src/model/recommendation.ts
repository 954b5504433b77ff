import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { prioritySchema, workStatusSchema } from './vocabulary.ts'

/** One recommendation with its seven fields. Its number and, until a person sets one, its due date are computed. */
export const recommendationSchema = elementSchema({
  title: z.string().default('').meta({ title: 'Title' }),
  priority: prioritySchema.default('medium'),
  category: z.enum(['security', 'process', 'training', 'long-term']).default('security').meta({ title: 'Category' }),
  risk: line('Risk addressed'),
  action: line('Specific action'),
  owner: line('Owner'),
  acceptedOn: z.iso.date().optional().meta({ title: 'Accepted on', description: 'When the owner accepted it: the proposed due date runs from here' }),
  due: z.iso.date().optional().meta({ title: 'Due date' }),
  successCriteria: line('Success criteria'),
  effort: line('Estimated effort'),
  causes: z.array(z.string()).default([]).meta({ title: 'Causes it answers', description: 'Ids of causes', from: 'causes' }),
  status: workStatusSchema.default('not started'),
  verification: line('Verification', 'How and when it was proven done'),
  number: z.number().int().optional().meta({ title: 'Number', description: 'Frozen at publication; computed before' }),
  highlight: z.boolean().optional().meta({ title: 'In the summary' }),
})
export type Recommendation = z.infer<typeof recommendationSchema>

export const exerciseSchema = elementSchema({
  date: z.iso.date().optional().meta({ title: 'Date' }),
  scenario: z.string().default('').meta({ title: 'Scenario' }),
  objectives: line('Objectives'),
  result: line('Result'),
})
export type Exercise = z.infer<typeof exerciseSchema>
