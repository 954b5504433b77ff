import { z } from 'zod'

/** GET /health */
export const healthSchema = z.object({ status: z.literal('ready') }).meta({ id: 'Health' })
export type Health = z.infer<typeof healthSchema>
