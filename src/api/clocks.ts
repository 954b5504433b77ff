import { z } from 'zod'

const sourceFields = {
  evidence: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({ description: 'SHA-256: all that this item holds' }),
  dataset: z.string().max(200).optional(),
  host: z.string().max(1_000).optional().meta({ description: '`host.name`; "" for events that name none' }),
}
const century = 100 * 366 * 86_400_000
const offsetFields = {
  offsetMs: z.number().int().min(-century).max(century).meta({ description: 'Milliseconds added to what the source told' }),
  uncertaintyMs: z.number().int().min(0).max(century).meta({ description: 'Either way' }),
}

export const clockCorrectionSchema = z
  .object({ ...sourceFields, ...offsetFields, by: z.string(), at: z.string().meta({ description: 'UTC' }), reason: z.string() })
  .meta({ id: 'ClockCorrection' })

/** One clock: all that one program writes on one host. */
export const clockSchema = z
  .object({
    name: z.string(),
    dataset: z.string(),
    host: z.string(),
    events: z.number().int(),
    items: z.number().int(),
    proposal: z
      .object({
        ...offsetFields,
        reference: z.string().meta({ description: 'The source it is compared with' }),
        pairs: z.number().int().meta({ description: 'Events that both saw' }),
        zoneMs: z.number().int().optional().meta({ description: 'The offset is that of a zone: the source was read with the wrong one' }),
        driftMsPerDay: z.number().optional(),
        words: z.string().meta({ description: 'All of it as a sentence' }),
      })
      .optional(),
    applied: clockCorrectionSchema.optional(),
  })
  .meta({ id: 'Clock' })
export type Clock = z.infer<typeof clockSchema>

/** GET /api/incidents/:id/clocks */
export const clocksSchema = z
  .object({
    clocks: z.array(clockSchema),
    others: z.array(clockCorrectionSchema).meta({ description: 'Corrections of items, and of sources of which nothing is there now' }),
    job: z
      .object({ state: z.enum(['running', 'done', 'failed']), error: z.string().optional() })
      .nullable()
      .meta({ description: 'The last change since the program started; null where there was none' }),
  })
  .meta({ id: 'Clocks' })
export type ClocksAnswer = z.infer<typeof clocksSchema>

/** POST /api/incidents/:id/clocks: applies a correction, or takes back the one in force where no offset is given. */
export const changeClockSchema = z
  .object({
    ...sourceFields,
    offsetMs: offsetFields.offsetMs.optional(),
    uncertaintyMs: offsetFields.uncertaintyMs.default(1_000),
    by: z.string().trim().min(1).max(1_000).meta({ description: 'Who decides it; goes into the custody' }),
    why: z.string().trim().min(1).max(2_000).meta({ description: 'Goes into the custody' }),
  })
  .refine(({ evidence, dataset, host }) => (evidence === undefined) !== (dataset === undefined && host === undefined), {
    message: 'name either an item, or a dataset and its host',
  })
  .meta({ id: 'ChangeClock' })
export type ChangeClock = z.input<typeof changeClockSchema>
