import { z } from 'zod'

/** POST /api/incidents/:id/draft. Drafting again over more evidence keeps what people touched. */
export const startDraftSchema = z.object({
  zone: z.string().max(100).optional().meta({ description: 'Zone for local times that state none: an IANA name or +02:00' }),
  zones: z.record(z.string().max(1_000), z.string().max(100)).optional().meta({ description: 'File name -> zone, before `zone`' }),
  year: z.number().int().min(1970).max(9999).optional().meta({ description: 'Year of the first record, for logs that leave it out' }),
})
export type StartDraft = z.infer<typeof startDraftSchema>

/** 202 */
export const draftStartedSchema = z.object({ job: z.string() }).meta({ id: 'DraftStarted' })
export type DraftStarted = z.infer<typeof draftStartedSchema>

export const draftStates = ['running', 'done', 'failed', 'cancelled', 'interrupted'] as const
export const draftPhases = ['waiting', 'reading', 'drafting', 'saving', 'finished'] as const

/** Where a draft job stands. `interrupted`: the program ended while it ran; it can be started again. */
export const draftJobSchema = z
  .object({
    job: z.string(),
    state: z.enum(draftStates),
    phase: z.enum(draftPhases),
    options: startDraftSchema.optional().meta({ description: 'What it was started with: what drafting again begins from' }),
    startedAt: z.string().meta({ description: 'UTC' }),
    finishedAt: z.string().optional().meta({ description: 'UTC' }),
    bytes: z.number().int().meta({ description: 'Bytes read so far' }),
    totalBytes: z.number().int(),
    records: z.number().int(),
    events: z.number().int(),
    problems: z.number().int(),
    findings: z.number().int(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    version: z.number().int().optional().meta({ description: 'Version of the record that holds the draft, once done' }),
  })
  .meta({ id: 'DraftJob' })
export type DraftJob = z.infer<typeof draftJobSchema>

/** GET /api/incidents/:id/draft: the last job, or null where none was started. */
export const lastDraftSchema = draftJobSchema.nullable()

/** How far one file has been read. Counts are bytes of the file as it is kept (compressed where it is compressed). */
export const fileProgressSchema = z
  .object({
    sha256: z.string(),
    name: z.string(),
    state: z.enum(['waiting', 'reading', 'done', 'unrecognised', 'unreadable']),
    format: z.string().optional(),
    bytes: z.number().int(),
    total: z.number().int(),
    records: z.number().int(),
    events: z.number().int(),
    problems: z.number().int(),
    findings: z.number().int(),
  })
  .meta({ id: 'FileProgress' })
export type FileProgress = z.infer<typeof fileProgressSchema>

/**
 * GET /api/incidents/:id/progress, as Server-Sent Events. On connecting (again) the whole state comes first, so nothing is missed:
 * - `job`: DraftJob or null, whenever it changed (at most five times a second);
 * - `files`: FileProgress[]: all files on connecting, then only those that changed; merge by sha256;
 * - `record`: { version, head } whenever the record has a new version, whoever wrote it.
 * A comment line every 15 seconds keeps the connection open.
 */
export const progressEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('job'), data: draftJobSchema.nullable() }),
  z.object({ event: z.literal('files'), data: z.array(fileProgressSchema) }),
  z.object({ event: z.literal('record'), data: z.object({ version: z.number().int(), head: z.string() }) }),
])
export type ProgressEvent = z.infer<typeof progressEventSchema>
