import { z } from 'zod'
import type { EventDetail, EventRow } from '../../api/search.ts'
import type { RawRecord } from '../../api/raw-record.ts'
import { formatInstant, instantOf } from '../../base/instant.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { Interval } from '../../model/interval.ts'
import { originSchema } from '../../model/origin.ts'
import type { TimelineEntry } from '../../model/timeline.ts'

/** What a person says of an event that becomes an entry. */
export interface EntryWords {
  readonly text: string
  readonly phase: string
  readonly kind: TimelineEntry['kind']
}

/** When it happened: the corrected time, as wide as the correction is uncertain; else as the source told it. */
export function occurredOf({ time, correction, precision, zone, assumed }: EventRow): Interval {
  const [earliest, latest] = correction === undefined ? [time, time] : around(time, precision, correction.uncertaintyMs)
  return { earliest, latest, precision, zone, ...(assumed === undefined ? {} : { assumed: [...assumed] }) }
}

function around(time: string, precision: EventRow['precision'], uncertaintyMs: number): [string, string] {
  const at = instantOf(time)
  const doubt = BigInt(Math.round(uncertaintyMs * 1_000)) * 1_000n
  const finest = precision === 'microsecond' || precision === 'nanosecond' ? precision : 'millisecond'
  return [formatInstant(at - doubt, finest), formatInstant(at + doubt, finest)]
}

/** The citation of the event by its record, as it was just read again. Throws where the record could not be read whole. */
export function citationOf({ event, row }: EventDetail, raw: RawRecord): EventCitation {
  const origin = originSchema.parse(event['origin'])
  if (raw.sha256 === undefined) throw new Error('The record is too long to be cited; cite a part of it under Edit.')
  const sourceId = event['event.source_id']
  return {
    kind: 'event',
    event: row.id,
    evidence: origin.evidence,
    record: origin.record,
    spans: [{ offset: origin.offset, length: origin.length }],
    sha256: raw.sha256,
    ...(typeof sourceId === 'string' ? { sourceId } : {}),
  }
}

/** The entry of the timeline that tells an event, citing the record as it was just read again. */
export function entryOf({ id, detail, raw, words }: { id: string; detail: EventDetail; raw: RawRecord; words: EntryWords }) {
  const entry = {
    id,
    occurred: occurredOf(detail.row),
    text: words.text.trim(),
    phase: words.phase,
    kind: words.kind,
    basis: 'observed',
    citations: [citationOf(detail, raw)],
  }
  return z.record(z.string(), z.json()).parse(entry)
}
