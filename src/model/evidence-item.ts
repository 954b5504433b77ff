import { z } from 'zod'
import { elementShape, line } from './element.ts'

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

/** One step of custody. */
export const custodyEntrySchema = z.object({
  id: z.string(),
  action: z.enum(['collect', 'seal', 'transfer', 'access', 'analyse', 'copy', 'export', 'verify', 'dispose']).meta({ title: 'Action' }),
  at: z.iso.datetime({ offset: false }).optional().meta({ title: 'When', description: 'UTC' }),
  by: line('By'),
  to: line('To'),
  place: line('Place'),
  purpose: line('Purpose'),
})
export type CustodyEntry = z.infer<typeof custodyEntrySchema>

/** How the item was read: what `verify` needs to read it the same way again. */
export const evidenceReadingSchema = z.object({
  format: z.string(),
  version: z.number().int(),
  records: z.number().int(),
  events: z.number().int(),
  problems: z.number().int(),
  first: z.string().optional().meta({ description: 'Time of the first event, UTC' }),
  last: z.string().optional().meta({ description: 'Time of the last event, UTC' }),
  zone: z.string().optional().meta({ description: 'Zone given for local times' }),
  year: z.number().int().optional().meta({ description: 'Year of the first record, given or inferred' }),
  assumed: z.array(z.enum(['zone', 'year'])).optional(),
})

/** One evidence item. `label` (E1, E2 …) is what citations print. */
export const evidenceItemSchema = z.object({
  ...elementShape,
  label: z.string().meta({ title: 'Label', readOnly: true, description: 'E1, E2 … in the order the items came; never given twice' }),
  name: z.string().meta({ title: 'Name', readOnly: true, description: 'File name, without the folder it lay in' }),
  path: z.string().optional().meta({ title: 'Path', readOnly: true, description: 'Where it was read, relative to what was given' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ title: 'SHA-256', readOnly: true }),
  size: z.number().int().min(0).meta({ title: 'Size', readOnly: true, description: 'Bytes' }),
  parent: z.string().optional().meta({ title: 'Container', readOnly: true, description: 'SHA-256 of the container it lay in' }),
  source: line('Source', 'System or service the evidence comes from'),
  acquisition: acquisitionSchema.prefault({}),
  location: line('Location', 'Where the original is kept'),
  retention: line('Retention', 'How long it is kept'),
  custody: z.array(custodyEntrySchema).default([]).meta({ title: 'Custody' }),
  reading: evidenceReadingSchema.optional().meta({ title: 'Reading', readOnly: true }),
})
export type EvidenceItem = z.infer<typeof evidenceItemSchema>
