import { z } from 'zod'

/** Reading evidence in the background, so that it can be searched before anybody drafts. */
export const readingJobSchema = z
  .object({
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    bytes: z.number().int().meta({ description: 'Bytes read so far, of the files as they are kept' }),
    totalBytes: z.number().int(),
    events: z.number().int(),
    items: z.number().int().meta({ description: 'Items that were read, or found to be unreadable' }),
    totalItems: z.number().int(),
    bytesPerSecond: z.number(),
    eventsPerSecond: z.number(),
    secondsLeft: z.number().int().optional().meta({ description: 'Absent before there is anything to tell it from' }),
    failures: z.number().int().meta({ description: 'Items that could not be read' }),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'ReadingJob' })
export type ReadingJob = z.infer<typeof readingJobSchema>

/** GET /api/incidents/:id/reading */
export const readingStandingSchema = z
  .object({
    items: z.number().int().meta({ description: 'Evidence items that can hold events' }),
    unread: z.number().int().meta({ description: 'Of these, those not read yet' }),
    job: readingJobSchema.nullable().meta({ description: 'The last one since the program started; null where there was none' }),
  })
  .meta({ id: 'ReadingStanding' })
export type ReadingStanding = z.infer<typeof readingStandingSchema>
