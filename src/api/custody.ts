import { z } from 'zod'
import { acquisitionSchema } from '../model/acquisition.ts'
import { custodyEntrySchema } from '../model/custody.ts'
import { problemSchema } from '../model/problem.ts'
import { sha256Schema } from './evidence.ts'

const named = z.object({ sha256: z.string(), name: z.string(), label: z.string().optional(), events: z.number().int() })
const hold = z.object({
  seq: z.number().int(),
  sha256: z.string().optional().meta({ description: 'Absent for a hold on all of the incident' }),
  by: z.string(),
  reason: z.string(),
  since: z.string(),
})
const finding = z.object({ code: z.string(), message: z.string(), sha256: z.string().optional() })

const toldAcquisition = z.object({
  seq: z.number().int().optional().meta({ description: 'Number of the custody entry that tells it' }),
  acquisition: acquisitionSchema,
})
const foundIn = z.object({
  sha256: z.string(),
  label: z.string().optional(),
  path: z.string().meta({ description: 'Behind the paths of the containers around it' }),
  disposedAt: z.string().optional(),
})

const anchor = z.object({ seq: z.number().int(), at: z.string(), genTime: z.string().optional(), tsa: z.string().optional() })

/** GET /api/incidents/:id/evidence/:sha256: everything that is known of one item. */
export const evidenceDetailSchema = z
  .object({
    sha256: z.string(),
    name: z.string(),
    path: z.string().meta({ description: 'Behind the paths of the containers around it' }),
    label: z.string().optional(),
    size: z.number().int(),
    addedAt: z.string(),
    state: z.enum(['read', 'unread', 'unrecognised', 'unreadable', 'unpacked', 'disposed']),
    format: z.string().optional(),
    records: z.number().int(),
    events: z.number().int(),
    acquisition: acquisitionSchema,
    acquisitions: z.array(toldAcquisition).meta({ description: 'Every way in which it was obtained, the one that says most first' }),
    container: named.optional(),
    containers: z.array(foundIn).meta({ description: 'Every container it was found in' }),
    members: z.array(named).meta({ description: 'The first 500' }),
    memberCount: z.number().int(),
    problems: z.array(problemSchema),
    holds: z.array(hold),
    retainUntil: z.string().optional(),
    disposedAt: z.string().optional(),
    verified: z.string().optional().meta({ description: 'When its bytes were last found unchanged, UTC' }),
    isKept: z.boolean().meta({ description: 'True where a file of its size is in the vault' }),
    entries: z.array(custodyEntrySchema),
    faults: z.array(finding).meta({ description: 'What is wrong with its story' }),
  })
  .meta({ id: 'EvidenceDetail' })
export type EvidenceDetail = z.infer<typeof evidenceDetailSchema>

/** GET /api/incidents/:id/custody */
export const custodySummarySchema = z
  .object({
    entries: z.number().int(),
    head: z.string().optional().meta({ description: 'Hash of the last entry' }),
    holds: z.array(hold),
    retainUntil: z.string().optional().meta({ description: 'The last day all of it must be kept, where an item has none of its own' }),
    notObtained: z.array(z.object({ seq: z.number().int(), what: z.string(), reason: z.string(), by: z.string(), at: z.string() })),
    anchors: z.array(anchor),
    proven: z
      .object({ seq: z.number().int(), genTime: z.string() })
      .optional()
      .meta({ description: 'The last entry a time stamp proves, and since when' }),
    faults: z.array(finding).meta({ description: 'What is wrong with the chain, its story and its time stamps' }),
  })
  .meta({ id: 'CustodySummary' })
export type CustodySummary = z.infer<typeof custodySummarySchema>

const text = z.string().trim().min(1).max(4_000)
const told = {
  by: text.max(1_000).meta({ description: 'Who did it' }),
  purpose: text.optional(),
  place: text.optional(),
  authority: text.optional(),
  reference: text.optional(),
  note: text.optional(),
}

/** POST /api/incidents/:id/custody: writes entries; times are those of the server. */
export const handlingSchema = z
  .object({
    action: z.enum(['seal', 'transfer', 'access', 'analyse', 'copy', 'hold', 'release', 'retain', 'not-obtained']),
    items: z.array(sha256Schema).max(1_000).optional().meta({ description: 'Absent for what is about all of the incident' }),
    ...told,
    to: text.optional(),
    placeTo: text.optional(),
    seal: text.optional(),
    until: z.iso.date().optional(),
    releases: z.array(z.number().int().min(1)).max(100).optional(),
    what: text.optional(),
  })
  .meta({ id: 'Handling' })
export type HandlingRequest = z.infer<typeof handlingSchema>
export const handledSchema = z.object({ seqs: z.array(z.number().int()) }).meta({ id: 'Handled' })

/** POST /api/incidents/:id/evidence/:sha256/dispose */
export const disposalSchema = z
  .object({ by: told.by, purpose: text, authority: told.authority, evenIfCited: z.boolean().default(false) })
  .meta({ id: 'Disposal' })
export type DisposalRequest = z.input<typeof disposalSchema>
export const disposedSchema = z.object({ items: z.number().int() }).meta({ id: 'Disposed' })

/** POST /api/incidents/:id/custody/verify */
export const verifySchema = z.object({ by: told.by, items: z.array(sha256Schema).max(1_000).optional() }).meta({ id: 'VerifyEvidence' })
export const verifiedSchema = z
  .object({ findings: z.array(finding), items: z.number().int(), entries: z.number().int() })
  .meta({ id: 'VerifiedEvidence' })
export type Verified = z.infer<typeof verifiedSchema>

/** POST /api/incidents/:id/custody/anchor/response: checked offline against the certificates given with it. */
export const anchorResponseSchema = z
  .object({
    by: told.by,
    response: z.base64().min(1).max(1_000_000).meta({ description: 'The DER the authority answered, in base64' }),
    roots: z.array(z.string().max(1_000_000)).min(1).max(20).meta({ description: 'Texts of PEM files with certificates that are trusted' }),
  })
  .meta({ id: 'AnchorResponse' })
export type AnchorResponseRequest = z.infer<typeof anchorResponseSchema>
export const anchoredSchema = anchor.meta({ id: 'Anchored' })
export type Anchored = z.infer<typeof anchoredSchema>

/** POST /api/incidents/:id/evidence/:sha256/acquisition: stands in the place of what was told before, which the custody keeps. */
export const acquisitionRequestSchema = z.object({ by: told.by, acquisition: acquisitionSchema }).meta({ id: 'TellAcquisition' })
export type AcquisitionRequest = z.infer<typeof acquisitionRequestSchema>
