import { z } from 'zod'
import { parseInstant, precisions } from '../base/instant.ts'
import { incidentIdSchema } from '../model/incident.ts'

/** Longest search text taken: far beyond what a person writes, well within what an address may be. */
export const mostQueryLength = 4_000
export const mostPageRows = 500
export const mostTopValues = 1_000
export const mostBars = 1_000

const instantText = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== undefined, 'must be a time with its zone, such as 2026-03-01T10:00:00Z')

/** What is searched: the same in every operation. All of it stands in the address, so that a search can be passed on. */
const searched = {
  q: z.string().max(mostQueryLength).default('').meta({ description: 'The search; empty finds everything. See the guide to the search language' }),
  from: instantText.optional().meta({ description: 'Not before this time' }),
  before: instantText.optional().meta({ description: 'Before this time' }),
  duplicates: z.enum(['0', '1']).default('0').meta({ description: '1: also what a second export tells again, which is left out otherwise' }),
}

/** One value or several of the same name. */
const manyTexts = z
  .union([z.string().max(500), z.array(z.string().max(500)).max(50)])
  .transform((given) => (typeof given === 'string' ? [given] : given))

export const searchQuerySchema = z.object(searched)
export type SearchQuery = z.infer<typeof searchQuerySchema>

/** GET /api/incidents/:id/events */
export const pageQuerySchema = z.object({
  ...searched,
  order: z.enum(['oldest', 'newest']).default('oldest'),
  limit: z.coerce.number().int().min(1).max(mostPageRows).default(100),
  cursor: z.string().max(2_000).optional().meta({ description: '`next` of the page before' }),
  own: manyTexts.default([]).meta({ description: "The source's own fields wanted in each row, such as fields.requestParameters.bucketName" }),
})
export type PageQuery = z.infer<typeof pageQuerySchema>

/** GET /api/incidents/:id/events/histogram */
export const histogramQuerySchema = z.object({ ...searched, bars: z.coerce.number().int().min(1).max(mostBars).default(120) })
export type HistogramQuery = z.infer<typeof histogramQuerySchema>

/** GET /api/incidents/:id/events/top */
export const topQuerySchema = z.object({
  ...searched,
  field: z.string().min(1).max(500),
  limit: z.coerce.number().int().min(1).max(mostTopValues).default(10),
  order: z.enum(['frequent', 'rare']).default('frequent').meta({ description: 'Whether the most frequent values come first, or the rarest' }),
})
export type TopQuery = z.infer<typeof topQuerySchema>

/** GET /api/incidents/:id/events/completion */
export const completionQuerySchema = z.object({
  q: z.string().max(mostQueryLength).default(''),
  at: z.coerce.number().int().min(0).max(mostQueryLength).meta({ description: 'Where the caret stands, in UTF-16 code units' }),
})
export type CompletionQuery = z.infer<typeof completionQuerySchema>

/** GET /api/incidents/:id/events/export */
export const exportQuerySchema = z.object({ ...searched, format: z.enum(['jsonl', 'csv']).default('jsonl') })
export type ExportQuery = z.infer<typeof exportQuerySchema>

const eventId = z.string().regex(/^[0-9a-f]{16}:\d{1,16}(?:\.\d{1,9})?$/, 'must be the id of an event')
export const eventParamsSchema = z.object({ id: incidentIdSchema, event: eventId })

/** GET /api/incidents/:id/events/:event/neighbours */
export const neighboursQuerySchema = z.object({
  q: searched.q,
  before: z.coerce.number().int().min(0).max(200).default(10).meta({ description: 'How many events before it' }),
  after: z.coerce.number().int().min(0).max(200).default(10),
})
export type NeighboursQuery = z.infer<typeof neighboursQuerySchema>

/** One event as a line of a list. */
export const eventRowSchema = z
  .object({
    id: z.string(),
    time: z.string().meta({ description: 'UTC, corrected where a correction of the clock is known; with the digits the source had' }),
    recorded: z.string().optional().meta({ description: 'The time before it was corrected' }),
    correction: z
      .object({ offsetMs: z.number(), uncertaintyMs: z.number() })
      .optional()
      .meta({ description: "What was added to the source's clock, and how sure that is" }),
    precision: z.enum(precisions),
    zone: z.string().meta({ description: 'The zone the source stated, or the one it was read with' }),
    assumed: z.array(z.enum(['zone', 'year'])).optional(),
    dataset: z.string().meta({ description: 'The format that read it' }),
    message: z.string().meta({ description: 'At most 2,000 characters' }),
    ecs: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .meta({ description: 'Elastic Common Schema name -> value, at most 500 characters each' }),
    evidence: z.string().meta({ description: 'SHA-256 of the evidence item' }),
    path: z.string(),
    record: z.number().int(),
    duplicateOf: z.string().optional().meta({ description: 'Id of the event that this one repeats' }),
    own: z.record(z.string(), z.string()).optional().meta({ description: 'The own fields that were asked for' }),
  })
  .meta({ id: 'EventRow' })
export type EventRow = z.infer<typeof eventRowSchema>

export const searchPageSchema = z
  .object({ rows: z.array(eventRowSchema), next: z.string().optional().meta({ description: 'Cursor of the next page; absent on the last' }) })
  .meta({ id: 'SearchPage' })
export type SearchPage = z.infer<typeof searchPageSchema>

export const eventHistogramSchema = z
  .object({
    stepMs: z.number().int().meta({ description: 'Width of a bar in milliseconds' }),
    bars: z.array(z.object({ start: z.string(), count: z.number().int() })).meta({ description: 'Bars with events only, in order' }),
    total: z.number().int(),
  })
  .meta({ id: 'EventHistogram' })
export type EventHistogram = z.infer<typeof eventHistogramSchema>

export const topAnswerSchema = z
  .object({
    field: z.string(),
    values: z.array(z.object({ value: z.string(), count: z.number().int() })),
    others: z.number().int().meta({ description: 'How many different values there are beyond these' }),
    absent: z.number().int().meta({ description: 'Events without a value' }),
  })
  .meta({ id: 'TopValues' })
export type TopAnswer = z.infer<typeof topAnswerSchema>

/** What may be written at the caret. */
export const completionSchema = z
  .object({
    from: z.number().int().meta({ description: 'What is put in replaces the text from here …' }),
    to: z.number().int().meta({ description: '… to here' }),
    items: z.array(
      z.object({
        text: z.string().meta({ description: 'What is put in' }),
        kind: z.enum(['field', 'value', 'operator']),
        detail: z.string().optional().meta({ description: 'What it is, in a few words' }),
      }),
    ),
  })
  .meta({ id: 'Completion' })
export type Completion = z.infer<typeof completionSchema>

/** An event with everything that is known of it. */
export const eventDetailSchema = z
  .object({
    row: eventRowSchema,
    event: z.record(z.string(), z.json()).meta({ description: "Flat ECS keys, the source's own under `fields`, where it was read under `origin`" }),
    duplicates: z.array(eventRowSchema).meta({ description: 'Events that repeat this one, at most 50' }),
  })
  .meta({ id: 'EventDetail' })
export type EventDetail = z.infer<typeof eventDetailSchema>

export const neighboursAnswerSchema = z
  .object({ before: z.array(eventRowSchema), event: eventRowSchema, after: z.array(eventRowSchema) })
  .meta({ id: 'Neighbours' })
export type NeighboursAnswer = z.infer<typeof neighboursAnswerSchema>

/** GET /api/incidents/:id/events/why-empty */
export const whyEmptySchema = z
  .object({
    terms: z
      .array(
        z.object({
          term: z.string(),
          perhaps: z.array(z.string()).meta({ description: 'Terms that find something and may have been meant' }),
        }),
      )
      .meta({ description: 'Terms of the search that find nothing even alone' }),
  })
  .meta({ id: 'WhyEmpty' })
export type WhyEmpty = z.infer<typeof whyEmptySchema>

/** GET /api/incidents/:id/events/extent: what there is to search. */
export const eventExtentSchema = z
  .object({
    events: z.number().int(),
    duplicates: z.number().int().meta({ description: 'Of these, those that repeat another' }),
    first: z.string().optional().meta({ description: 'UTC' }),
    last: z.string().optional().meta({ description: 'UTC' }),
    items: z.number().int().meta({ description: 'Evidence items' }),
    unread: z.number().int().meta({ description: 'Of these, those whose events cannot be searched yet' }),
  })
  .meta({ id: 'EventExtent' })
export type EventExtent = z.infer<typeof eventExtentSchema>
