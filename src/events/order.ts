import { compareInstantTexts } from '../base/instant.ts'
import type { Event } from '../model/event.ts'

/**
 * Orders events by time, then by where they were read, so that the same evidence gives the same order for ever. A time with an assumed
 * zone or year stands where its reading puts it.
 */
export function compareEvents(a: Event, b: Event): number {
  return (
    compareInstantTexts(a.time.at, b.time.at) ||
    compareTexts(a.origin.evidence, b.origin.evidence) ||
    a.origin.offset - b.origin.offset ||
    a.id.length - b.id.length ||
    compareTexts(a.id, b.id)
  )
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
