import { z } from 'zod'

/** GET /api/formats: what evidence is read and how it is recognised. */
export const formatListSchema = z.array(
  z.object({ name: z.string(), title: z.string(), version: z.number().int(), spec: z.string(), recognisedBy: z.string() }).meta({ id: 'Format' }),
)
export type FormatList = z.infer<typeof formatListSchema>
