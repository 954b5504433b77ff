import { z } from 'zod'
import { line } from './element.ts'

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hex digits, in lower case')

/** How an item was obtained. */
export const acquisitionSchema = z.object({
  by: line('Acquired by'),
  at: z.iso.datetime({ offset: false }).optional().meta({ title: 'Acquired at', description: 'UTC' }),
  tool: line('Tool and version'),
  query: line('Query'),
  range: line('Time range'),
  filters: line('Filters'),
  rowCap: z.number().int().optional().meta({ title: 'Row cap' }),
})
export type Acquisition = z.infer<typeof acquisitionSchema>
