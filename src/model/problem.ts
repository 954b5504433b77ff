import { z } from 'zod'

/** Something in the evidence that could not be read, and where. Nothing is dropped without one. */
export const problemSchema = z.object({
  evidence: z.string().optional().meta({ description: 'SHA-256 of the item, where it could be hashed' }),
  path: z.string(),
  record: z.number().int().optional().meta({ description: 'Record number, counted from 1' }),
  offset: z.number().int().optional(),
  length: z.number().int().optional(),
  code: z.enum([
    'no-time',
    'bad-time',
    'not-json',
    'not-a-record',
    'truncated',
    'unfinished',
    'too-long',
    'bad-text',
    'bad-row',
    'empty',
    'unreadable',
    'unrecognised',
    'limit',
    'too-many-problems',
  ]),
  message: z.string().meta({ description: 'What was wrong and what was expected, for a person' }),
})
export type Problem = z.infer<typeof problemSchema>
