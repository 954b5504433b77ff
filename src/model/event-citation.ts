import { sha256Hex } from '../base/canonical-json.ts'
import type { EventCitation } from './citation.ts'
import type { Event } from './event.ts'

/** Longer records are hashed at once instead of being kept until they are needed. */
export const longestKept = 8_192

/** What a citation is made of, besides the record's bytes. */
export type Citable = Pick<Event, 'id' | 'origin' | 'sourceId'>

/** By origin, which every event has for itself: what tells of an event shares its citation, also where it is written down. */
const made = new WeakMap<Event['origin'], EventCitation>()

/** The citation of an event whose record's bytes are at hand. */
export function citeEvent(event: Citable, bytes: Uint8Array): EventCitation {
  const known = made.get(event.origin)
  if (known?.event === event.id) return known
  const citation = citationOf(event, bytes)
  made.set(event.origin, citation)
  return citation
}

function citationOf({ id, origin, sourceId }: Citable, bytes: Uint8Array): EventCitation {
  const { evidence, record, offset, length } = origin
  return {
    kind: 'event',
    event: id,
    evidence,
    record,
    spans: [{ offset, length }],
    sha256: sha256Hex(bytes),
    ...(sourceId === undefined ? {} : { sourceId }),
  }
}

/**
 * A citation that is made only if it is asked for: most events that are kept for now are not in the end, and hashing each would cost more than
 * reading it. Keeps a copy of the bytes, which may be overwritten after the call.
 */
export function keepCitation({ id, origin, sourceId }: Event, bytes: Uint8Array): () => EventCitation {
  const citable = { id, origin, ...(sourceId === undefined ? {} : { sourceId }) }
  // Not `slice`, which for Node's buffers is a view that holds on to all of the chunk.
  let held = bytes.length > longestKept ? citeEvent(citable, bytes) : { citable, copy: new Uint8Array(bytes) }
  return () => {
    if ('copy' in held) held = citeEvent(held.citable, held.copy)
    return held
  }
}
