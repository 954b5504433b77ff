import { z } from 'zod'

/** A run of bytes in an evidence item (of the decoded member where the file is compressed). */
export const spanSchema = z.object({
  offset: z.number().int().min(0).meta({ description: 'First byte, counted from 0' }),
  length: z.number().int().min(0).meta({ description: 'Number of bytes' }),
})
export type Span = z.infer<typeof spanSchema>

/** Where an event was read: exactly these bytes of this item, by this version of this format. */
export const originSchema = z.object({
  evidence: z.string().meta({ description: 'SHA-256 of the evidence item, lower-case hex' }),
  path: z.string().meta({ description: 'The path as it was given; a member of a container follows after "!"' }),
  record: z.number().int().min(1).meta({ description: 'Number of the record in the item, counted from 1' }),
  offset: z.number().int().min(0),
  length: z.number().int().min(0),
  format: z.string(),
  version: z.number().int().meta({ description: 'Version of the format that read it' }),
})
export type Origin = z.infer<typeof originSchema>
