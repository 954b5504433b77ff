import { z } from 'zod'
import { spanSchema } from './origin.ts'

/** One event, provable from its bytes: `verify` reads the spans again and compares their hash. */
export const eventCitationSchema = z.object({
  kind: z.literal('event'),
  event: z.string().meta({ description: 'Event id' }),
  evidence: z.string().meta({ description: 'SHA-256 of the evidence item' }),
  record: z.number().int().min(1),
  spans: z.array(spanSchema).min(1),
  sha256: z.string().meta({ description: 'SHA-256 of the bytes of the spans, in order' }),
  sourceId: z.string().optional().meta({ description: "The source's own id of the record, where it has one" }),
})
export type EventCitation = z.infer<typeof eventCitationSchema>

/** Which events belong to a set: those a rule matched, that have these values in these ECS fields. */
export const selectorSchema = z.object({
  rule: z.string().meta({ description: 'Id of the rule' }),
  ruleHash: z.string().meta({ description: "SHA-256 of the rule's text; the text is kept with the incident" }),
  where: z.record(z.string(), z.string()).meta({ description: 'ECS field -> value; "" stands for a field that is absent' }),
})
export type Selector = z.infer<typeof selectorSchema>

/** Records of an item whose events repeat others of the set's evidence, by their first bytes: they are told there, and count there. */
export const repeatedRangeSchema = z.object({
  evidence: z.string().meta({ description: 'SHA-256 of the evidence item' }),
  from: z.number().int().min(0).meta({ description: 'First byte of the first record' }),
  to: z.number().int().min(0).meta({ description: 'First byte of the last record' }),
})
export type RepeatedRange = z.infer<typeof repeatedRangeSchema>

/** Many events told as one, provable by selecting them again. */
export const setCitationSchema = z.object({
  kind: z.literal('set'),
  selector: selectorSchema,
  evidence: z.array(z.string()).min(1).meta({ description: 'SHA-256 of every item the set was selected from' }),
  count: z.number().int().min(1),
  first: z.string().meta({ description: 'Time of the first event, UTC' }),
  last: z.string().meta({ description: 'Time of the last event, UTC' }),
  digest: z.string().meta({ description: 'SHA-256 of the sorted event ids, one a line' }),
  examples: z.array(eventCitationSchema).max(5).meta({ description: 'First and last events of the set, each provable alone' }),
  except: z
    .array(repeatedRangeSchema)
    .optional()
    .meta({ description: 'Records that do not count, as an export that came before holds their events' }),
})
export type SetCitation = z.infer<typeof setCitationSchema>

export const citationSchema = z.discriminatedUnion('kind', [eventCitationSchema, setCitationSchema])
export type Citation = z.infer<typeof citationSchema>
