import { z } from 'zod'
import { parseInstant, precisions } from '../base/instant.ts'

/** When something happened: somewhere from `earliest` to `latest`, both ISO 8601 in UTC. */
export const intervalSchema = z
  .object({
    earliest: z.iso.datetime({ offset: false }).meta({ title: 'Earliest', description: 'Not before, UTC' }),
    latest: z.iso.datetime({ offset: false }).meta({ title: 'Latest', description: 'Not after, UTC' }),
    precision: z.enum(precisions).meta({ title: 'Precision', description: 'How finely the source tells the time' }),
    zone: z.string().meta({ title: 'Zone', description: 'The zone the source stated, or the one it was read with' }),
    assumed: z
      .array(z.enum(['zone', 'year']))
      .optional()
      .meta({ title: 'Assumed', description: 'What the source left out: such a time never bounds a metric' }),
  })
  .refine(({ earliest, latest }) => (parseInstant(earliest) ?? 0n) <= (parseInstant(latest) ?? 0n), {
    path: ['latest'],
    error: 'the end lies before the beginning',
  })
export type Interval = z.infer<typeof intervalSchema>
