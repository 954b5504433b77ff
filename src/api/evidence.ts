import { z } from 'zod'
import { evidenceReadingSchema } from '../model/evidence-item.ts'
import { incidentIdSchema } from '../model/incident.ts'
import { problemSchema } from '../model/problem.ts'

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex')

/**
 * PUT /api/incidents/:id/evidence?name=auth.log with the bytes of the file as the body (Content-Type: application/octet-stream).
 * `modified` is the file's own modification time (File.lastModified), which helps to find the year of logs that leave it out.
 */
export const uploadQuerySchema = z.object({
  name: z.string().min(1).max(1_000).meta({ description: 'File name; folders in front of it are cut off' }),
  path: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: 'Path below the folder that was dropped (File.webkitRelativePath); used in messages only' }),
  modified: z.coerce.number().int().min(0).max(253_402_300_799_999).optional().meta({ description: 'Milliseconds since 1970' }),
})
export type UploadQuery = z.infer<typeof uploadQuerySchema>

/** What became of an upload. */
export const uploadedSchema = z
  .object({
    sha256: sha256Schema,
    name: z.string().meta({ description: 'Name it is kept under' }),
    size: z.number().int(),
    duplicate: z.boolean().meta({ description: 'True where this incident has the same bytes already; nothing was added' }),
  })
  .meta({ id: 'Uploaded' })
export type Uploaded = z.infer<typeof uploadedSchema>

/** One evidence item of an incident, drafted or not yet. */
export const evidenceStatusSchema = z
  .object({
    sha256: z.string(),
    name: z.string(),
    path: z.string().optional(),
    size: z.number().int(),
    addedAt: z.string().meta({ description: 'UTC' }),
    label: z.string().optional().meta({ description: 'E1, E2 … once it has been drafted' }),
    status: z.enum(['new', 'reading', 'read', 'unrecognised', 'unreadable', 'unpacked']).meta({
      description:
        'unrecognised: kept and listed, but no log format; unreadable: recognised, but reading failed; unpacked: a container, whose members are items of their own',
    }),
    reading: evidenceReadingSchema.optional(),
    problems: z.array(problemSchema).meta({ description: 'The first 100' }),
    removable: z.boolean().meta({ description: 'True until the record holds it' }),
  })
  .meta({ id: 'EvidenceStatus' })
export type EvidenceStatus = z.infer<typeof evidenceStatusSchema>

/** GET /api/incidents/:id/evidence */
export const evidenceListSchema = z.array(evidenceStatusSchema)

/** DELETE /api/incidents/:id/evidence/:sha256 */
export const evidenceParamsSchema = z.object({ id: incidentIdSchema, sha256: sha256Schema })
