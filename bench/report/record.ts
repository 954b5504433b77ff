import { createHash } from 'node:crypto'
import type { EventCitation } from '../../src/model/citation.ts'
import { type Incident, incidentSchema } from '../../src/model/incident.ts'

/** How large a record is. */
export interface RecordSize {
  readonly entries: number
  readonly indicators: number
  readonly evidence: number
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = Date.UTC(2026, 2, 1, 8)
const phases = ['phase-1', 'phase-2', 'phase-3', 'phase-4', 'phase-5']
const acts = [
  'Signed in to the console from 203.0.113.%, an address never used before by this account, without a second factor',
  'Listed the buckets of the account and read the policy of "customer-exports-%", which no deployment does',
  'Assumed the role backup-operator in account 111122223333 and asked who it was (call % of the session)',
  'Read object exports/2026/customers-part-%.parquet from s3://customer-exports-eu and was answered 200',
  'Host db-% opened an SSH session for svc-report from 198.51.100.%; the key was added eleven minutes before',
]

/** A record as large as asked for, always the same: every entry cites two events of its own, every third stands under review. */
export function largeRecord({ entries, indicators, evidence }: RecordSize): Incident {
  const items = Array.from({ length: evidence }, (_, index) => ({ label: `E${index + 1}`, sha256: hash(`item ${index}`), index }))
  const cite = (index: number): EventCitation => ({
    kind: 'event',
    event: hash(`event ${index}`).slice(0, 26),
    evidence: items[index % items.length]?.sha256 ?? '',
    record: index + 1,
    spans: [{ offset: index * 731, length: 730 }],
    sha256: hash(`bytes ${index}`),
    sourceId: `${hash(`id ${index}`).slice(0, 8)}-7c1e-4f0a-9d3b-${hash(`id ${index}`).slice(8, 20)}`,
  })
  return incidentSchema.parse({
    id: 'INC-2026-0042',
    title: 'Leaked cloud key used to copy customer exports',
    state: 'contained',
    people: { authors: ['Rosa Keller'], reportDate: '2026-03-20' },
    timeline: Array.from({ length: entries }, (_, index) => entryOf(index, entries, cite)),
    indicators: Array.from({ length: indicators }, (_, index) => ({
      id: `i-${index}`,
      type: 'ipv4',
      value: `${20 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.7`,
      context: 'Source of sign-ins that no deployment explains',
      firstSeen: new Date(start + index * 1000).toISOString(),
      lastSeen: new Date(start + index * 2000).toISOString(),
      count: index + 1,
    })),
    evidence: items.map(({ label, sha256, index }) => ({
      id: label.toLowerCase(),
      label,
      sha256,
      name: `cloudtrail-2026-03-${String((index % 28) + 1).padStart(2, '0')}-part-${index}.json.gz`,
      path: `cloudtrail/eu-central-1/2026/03/cloudtrail-2026-03-${String((index % 28) + 1).padStart(2, '0')}-part-${index}.json.gz`,
      size: 1_000_000 + index,
      source: 'CloudTrail',
      acquisition: { by: 'Rosa Keller', at: '2026-03-02T09:00:00Z', tool: 'aws s3 sync 2.27' },
      location: 's3://incident-42/evidence',
      retention: '2 years',
      reading: {
        format: 'aws-cloudtrail',
        version: 3,
        records: 5000,
        events: 5000,
        problems: 0,
        first: '2026-03-01T00:00:00Z',
        last: '2026-03-01T23:59:59Z',
      },
    })),
  })
}

function entryOf(index: number, entries: number, cite: (index: number) => EventCitation): unknown {
  const time = new Date(start + index * 37_000).toISOString()
  return {
    id: `t-${index}`,
    occurred: { earliest: time, latest: time, precision: 'second', zone: 'Z' },
    phase: phases[Math.floor((index / entries) * phases.length)],
    text: (acts[index % acts.length] ?? '').replaceAll('%', String(index % 250)),
    source: 'CloudTrail',
    techniques: [['T1078.004', 'T1619', 'T1550.001', 'T1530', 'T1021.004'][index % 5]],
    systems: [`db-${index % 40}`],
    basis: 'observed',
    ...(index % 3 === 0 ? { review: 'proposed', tier: 'stated' } : {}),
    ...(index % 200 === 0 ? { milestone: true } : {}),
    citations: [cite(2 * index), cite(2 * index + 1)],
  }
}
