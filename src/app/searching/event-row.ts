import type { EventRow } from '../../api/search.ts'
import { formatInstant, type Precision } from '../../base/instant.ts'
import type { JsonObject } from '../../base/json.ts'
import { clip } from '../../base/text.ts'
import { ownValues } from '../../query/own-values.ts'
import type { FoundEvent } from '../../store/events/event-store.ts'

const mostMessage = 2_000
const mostValue = 500

/** One of the source's own fields that is wanted in a row: its name as it was asked for, and its path. */
export interface OwnColumn {
  readonly name: string
  readonly path: readonly string[]
}

/** An event as a line of a list, with the own fields that are wanted in it. */
export function eventRow(found: FoundEvent, own: readonly OwnColumn[] = []): EventRow {
  const { event, correction, duplicateOf } = found
  const { time, origin } = event
  return {
    id: event.id,
    time: timeText(found),
    ...(correction === undefined ? {} : { recorded: time.at, correction: { ...correction } }),
    precision: time.precision,
    zone: time.zone,
    ...(time.assumed === undefined ? {} : { assumed: [...time.assumed] }),
    dataset: event.dataset,
    message: clip(event.message, mostMessage),
    ecs: Object.fromEntries(Object.entries(event.ecs).map(([name, value]) => [name, typeof value === 'string' ? clip(value, mostValue) : value])),
    evidence: origin.evidence,
    path: origin.path,
    record: origin.record,
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    ...(own.length === 0 ? {} : { own: ownTexts(event.fields, own) }),
  }
}

function ownTexts(fields: JsonObject, own: readonly OwnColumn[]): Record<string, string> {
  return Object.fromEntries(
    own.flatMap(({ name, path }) => {
      const text = ownText(fields, path)
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

/** The corrected time in UTC, with the digits the source had. */
export function timeText({ event, time, correction }: FoundEvent): string {
  return correction === undefined ? event.time.at : microsText(time, event.time.precision)
}

/** Microseconds since 1970 as ISO 8601 in UTC. */
export function microsText(micros: bigint, precision: Precision = 'microsecond'): string {
  return formatInstant(micros * 1_000n, precision === 'nanosecond' ? 'microsecond' : precision)
}

/** The values at a path, joined; of lists every element. */
function ownText(fields: JsonObject, path: readonly string[]): string | undefined {
  const texts = ownValues(fields, path)
    .slice(0, 20)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return texts.length === 0 ? undefined : clip(texts.join(', '), mostValue)
}
