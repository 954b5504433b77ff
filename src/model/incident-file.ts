import { z } from 'zod'
import { editSchema } from './edit.ts'
import { factsSchema } from './facts.ts'
import { incidentSchema } from './incident.ts'

/** `incident.json`: the edits, their fold, what was computed from it, and the text of every rule a set is cited by. */
export const incidentFileSchema = z.object({
  hindcast: z.object({ schema: z.literal(1), program: z.string() }),
  edits: z.array(editSchema),
  document: incidentSchema,
  facts: factsSchema,
  rules: z.record(z.string(), z.string()).default({}).meta({ description: 'SHA-256 of a rule -> its text' }),
})
export type IncidentFile = z.infer<typeof incidentFileSchema>
