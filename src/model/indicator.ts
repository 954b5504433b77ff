import { z } from 'zod'
import { elementSchema, line } from './element.ts'
import { indicatorTypes } from './indicator-sighting.ts'

/** An indicator of compromise; first and last seen come from the evidence. */
export const indicatorSchema = elementSchema({
  type: z
    .enum([...indicatorTypes, 'file-name', 'process', 'other'])
    .default('other')
    .meta({ title: 'Type' }),
  value: z.string().default('').meta({ title: 'Value' }),
  context: line('Context', 'Where it was seen'),
  firstSeen: z.string().optional().meta({ title: 'First seen', description: 'UTC, from the evidence' }),
  lastSeen: z.string().optional().meta({ title: 'Last seen', description: 'UTC, from the evidence' }),
  count: z.number().int().optional().meta({ title: 'Seen' }),
})
export type Indicator = z.infer<typeof indicatorSchema>
