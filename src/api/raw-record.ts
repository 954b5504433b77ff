import { z } from 'zod'
import { problemSchema } from '../model/problem.ts'
import { sha256Schema } from './evidence.ts'

/** GET /api/incidents/:id/record?evidence=<sha256>&offset=0&length=120: one span of a citation, as it lies in the evidence. */
export const rawRecordQuerySchema = z.object({
  evidence: sha256Schema,
  offset: z.coerce.number().int().min(0),
  length: z.coerce.number().int().min(0).max(1_000_000_000),
  record: z.coerce.number().int().min(1).optional().meta({ description: 'Number of the record, as the citation has it' }),
})
export type RawRecordQuery = z.infer<typeof rawRecordQuerySchema>

/** The bytes a citation points at. Offsets count bytes of the decoded file where it is compressed. */
export const rawRecordSchema = z
  .object({
    evidence: z.object({ sha256: z.string(), name: z.string(), label: z.string().optional(), size: z.number().int() }),
    offset: z.number().int(),
    length: z.number().int().meta({ description: 'Bytes of the whole span' }),
    shown: z.number().int().meta({ description: 'Bytes shown: at most 262144' }),
    truncated: z.boolean(),
    sha256: z
      .string()
      .optional()
      .meta({ description: 'Hash of the whole span, comparable with `citation.sha256` where the citation has one span; absent where truncated' }),
    text: z.string().meta({ description: 'As UTF-8, control and direction characters made visible (\\u202e); text only, never markup' }),
    binary: z.boolean().meta({ description: 'True where the bytes are no UTF-8 text' }),
    hex: z.string().optional().meta({ description: 'Hex dump of the first 4096 bytes, where binary' }),
    record: z.number().int().optional().meta({ description: 'Number of the record, counted from 1' }),
    format: z.string().optional(),
    events: z.array(z.record(z.string(), z.json())).meta({ description: 'What was read from it, in flat ECS keys' }),
    problems: z.array(problemSchema),
  })
  .meta({ id: 'RawRecord' })
export type RawRecord = z.infer<typeof rawRecordSchema>
