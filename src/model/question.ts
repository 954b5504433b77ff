import { z } from 'zod'
import { elementSchema, line } from './element.ts'

/** What was asked of the evidence or of people, and what came of it. */
export const questionSchema = elementSchema({
  question: z.string().default('').meta({ title: 'Question' }),
  state: z.enum(['open', 'answered', 'ruled out']).default('open').meta({ title: 'State' }),
  examined: line('Examined', 'What was looked at'),
  coverage: line('Coverage', 'For which period and sources the answer holds'),
  answer: line('Answer'),
  role: line('For', 'Role that can answer'),
})
export type Question = z.infer<typeof questionSchema>

/** What a person said of a finding; kept by the finding's stable id. */
export const verdictSchema = elementSchema({
  verdict: z.enum(['malicious', 'benign', 'unclear']).default('unclear').meta({ title: 'Verdict' }),
  by: line('By'),
  note: line('Note'),
})

/** A figure already given to someone. Where the record now says otherwise is computed. */
export const figureGivenSchema = elementSchema({
  fact: z.string().default('').meta({ title: 'Figure', description: 'Id of the fact, for instance recordsAffected' }),
  value: z.string().default('').meta({ title: 'Value given' }),
  audience: line('Audience'),
  at: z.string().optional().meta({ title: 'When', description: 'UTC' }),
})

/** One line of the incident log: alerts, system activity, communications and actions in one sequence. */
export const logLineSchema = elementSchema({
  at: z.string().optional().meta({ title: 'When', description: 'UTC' }),
  kind: z.enum(['alert', 'system', 'communication', 'action', 'note']).default('note').meta({ title: 'Kind' }),
  text: z.string().default('').meta({ title: 'Text' }),
  source: line('Source'),
})
export type LogLine = z.infer<typeof logLineSchema>
