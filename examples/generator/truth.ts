import { z } from 'zod'
import { indicatorTypes } from '../../src/model/indicator-sighting.ts'
import { momentNames } from '../../src/model/moment.ts'

/** The stories the generator can tell. */
export const scenarios = ['leaked-key', 'web-shell', 'stolen-laptop'] as const
export type Scenario = (typeof scenarios)[number]

const instant = z.iso.datetime({ offset: false, error: 'An instant looks like 2026-03-05T03:12:04Z' })

/** One record of the evidence that is the attack's. */
export const attackRecordSchema = z.strictObject({
  /** Path of the file under `evidence/`. */
  evidence: z.string(),
  /** The source's own id of the record (CloudTrail's eventID), or `line:N`: line N, counted from 1, of the decompressed file. */
  record: z.string(),
  /** ISO 8601, UTC, as precise as the record itself is. */
  time: instant,
  /** Id of the default phase that tells it. */
  phase: z.string(),
  /** ATT&CK technique, of the version the program knows. */
  technique: z.string().regex(/^T\d{4}(?:\.\d{3})?$/),
  /** The account used; for requests without a sign-in, the address they came from. */
  identity: z.string(),
  /** The host, or "Cloud account 111122223333". */
  system: z.string(),
})
export type AttackRecord = z.infer<typeof attackRecordSchema>

/** What is true about a demonstration: the file `truth.json` beside `evidence/` and `incident.yaml`. */
export const truthSchema = z.strictObject({
  scenario: z.enum(scenarios),
  seed: z.number().int().min(0),
  /** Records in all files of the evidence. */
  records: z.number().int().min(1),
  /** How the evidence has to be read: options for files whose times lack zone or year. */
  reading: z.strictObject({ tz: z.array(z.string()), year: z.number().int() }),
  /** In order of time. */
  attack: z.array(attackRecordSchema).min(1),
  /** In order of their first record. */
  phases: z.array(z.strictObject({ phase: z.string(), first: instant, last: instant })),
  /** The attacker's steps from identity to identity and system to system, in order of time. */
  path: z.array(z.strictObject({ from: z.string(), to: z.string(), time: instant, method: z.string(), identity: z.string() })),
  /** Values that point at this attack: used or left by it, or stolen and used in it. */
  indicators: z.array(z.strictObject({ type: z.enum(indicatorTypes), value: z.string() })),
  /** The moments of the incident; those of the response are the ones the people tell in `incident.yaml`. */
  moments: z.partialRecord(z.enum(momentNames), instant),
})
export type Truth = z.infer<typeof truthSchema>
