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
  // Not `slice`, which for Node's buffers is a view that holds on to all of the chunk.
  const copy = new Uint8Array(bytes)
  let citation: EventCitation | undefined
  return () => (citation ??= citeEvent(event, copy))
}

/** Keeps the citation of the event it saw last, in one buffer that is written over again and again. */
export interface LastCitation {
  see(event: Event, bytes: Uint8Array): void
  /** The citation of the event seen last; undefined before the first. */
  cite(): EventCitation | undefined
}

export function createLastCitation(): LastCitation {
  let copy = new Uint8Array(0)
  let last: { event: Event; length: number } | undefined
  let made: EventCitation | undefined
  return {
    see(event, bytes) {
      const { length } = bytes
      last = { event, length }
      made = length > longestKept ? citeEvent(event, bytes) : undefined
      if (length > longestKept) return
      if (copy.length < length) copy = new Uint8Array(Math.min(longestKept, length + 128))
      copy.set(bytes)
    },
    cite: () => (made ??= last === undefined ? undefined : citeEvent(last.event, copy.subarray(0, last.length))),
  }
}
