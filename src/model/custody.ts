import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../base/canonical-json.ts'
import { acquisitionSchema, sha256Schema } from './acquisition.ts'

/**
 * What can be done to evidence. Besides handling it: `hold` (nobody may dispose of it) and `release` (that hold ends), `retain` (it is kept until a
 * day), `anchor` (a time-stamping authority vouched for the chain), `not-obtained` (a source that was asked for in vain).
 */
export const custodyActions = [
  'collect',
  'seal',
  'transfer',
  'access',
  'analyse',
  'copy',
  'export',
  'verify',
  'dispose',
  'hold',
  'release',
  'retain',
  'anchor',
  'not-obtained',
] as const
export const custodyActionSchema = z.enum(custodyActions).meta({ title: 'Action' })
export type CustodyAction = z.infer<typeof custodyActionSchema>

const line = (title: string, description?: string) =>
  z
    .string()
    .min(1)
    .max(4_000)
    .optional()
    .meta({ title, ...(description && { description }) })
const utc = (title: string) => z.iso.datetime({ offset: false }).meta({ title, description: 'UTC' })

/** What a custody entry says: everything but its place in the chain. Fields after ISO/IEC 27037:2012 6.1, RFC 3227 4.1 and NIST SP 800-86. */
export const custodyDraftSchema = z.object({
  sha256: sha256Schema.optional().meta({ title: 'Item', description: 'SHA-256; absent where the entry is about the whole incident' }),
  action: custodyActionSchema,
  at: utc('When'),
  zone: line('Zone', 'The time zone in which the person told the time: an IANA name or an offset'),
  recorded: utc('Recorded'),
  by: z.string().min(1).max(1_000).meta({ title: 'By', description: 'Who did it; who handed the item over' }),
  to: line('To', 'Who received the item'),
  purpose: line('Purpose', 'Why; of a hold and of a source that was not obtained: the reason'),
  authority: line('Authority', 'On whose order, or on behalf of whom'),
  place: line('Place', 'Where it happened; where the item was before it was moved'),
  placeTo: line('Place to', 'Where the item, or its copy, was brought'),
  reference: line('Carrier and reference', 'Carrier, shipping number, ticket, serial number of a time stamp'),
  seal: line('Seal number'),
  hashBefore: sha256Schema.optional().meta({ title: 'Hash before', description: 'SHA-256' }),
  hashAfter: sha256Schema.optional().meta({ title: 'Hash after', description: 'SHA-256; of a copy or an export: that of what was handed out' }),
  path: line('Path', 'Where the item was found: its path as given, or its path inside the container'),
  parent: sha256Schema.optional().meta({ title: 'Container', description: 'SHA-256 of the container it was found in' }),
  acquisition: acquisitionSchema.optional().meta({ title: 'Acquisition', description: 'How the item was obtained, as told when it was collected' }),
  what: line('What', 'The source that was not obtained'),
  until: z.iso
    .date()
    .optional()
    .meta({ title: 'Kept until', description: 'The last day of a retention: it ends when that day has ended everywhere' }),
  releases: z.number().int().min(1).optional().meta({ title: 'Releases', description: 'Number of the hold that ends' }),
  corrects: z.number().int().min(1).optional().meta({ title: 'Corrects', description: 'Number of the entry that this one states anew' }),
  head: sha256Schema.optional().meta({ title: 'Anchored hash', description: 'Hash of the entry up to which the chain was time-stamped' }),
  note: line('Note'),
  id: line('Id', 'The id an earlier version of the program gave the entry'),
})
/** A custody entry before it is chained. */
export type CustodyDraft = z.infer<typeof custodyDraftSchema>

/** One entry of an incident's custody: the chain is one for the whole incident, so that taking out all entries of an item shows. */
export const custodyEntrySchema = custodyDraftSchema.extend({
  seq: z.number().int().min(1).meta({ title: 'Number', description: 'Counted from 1 in the incident' }),
  previous: sha256Schema.meta({ description: 'Hash of the entry before; 64 zeros for the first' }),
  hash: sha256Schema.meta({ description: 'SHA-256 of `previous` followed by the RFC 8785 form of the entry without `previous` and `hash`' }),
})
export type CustodyEntry = z.infer<typeof custodyEntrySchema>

/** A kept entry that cannot be read any more: what is left of it, as its place in the store tells it. */
export interface DamagedCustody {
  readonly seq: number
  readonly sha256?: string
  /** What was done, as far as it is told: it may be no action that is known. */
  readonly action?: string
  /** Names the entry and what to do. */
  readonly message: string
}

/** The entries of a chain that can be read, and those that cannot, both by number. */
export interface KeptCustody {
  readonly entries: readonly CustodyEntry[]
  readonly damaged: readonly DamagedCustody[]
}

/** The end of a chain: its last entry. */
export type CustodyHead = Pick<CustodyEntry, 'seq' | 'hash'>

/** A day ends last twelve hours west of Greenwich. */
const lastEndHours = 36

/** When a retention is over that names its last day (2027-03-31): whoever told it, that day has ended where they were. UTC: 2027-04-01T12:00:00Z. */
export function endOfRetention(until: string): string {
  return new Date(endOf(until)).toISOString().replace('.000Z', 'Z')
}

/** Whether a retention with that last day still keeps an item at a time (UTC). */
export function isRetained(until: string, at: string): boolean {
  return Date.parse(at) < endOf(until)
}

function endOf(until: string): number {
  return Date.parse(`${until}T00:00:00Z`) + lastEndHours * 3_600_000
}

/** The hash an entry should carry: SHA-256 of the UTF-8 of `previous` (64 hex digits) followed by the canonical JSON of the rest. */
export function hashOfCustody(entry: Omit<CustodyEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _, previous, ...told } = entry
  return sha256Hex(previous + canonicalJson(told))
}
