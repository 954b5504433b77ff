import { sha256Hex } from '../base/canonical-json.ts'
import type { EventCitation } from './citation.ts'
import type { Event } from './event.ts'

/** Longer records are hashed at once instead of being kept until they are needed. */
const longestKept = 8_192

/** Made once for each event, so that what tells of it may share it, also where it is written down. */
const made = new WeakMap<Event, EventCitation>()

/** The citation of an event whose record's bytes are at hand. */
export function citeEvent(event: Event, bytes: Uint8Array): EventCitation {
  const known = made.get(event)
  if (known !== undefined) return known
  const citation = citationOf(event, bytes)
  made.set(event, citation)
  return citation
}

function citationOf(event: Event, bytes: Uint8Array): EventCitation {
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

type Citing = () => EventCitation

/** An event is asked for by every rule it matched and by others: they share one citation. */
const kept = new WeakMap<Event, Citing>()

/**
 * A citation that is made only if it is asked for: most events that are the last of a group for now are not in the end, and
 * hashing each would cost more than reading it. Keeps a copy of the bytes, which may be overwritten after the call.
 */
export function keepCitation(event: Event, bytes: Uint8Array): Citing {
  const known = kept.get(event)
  if (known !== undefined) return known
  const cite = citationKept(event, bytes)
  kept.set(event, cite)
  return cite
}

function citationKept(event: Event, bytes: Uint8Array): Citing {
  // Not `slice`, which for Node's buffers is a view that holds on to all of the chunk.
  let held = bytes.length > longestKept ? citeEvent(event, bytes) : { event, copy: new Uint8Array(bytes) }
  return () => {
    if ('copy' in held) held = citeEvent(held.event, held.copy)
    return held
  }
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
  let cited: EventCitation | undefined
  return {
    see(event, bytes) {
      const { length } = bytes
      last = { event, length }
      cited = length > longestKept ? citeEvent(event, bytes) : undefined
      if (length > longestKept) return
      if (copy.length < length) copy = new Uint8Array(Math.min(longestKept, length + 128))
      copy.set(bytes)
    },
    cite: () => (cited ??= last === undefined ? undefined : citeEvent(last.event, copy.subarray(0, last.length))),
  }
}
