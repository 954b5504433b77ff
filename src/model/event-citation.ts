import { sha256Hex } from '../base/canonical-json.ts'
import type { EventCitation } from './citation.ts'
import type { Event } from './event.ts'

/** Longer records are hashed at once instead of being kept until they are needed. */
const longestKept = 8_192

/** The citation of an event whose record's bytes are at hand. */
export function citeEvent(event: Event, bytes: Uint8Array): EventCitation {
  const { evidence, record, offset, length } = event.origin
  return {
    kind: 'event',
    event: event.id,
    evidence,
    record,
    spans: [{ offset, length }],
    sha256: sha256Hex(bytes),
    ...(event.sourceId === undefined ? {} : { sourceId: event.sourceId }),
  }
}

/**
 * A citation that is made only if it is asked for: most events that are the last of a group for now are not in the end, and
 * hashing each would cost more than reading it. Keeps a copy of the bytes, which may be overwritten after the call.
 */
export function keepCitation(event: Event, bytes: Uint8Array): () => EventCitation {
  if (bytes.length > longestKept) {
    const citation = citeEvent(event, bytes)
    return () => citation
  }
  const copy = bytes.slice()
  let citation: EventCitation | undefined
  return () => (citation ??= citeEvent(event, copy))
}
