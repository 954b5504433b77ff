import { z } from 'zod'

/** What every refusal carries (RFC 9457 in spirit): a stable code and a sentence for a person. */
export const apiErrorSchema = z
  .object({
    code: z.string().meta({ description: 'Stable, for programs: not-found, invalid, conflict, too-large, no-space, busy, forbidden …' }),
    message: z.string().meta({ description: 'What happened, where, and what to do' }),
    issues: z
      .array(
        z.object({
          path: z.string().meta({ description: 'Field of the request, joined by dots' }),
          message: z.string(),
          at: z.number().int().optional().meta({ description: 'Where in the text of that field, in UTF-16 code units from 0' }),
          length: z.number().int().optional().meta({ description: 'How much of it is wrong' }),
        }),
      )
      .optional()
      .meta({ description: 'What was wrong with the request, field by field' }),
  })
  .meta({ id: 'Error' })
export type ApiError = z.infer<typeof apiErrorSchema>
