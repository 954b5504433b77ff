import { z } from 'zod'

/** The environment variables Hindcast reads. The messages complete the sentence "PORT …". */
export const environmentSchema = z.object({
  PORT: numberBetween(0, 65_535).optional(),
  HOST: z.string().trim().max(253, 'must be an address or host name').optional(),
  HINDCAST_DATA: z
    .string()
    .refine((value) => !value.includes('\0'), 'must be the path of a folder')
    .optional(),
  // The largest instant that still has a four-digit year.
  SOURCE_DATE_EPOCH: numberBetween(0, 253_402_300_799).optional(),
})

function numberBetween(least: number, most: number) {
  const message = `must be a whole number between ${least} and ${most}`
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}
