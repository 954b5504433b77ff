import { compareInstantTexts } from '../base/instant.ts'
import type { Citation } from '../model/citation.ts'
import { citationKey } from '../model/citation-label.ts'
import type { TimelineEntry } from '../model/timeline.ts'

/** The entries that stand in the timeline, in the order they happened over all phases, each with the number other sections call it by. */
export interface TimelineEntries {
  readonly shown: readonly TimelineEntry[]
  /** 1 for the first; undefined for what waits for review. */
  numberOf(entry: TimelineEntry): number | undefined
  /**
   * The entries that tell the first of these citations that any entry tells: those that cite the same, else those whose set has it among its
   * examples. In the order of the timeline.
   */
  citing(citations: readonly Citation[]): readonly TimelineEntry[]
}

/** True for an entry that stands in the timeline; the machine's weaker proposals wait in a list of their own until a person accepts them. */
export function isInTimeline(entry: TimelineEntry): boolean {
  return entry.review !== 'proposed' || entry.tier !== 'to review'
}

/** Entries in the order they happened; those of the same moment in the order of the record. */
export function inOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return [...entries].sort((a, b) => compareInstantTexts(a.occurred.earliest, b.occurred.earliest))
}

/** Numbers the entries of a timeline. The numbers are no part of the record: they change as entries are added, accepted and rejected. */
export function numberEntries(timeline: readonly TimelineEntry[]): TimelineEntries {
  const shown = inOrder(timeline.filter(isInTimeline))
  const numbers = new Map(shown.map((entry, index) => [entry, index + 1]))
  const byCitation = grouped(shown, (entry) => entry.citations.map(citationKey))
  const byExample = grouped(shown, (entry) =>
    entry.citations.flatMap((citation) => (citation.kind === 'set' ? citation.examples.map(citationKey) : [])),
  )
  return {
    shown,
    numberOf: (entry) => numbers.get(entry),
    citing(citations) {
      const keys = citations.map(citationKey)
      const key = keys.find((one) => byCitation.has(one) || byExample.has(one))
      return key === undefined ? [] : (byCitation.get(key) ?? byExample.get(key) ?? [])
    },
  }
}

function grouped(entries: readonly TimelineEntry[], keysOf: (entry: TimelineEntry) => readonly string[]): ReadonlyMap<string, TimelineEntry[]> {
  const found = new Map<string, TimelineEntry[]>()
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const list = found.get(key)
      if (list === undefined) found.set(key, [entry])
      else list.push(entry)
    }
  }
  return found
}
