import { z } from 'zod'
import { editSchema } from '../model/edit.ts'
import { factsSchema } from '../model/facts.ts'
import { incidentIdSchema, incidentSchema, incidentStates } from '../model/incident.ts'

/** The `:id` of every route under /api/incidents/:id */
export const incidentParamsSchema = z.object({ id: incidentIdSchema })

/** One line of the list of incidents. */
export const incidentSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    state: z.enum(incidentStates),
    severity: z.string().meta({ description: 'Level as the record says it; "" where nobody said' }),
    version: z.number().int().min(0).meta({ description: 'Number of edits' }),
    updatedAt: z.string().meta({ description: 'Time of the last edit, or of creation; UTC' }),
    reviewed: z.number().int().meta({ description: 'Entries of the timeline the machine proposed and a person accepted or rejected' }),
    total: z.number().int().meta({ description: 'Entries of the timeline the machine proposed' }),
    evidence: z.number().int().meta({ description: 'Evidence items' }),
    sample: z.boolean().meta({ description: 'True for the incident that comes with Hindcast' }),
  })
  .meta({ id: 'IncidentSummary' })
export type IncidentSummary = z.infer<typeof incidentSummarySchema>

/** GET /api/incidents */
export const incidentListSchema = z.array(incidentSummarySchema)

/** POST /api/incidents */
export const createIncidentSchema = z.object({
  title: z.string().trim().max(300).optional(),
  author: z.string().trim().min(1).max(200).optional().meta({ description: 'Name of the person at work: author of the title' }),
})
export type CreateIncident = z.infer<typeof createIncidentSchema>

/** The answer to POST /api/incidents and POST /api/incidents/sample */
export const incidentCreatedSchema = z.object({ id: z.string() }).meta({ id: 'IncidentCreated' })
export type IncidentCreated = z.infer<typeof incidentCreatedSchema>

/** DELETE /api/incidents/:id. `confirm` repeats the id, so that no slip deletes a record. */
export const deleteIncidentSchema = z.object({ confirm: z.string() })
export type DeleteIncident = z.infer<typeof deleteIncidentSchema>

/** GET /api/incidents/:id */
export const incidentViewSchema = z
  .object({
    document: incidentSchema,
    version: z.number().int().min(0),
    head: z.string().meta({ description: 'Hash of the last edit; 64 zeros before the first' }),
    facts: factsSchema,
    touched: z
      .array(z.string())
      .meta({ description: 'Paths that a person (or a file a person wrote) set, added, moved or removed, and every path above one' }),
    sample: z.boolean(),
  })
  .meta({ id: 'IncidentView' })
export type IncidentView = z.infer<typeof incidentViewSchema>

/** GET /api/incidents/:id/history: newest first. */
export const historyQuerySchema = z.object({
  before: z.coerce.number().int().min(1).optional().meta({ description: 'Only edits with a version below this one' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const historySchema = z
  .object({
    edits: z.array(editSchema.extend({ words: z.string().meta({ description: 'What it did, in words: "accepted 3 entries of the timeline"' }) })),
    total: z.number().int(),
  })
  .meta({ id: 'History' })
export type History = z.infer<typeof historySchema>
