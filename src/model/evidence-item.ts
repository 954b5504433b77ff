import { z } from 'zod'
import { acquisitionSchema, sha256Schema } from './acquisition.ts'
import { custodyActionSchema } from './custody.ts'
import { elementShape, line } from './element.ts'

/** One step of custody, as the record tells it: what the chain of the data folder says of the item, or what a person wrote. */
export const custodyStepSchema = z.object({
  id: z.string(),
  seq: z.number().int().optional().meta({ title: 'Number', description: "The entry's number in the custody of the incident" }),
  action: custodyActionSchema,
  at: z.iso.datetime({ offset: false }).optional().meta({ title: 'When', description: 'UTC' }),
  zone: line('Zone', 'The time zone in which the time was told'),
  by: line('By'),
  to: line('To'),
  place: line('Place'),
  placeTo: line('Place to'),
  purpose: line('Purpose'),
  authority: line('Authority'),
  reference: line('Carrier and reference'),
  seal: line('Seal number'),
  hashBefore: line('Hash before', 'SHA-256'),
  hashAfter: line('Hash after', 'SHA-256'),
  path: line('Path', 'Where the item was found'),
  acquisition: acquisitionSchema.optional().meta({ title: 'Acquisition', readOnly: true, description: 'How the item was obtained that time' }),
  until: z.iso.date().optional().meta({ title: 'Kept until' }),
  releases: z.number().int().optional().meta({ title: 'Releases', description: 'Number of the hold that ends' }),
  corrects: z.number().int().optional().meta({ title: 'Corrects', description: 'Number of the entry that this one states anew' }),
  note: line('Note'),
  hash: line('Entry hash', 'SHA-256 of the entry and the one before it'),
})
export type CustodyStep = z.infer<typeof custodyStepSchema>

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
  sha256: sha256Schema.meta({ title: 'SHA-256', readOnly: true }),
  size: z.number().int().min(0).meta({ title: 'Size', readOnly: true, description: 'Bytes' }),
  parent: z.string().optional().meta({ title: 'Container', readOnly: true, description: 'SHA-256 of the container it lay in' }),
  source: line('Source', 'System or service the evidence comes from'),
  acquisition: acquisitionSchema.prefault({}),
  location: line('Location', 'Where the original is kept'),
  retention: line('Retention', 'How long it is kept'),
  custody: z.array(custodyStepSchema).default([]).meta({ title: 'Custody' }),
  reading: evidenceReadingSchema.optional().meta({ title: 'Reading', readOnly: true }),
})
export type EvidenceItem = z.infer<typeof evidenceItemSchema>
