import type { JsonObject } from '../../base/json.ts'
import type { Event } from '../../model/event.ts'

/** An event as one flat object under the names of the Elastic Common Schema, its own fields under `fields`, and where it was read under `origin`. Absent is absent. */
export function flatEvent(event: Event): JsonObject {
  const { time, actor } = event
  return {
    '@timestamp': time.at,
    message: event.message,
    'event.id': event.id,
    'event.dataset': event.dataset,
    ...event.ecs,
    'event.precision': time.precision,
    'event.timezone': time.zone,
    ...(time.assumed === undefined ? {} : { assumed: [...time.assumed] }),
    ...(time.latest === undefined ? {} : { latest: time.latest }),
    ...(actor === undefined ? {} : { actor: { ...actor } }),
    ...(event.sourceId === undefined ? {} : { 'event.source_id': event.sourceId }),
    origin: { ...event.origin },
    fields: event.fields,
  }
}

/** Characters that JSON lets through but that rearrange a terminal: C1 controls, line separators, direction marks. */
const rearranging = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** One line of JSON that any terminal shows as it is; the value is unchanged. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(rearranging, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
